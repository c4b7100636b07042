import { policyRules } from './policies.ts';
import { has, objectRule } from './rule.ts';
import { pluginUrl } from './urls.ts';

const variable = objectRule(
  'value may only be set when valueFrom is INLINE',
  (env) => env['valueFrom'] !== 'HOST' || !has(env, 'value'),
  { at: ['value'] },
);

export const wasmPluginRules = policyRules({
  url: pluginUrl,
  vmConfig: { fields: { env: { each: { rules: [variable] } } } },
});
