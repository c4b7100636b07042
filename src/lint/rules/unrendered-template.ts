import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const unrenderedTemplate: Rule = {
  code: 'GWX0102',
  name: 'unrendered-template',
  severity: 'error',
  description: 'a file holds template expressions that nobody has filled in',
  rationale: 'A template is no configuration: what istiod will get is known only after Helm has rendered it.',
  remedy: 'pipe the output of `helm template` or `kustomize build` into `gwx lint -`',
  examples: { bad: 'name: {{ .Release.Name }}', good: 'name: shop' },
  check: fromDiagnostics('unrendered-template'),
};
