import type { HandledGateway } from '../../convert/gateways.ts';
import { tlsOptions } from '../../model/names.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const insecureFrontendValidation: Rule = {
  code: 'GWX0707',
  name: 'insecure-frontend-validation',
  severity: 'warning',
  description: 'clients get in without a valid certificate',
  rationale:
    'With AllowInsecureFallback or OPTIONAL_MUTUAL a client without a certificate is let in, and with the former one with a wrong certificate too. An entry of perPort replaces the default as a whole, so one without validation switches it off for its port.',
  remedy: 'remove the mode or option, or repeat the validation of the default in the entry of perPort',
  examples: {
    bad: 'frontend: {default: {validation: {mode: AllowInsecureFallback, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}',
    good: 'frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}',
  },
  equivalents: { feature: ['GatewayFrontendClientCertificateValidationInsecureFallback'] },
  check(context) {
    fromIssues(
      { reason: 'ConfigurationChanged', condition: 'InsecureFrontendValidationMode' },
      { help: 'remove "mode" if every client has to show a valid certificate' },
    )(context);
    reportOptionalClients(context);
    for (const gateway of context.conversion.gateways) reportExemptPorts(context, gateway);
  },
};

function reportOptionalClients({ conversion, report }: RuleContext): void {
  const key = tlsOptions.terminateMode;
  for (const { owner, index, spec, tls } of conversion.listeners) {
    if (tls?.mode !== 'OPTIONAL_MUTUAL' || spec.tls?.options?.[key] !== 'OPTIONAL_MUTUAL') continue;
    report({
      message: 'client certificates are optional here',
      place: { resource: owner, path: ['spec', 'listeners', index, 'tls', 'options', key] },
      help: 'write "MUTUAL" if every client has to show a certificate',
    });
  }
}

/** GW-80: the first entry for a port takes the place of the default. */
function reportExemptPorts({ report }: RuleContext, { resource, controller, unusable }: HandledGateway): void {
  const { default: ofAll, perPort = [] } = resource.spec.tls?.frontend ?? {};
  if (unusable || controller.role === 'remote' || ofAll?.validation === undefined) return;
  const seen = new Set<number | undefined>();
  for (const [i, { port, tls }] of perPort.entries()) {
    const counts = !seen.has(port);
    seen.add(port);
    if (!counts || tls?.validation !== undefined) continue;
    report({
      message: `port ${port} is exempt from client certificate validation`,
      place: { resource, path: ['spec', 'tls', 'frontend', 'perPort', i] },
      subject: `${port}`,
      related: [
        {
          role: 'also',
          message: 'the validation that does not hold here',
          place: { resource, path: ['spec', 'tls', 'frontend', 'default', 'validation'] },
        },
      ],
      help: 'repeat the validation of "default" in this entry, or remove the entry',
    });
  }
}
