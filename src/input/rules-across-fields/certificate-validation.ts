import type { JsonObject } from '../../model/json.ts';
import { objectRule, type Rule, sizeOf } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rules on how the certificate of a backend is validated. */
export const certificateValidationRules: RuleTree = {
  rules: [
    objectRule(
      'must not contain both CACertificateRefs and WellKnownCACertificates',
      (validation) => !hasReferences(validation) || !isWellKnown(validation),
      { at: ['wellKnownCACertificates'] },
    ),
    objectRule(
      'must specify either CACertificateRefs or WellKnownCACertificates',
      (validation) => hasReferences(validation) || isWellKnown(validation),
    ),
  ],
  fields: { subjectAltNames: { each: { rules: [...nameRules('Hostname', 'hostname'), ...nameRules('URI', 'uri')] } } },
};

function hasReferences({ caCertificateRefs }: JsonObject): boolean {
  return sizeOf(caCertificateRefs) > 0;
}

function isWellKnown({ wellKnownCACertificates = '' }: JsonObject): boolean {
  return wellKnownCACertificates !== '';
}

/** That a name has the field of its type and no other; empty is as good as absent. */
function nameRules(type: string, field: string): Rule[] {
  return [
    objectRule(
      `SubjectAltName element must contain ${type}, if Type is set to ${type}`,
      (name) => name['type'] !== type || (name[field] ?? '') !== '',
    ),
    objectRule(
      `SubjectAltName element must not contain ${type}, if Type is not set to ${type}`,
      (name) => name['type'] === type || (name[field] ?? '') === '',
      { at: [field] },
    ),
  ];
}
