import type { Related } from '../../model/diagnostic.ts';
import { objectsIn } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const virtualServiceRuleUnreachable: Rule = {
  code: 'GWX1009',
  name: 'virtual-service-rule-unreachable',
  severity: 'warning',
  description: 'earlier rules of a VirtualService leave nothing for a rule',
  rationale: 'The rules of a VirtualService are tried in their order, and a rule without matches takes everything.',
  remedy: 'move the rule up, give it other matches, or remove it',
  examples: {
    bad: 'http:\n- route: [{destination: {host: cart}}]\n- match: [{uri: {prefix: /api}}]\n  route: [{destination: {host: api}}]',
    good: 'http:\n- match: [{uri: {prefix: /api}}]\n  route: [{destination: {host: api}}]\n- route: [{destination: {host: cart}}]',
  },
  equivalents: { istioctl: ['IST0130'] },
  check({ istio, report }) {
    for (const { resource, findings } of istio.validated()) {
      for (const { rule, message, path } of findings) {
        if (rule !== 'AP-54' || path.length !== 3) continue;
        report({
          message: message.replace(/^v(.*)$/s, 'V$1.'),
          place: { resource, path },
          related: rulesWithoutMatches(resource, path),
          help: 'move it up, give it other matches, or remove it; it gets no request',
        });
      }
    }
  },
};

/** The rule above that takes everything, if there is one. */
function rulesWithoutMatches(resource: Resource, path: Path): readonly Related[] {
  const [root, list = '', index = 0] = path;
  const above = objectsIn(fieldOf(resource, [root ?? '']), String(list)).slice(0, Number(index));
  const first = above.findIndex((rule) => objectsIn(rule, 'match').length === 0);
  if (first < 0) return [];
  return [{ role: 'winner', message: 'this rule takes everything', place: { resource, path: ['spec', list, first] } }];
}
