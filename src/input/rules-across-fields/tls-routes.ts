import { l4RouteFields } from './l4-routes.ts';
import { all, textsRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';
import { isHostname, isPlainIP } from './texts.ts';

// In v1alpha2 the hostnames were optional, and free.
const traits = { name: 'hostname-invalid', only: { versions: ['v1', 'v1alpha3'] } } as const;
const wildcard = '*';
const firstLabel = '*.';

const hostnames: RuleTree = {
  rules: [
    textsRule('Hostnames cannot contain an IP', (names) => all(names, (name) => !isPlainIP(name)), traits),
    textsRule(
      'Hostnames must be valid based on RFC-1123',
      (names) => all(names, (name) => name.includes(wildcard) || isHostname(name)),
      traits,
    ),
    textsRule(
      'Wildcards on hostnames must be the first label, and the rest of hostname must be valid based on RFC-1123',
      (names) => all(names, (name) => !name.includes(wildcard) || isWildcardHostname(name)),
      traits,
    ),
  ],
};

export const tlsRouteRules: RuleTree = { fields: { spec: { fields: { ...l4RouteFields, hostnames } } } };

function isWildcardHostname(name: string): boolean {
  return name.startsWith(firstLabel) && isHostname(name.slice(firstLabel.length));
}
