import type { ClientTLSSettings, DestinationRuleSpec } from '../../model/istio-fields/destination-rule.ts';
import { namespacedName, type Path, type Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

type DestinationRule = Resource<DestinationRuleSpec>;

export const serverCertificateNotVerified: Rule = {
  code: 'GWX1011',
  name: 'server-certificate-not-verified',
  severity: 'info',
  description: 'a DestinationRule uses TLS without saying which certificates of the server are good',
  rationale:
    'With insecureSkipVerify anybody can pose as the server. Without caCertificates the CA bundle of the system decides, which is fine for public hosts and refuses those of a private CA.',
  remedy: 'remove insecureSkipVerify and name the CA in caCertificates, or use a BackendTLSPolicy',
  examples: {
    bad: 'trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: true}}',
    good: 'trafficPolicy: {tls: {mode: SIMPLE, caCertificates: /etc/certs/ca.pem}}',
  },
  equivalents: { istioctl: ['IST0128', 'IST0129'] },
  check(context) {
    for (const resource of context.index.list('destinationrules.networking.istio.io')) {
      const { tls, portLevelSettings = [] } = resource.spec.trafficPolicy ?? {};
      const path = ['spec', 'trafficPolicy'];
      checkTLS(context, resource, tls, [...path, 'tls']);
      for (const [i, setting] of portLevelSettings.entries()) {
        const port = setting.port?.number ?? 0;
        checkTLS(context, resource, setting.tls, [...path, 'portLevelSettings', i, 'tls'], port);
      }
    }
  },
};

function checkTLS(
  { report }: RuleContext,
  resource: DestinationRule,
  tls: ClientTLSSettings | undefined,
  path: Path,
  port?: number,
): void {
  const { host = '', workloadSelector } = resource.spec;
  const { mode = 'DISABLE', caCertificates, credentialName, insecureSkipVerify } = tls ?? {};
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  const istioctl = port === undefined ? 'IST0128' : 'IST0129';
  if (insecureSkipVerify === true) {
    const message = `the server certificate of "${host}" is not verified`;
    const place = { resource, path: [...path, 'insecureSkipVerify'] };
    const help = 'remove "insecureSkipVerify" and name the CA in "caCertificates", or use a BackendTLSPolicy';
    report({ severity: 'warning', message, place, subject: host, help, istioctl });
    return;
  }
  if (caCertificates || (credentialName && workloadSelector !== undefined)) return;
  const { namespace } = resource.metadata;
  const which = `DestinationRule ${namespacedName(resource.metadata)} in namespace ${namespace} has TLS mode set to ${mode}`;
  const where = `for host: ${host}${port === undefined ? '' : ` at port ${port}`}`;
  report({
    message: `${which} but no caCertificates are set to validate server identity ${where}`,
    place: { resource, path },
    istioctl,
    subject: port === undefined ? host : `${host}:${port}`,
    help: 'name the CA in "caCertificates" if the server has a private one; without it the CA bundle of the system decides',
  });
}
