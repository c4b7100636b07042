import { groupBy } from '../../model/group-by.ts';
import { namespacedName } from '../../model/resource.ts';
import { serversOf, type WrittenServer } from '../gateway-servers.ts';
import { satisfies } from '../pods.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const istioGatewayDuplicateCertificate: Rule = {
  code: 'GWX1014',
  name: 'istio-gateway-duplicate-certificate',
  severity: 'warning',
  description: 'several Gateways of one workload use one certificate',
  rationale:
    'A browser uses an HTTP/2 connection again for other hosts of its certificate and gets 404, because the connection belongs to the server of another Gateway.',
  remedy: 'put all hosts of the certificate into one server of one Gateway',
  examples: {
    bad: '# in two Gateways, for a.example.com and b.example.com\ntls: {mode: SIMPLE, credentialName: wildcard}',
    good: '# in one server\nhosts: [a.example.com, b.example.com]\ntls: {mode: SIMPLE, credentialName: wildcard}',
  },
  equivalents: { istioctl: ['IST0138'] },
  check(context) {
    const withCertificate = serversOf(context.index).flatMap((server) => {
      const certificate = certificateOf(server);
      return certificate === undefined ? [] : [{ ...server, certificate }];
    });
    const found = new Map<WrittenServer['gateway'], [WrittenServer, ...WrittenServer[]]>();
    for (const group of groupBy(withCertificate, ({ certificate }) => certificate).values()) {
      for (const [first] of groupBy(group, ({ gateway }) => gateway).values()) {
        const others = group.filter((other) => other.gateway !== first.gateway && reachesWorkloadOf(first, other));
        const [other, ...more] = others;
        if (other === undefined) continue;
        const known = found.get(first.gateway);
        if (known === undefined) found.set(first.gateway, [other, ...more]);
        else known.push(...others);
      }
    }
    for (const [gateway, others] of found) reportGateway(context, gateway, others);
  },
};

function certificateOf({ server: { tls } }: WrittenServer): string | undefined {
  if (tls?.credentialName) return `credential ${tls.credentialName}`;
  if (tls?.serverCertificate) return `file ${tls.serverCertificate} ${tls.privateKey ?? ''}`;
  return undefined;
}

/** A Gateway without selector is for every workload. */
function reachesWorkloadOf({ gateway }: WrittenServer, other: WrittenServer): boolean {
  return satisfies(other.gateway.spec.selector ?? {}, gateway.spec.selector ?? {});
}

function reportGateway(
  { report }: RuleContext,
  gateway: WrittenServer['gateway'],
  others: readonly WrittenServer[],
): void {
  const names = new Set(
    [gateway, ...others.map((other) => other.gateway)].map(({ metadata }) => namespacedName(metadata)),
  );
  report({
    message: `Duplicate certificate in multiple gateways [${[...names].join(' ')}] may cause 404s if clients re-use HTTP2 connections.`,
    place: { resource: gateway, path: ['metadata', 'name'] },
    related: others.map((other) => ({
      message: `Gateway "${namespacedName(other.gateway.metadata)}"`,
      place: { resource: other.gateway, path: ['spec', 'servers', other.index, 'tls'] },
    })),
    help: 'put all hosts of the certificate into one server of one Gateway',
  });
}
