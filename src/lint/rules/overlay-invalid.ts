import { fromOverlayProblems } from '../overlay-problems.ts';
import { pathText } from '../path-text.ts';
import type { Rule } from '../rule.ts';

export const overlayInvalid: Rule = {
  code: 'GWX1101',
  name: 'overlay-invalid',
  severity: 'error',
  description: 'an overlay of a deployment cannot be applied',
  rationale:
    'The ConfigMap of a parametersRef, or of a class, changes what istiod deploys for a Gateway. If one of its entries is wrong, istiod writes a line into its log and deploys nothing at all; if only the API server finds fault with the result, the object is not there.',
  remedy: 'write strategic merge patches under the keys that istiod knows, and leave names and namespaces alone',
  examples: {
    bad: 'kind: ConfigMap\ndata:\n  deployments: |\n    spec: {replicas: 3}',
    good: 'kind: ConfigMap\ndata:\n  deployment: |\n    spec: {replicas: 3}',
  },
  check: fromOverlayProblems('overlay-invalid', ({ part, help, refusedBy }) => {
    const field = Array.isArray(part) && part.length > 0 ? `field "${pathText(part)}"` : 'it';
    const remedy = help ?? `correct or remove ${field}`;
    const consequence =
      refusedBy === 'istiod' ? 'nothing at all is deployed for the Gateway' : 'the API server refuses the object';
    return `${remedy}${remedy.endsWith('?') ? ' ' : '; '}${consequence}`;
  }),
};
