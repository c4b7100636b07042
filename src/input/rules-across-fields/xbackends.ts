import { certificateValidationRules } from './certificate-validation.ts';
import { has, objectRule, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

export const xBackendRules: RuleTree = {
  fields: {
    spec: {
      rules: [
        objectRule(
          'externalHostname must be set when type is ExternalHostname and must be unset otherwise',
          (backend) => (backend['type'] === 'ExternalHostname') === has(backend, 'externalHostname'),
        ),
      ],
      fields: {
        externalHostname: {
          fields: {
            hostname: {
              rules: [
                // The text promises more than the rule keeps.
                textRule(
                  'hostname must not be an IP address or end with .cluster.local',
                  (name) => !name.endsWith('.cluster.local'),
                ),
              ],
            },
          },
        },
        port: {
          fields: {
            name: {
              rules: [
                // As the rule is written, labels do not keep it either: it compares an optional value with null.
                textRule('Name must be a valid DNS label', (name) => name === '', {
                  help: 'leave the name out: the API server refuses every name here, DNS labels included',
                }),
              ],
            },
          },
        },
        tls: {
          rules: [
            objectRule(
              'clientCertificateRef must be set if and only if mode is ClientAndServer',
              (tls) => (tls['mode'] === 'ClientAndServer') === has(tls, 'clientCertificateRef'),
            ),
          ],
          fields: { validation: certificateValidationRules },
        },
      },
    },
  },
};
