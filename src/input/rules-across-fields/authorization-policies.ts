import { policyRules } from './policies.ts';
import { has, objectRule } from './rule.ts';

const accounts = ['serviceAccounts', 'notServiceAccounts'];
const partsOfAccounts = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'];

const source = objectRule('Cannot set serviceAccounts with namespaces or principals', (from) => {
  const other = partsOfAccounts.find((field) => has(from, field));
  return other === undefined || !accounts.some((field) => has(from, field)) || { at: [other] };
});

export const authorizationPolicyRules = policyRules({
  rules: { each: { fields: { from: { each: { fields: { source: { rules: [source] } } } } } } },
});
