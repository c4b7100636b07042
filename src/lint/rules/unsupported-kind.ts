import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const unsupportedKind: Rule = {
  code: 'GWX0603',
  name: 'unsupported-kind',
  severity: 'warning',
  description: 'an object is of a kind that Istio does not read',
  rationale: 'The API server takes the object, and nothing comes of it: no configuration, and no status.',
  remedy: 'remove the object, or leave it to the implementation that it is meant for',
  examples: { bad: 'kind: UDPRoute', good: 'kind: TCPRoute' },
  equivalents: { feature: ['UDPRoute'] },
  check: fromIssues(
    { condition: 'silent', reason: 'object-gated', message: /^istiod does not read / },
    { help: 'remove it, unless another implementation reads it' },
  ),
};
