import { has, objectRule, type Rule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rules on the TLS settings of an Istio Gateway's or a Sidecar's server. The text of the last one is wrong about the field. */
export const serverTlsRules: RuleTree = {
  rules: [
    oneOf('only one of credentialNames or tlsCertificates can be set', 'tlsCertificates', 'credentialNames'),
    oneOf('only one of credentialName or credentialNames can be set', 'credentialName', 'credentialNames'),
    oneOf('only one of credentialName or tlsCertificates can be set', 'tlsCertificates', 'credentialNames'),
  ],
};

function oneOf(message: string, one: string, other: string): Rule {
  return objectRule(message, (tls) => !has(tls, one) || !has(tls, other));
}
