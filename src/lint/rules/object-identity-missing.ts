import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const objectIdentityMissing: Rule = {
  code: 'GWX0104',
  name: 'object-identity-missing',
  severity: 'error',
  description: 'an object lacks apiVersion, kind or a name',
  rationale: 'Without them the API server cannot tell what the object is, and refuses it.',
  remedy: 'add the field that the message names',
  examples: {
    bad: 'kind: HTTPRoute\nmetadata: {name: shop}',
    good: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: shop}',
  },
  check: fromDiagnostics('object-identity-missing'),
};
