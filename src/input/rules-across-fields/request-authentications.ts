import { istioDuration } from './durations.ts';
import { policyRules } from './policies.ts';
import { atMostOneRule } from './rule.ts';
import { keysUrl } from './urls.ts';

export const requestAuthenticationRules = policyRules({
  jwtRules: {
    each: {
      rules: [atMostOneRule('only one of jwks or jwksUri can be set', ['jwksUri', 'jwks_uri', 'jwks'])],
      fields: { jwks_uri: keysUrl, jwksUri: keysUrl, timeout: istioDuration },
    },
  },
});
