import { goQuote } from '../../model/go-quote.ts';
import type { GatewaySpec } from '../../model/istio-fields/gateway.ts';
import { expiryOf, findKeyPair, keyPairError, secretData } from '../../model/key-pairs.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { gradeAbsence } from '../open-world.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const gatewayCredentialInvalid: Rule = {
  code: 'GWX1012',
  name: 'gateway-credential-invalid',
  severity: 'error',
  openWorld: true,
  description: 'a server of an Istio Gateway names a Secret that is missing or holds no usable certificate',
  rationale:
    'Without its certificate the server resets every connection. The Secret lies in the namespace of the workload, not of the Gateway.',
  remedy: 'add a Secret with tls.crt and tls.key to the namespace of the gateway workload',
  examples: {
    bad: 'tls: {mode: SIMPLE, credentialName: web-cert} # the Secret is in another namespace',
    good: 'tls: {mode: SIMPLE, credentialName: web-cert} # the Secret is in istio-system, beside the workload',
  },
  equivalents: { istioctl: ['IST0101', 'IST0161'] },
  check(context) {
    for (const resource of context.index.list('gateways.networking.istio.io')) {
      for (const [i, { tls }] of (resource.spec.servers ?? []).entries()) {
        const name = tls?.credentialName ?? '';
        if (name !== '') checkCredential(context, resource, name, ['spec', 'servers', i, 'tls', 'credentialName']);
      }
    }
  },
};

function checkCredential(context: RuleContext, gateway: Resource<GatewaySpec>, name: string, path: Path): void {
  const { index, report } = context;
  const namespace = workloadNamespace(context, gateway);
  const place = { resource: gateway, path };
  const secret = index.get('secrets.', namespace, name);
  if (secret === undefined) {
    if (context.istio.producedSecrets().has(`${namespace}/${name}`)) return;
    const absence = gradeAbsence(context, { kind: 'Secret', namespace, name });
    if (absence === undefined) return;
    const { severity, related, hint } = absence;
    const help = `add the Secret to namespace "${namespace}", where the gateway workload runs`;
    const message = `Referenced credentialName not found: ${goQuote(name)}`;
    report({ severity, message, place, related, help: hint === undefined ? help : `${hint} ${help}` });
    return;
  }
  const fault = contentFault(secret.spec, context.now);
  if (fault === undefined) return;
  const { metadata } = gateway;
  report({
    message: `The credential referenced by the Gateway ${metadata.name} in namespace ${metadata.namespace} is invalid, which can cause the traffic not to work as expected.`,
    place,
    istioctl: 'IST0161',
    related: [{ role: 'target', message: 'the Secret', place: { resource: secret, path: ['metadata', 'name'] } }],
    help: `correct the Secret: ${fault}`,
  });
}

const rootNamespace = 'istio-system';
const standardWorkloads = ['egressgateway', 'ingressgateway'];

/** Where the pods of a Gateway run, as far as files tell. */
function workloadNamespace({ istio }: RuleContext, { spec, metadata }: Resource<GatewaySpec>): string {
  const { selector = {} } = spec;
  if (standardWorkloads.includes(selector['istio'] ?? '')) return rootNamespace;
  const [pod] = Object.keys(selector).length === 0 ? [] : istio.pods()(selector);
  return pod?.metadata.namespace ?? metadata.namespace;
}

/** What is wrong with a Secret. One without data is filled in later. */
function contentFault(fields: Parameters<typeof secretData>[0], now: number | undefined): string | undefined {
  const data = secretData(fields);
  if (Object.keys(data).length === 0) return undefined;
  const keyPair = findKeyPair(data);
  if ('error' in keyPair) return keyPair.error;
  const expiry = now === undefined ? undefined : expiryOf(keyPair.cert);
  const isExpired = expiry !== undefined && now !== undefined && expiry < now;
  return keyPairError(keyPair) ?? (isExpired ? 'its certificate is expired' : undefined);
}
