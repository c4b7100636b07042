import { addToGroup, groupBy } from '../../model/group-by.ts';
import { indexLabels } from '../../model/label-index.ts';
import { namespacedName } from '../../model/resource.ts';
import { firstFew } from '../crowds.ts';
import { serversOf, type WrittenServer } from '../gateway-servers.ts';
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
    const found = new Map<Gateway, [Sharing, ...Sharing[]]>();
    for (const ofCertificate of groupBy(withCertificate, ({ certificate }) => certificate).values()) {
      const reached = indexLabels(ofCertificate, ({ gateway }) => gateway.spec.selector ?? {});
      // Gateways of one selector share the certificate with the same servers.
      for (const alike of groupBy(ofCertificate, ({ selector }) => selector).values()) {
        // A Gateway without selector is for every workload.
        const servers = reached(alike[0].gateway.spec.selector ?? {});
        const sharing = { servers, gateways: new Set(servers.map(({ gateway }) => gateway)) };
        if (sharing.gateways.size < 2) continue;
        for (const gateway of new Set(alike.map((server) => server.gateway))) addToGroup(found, gateway, sharing);
      }
    }
    for (const [gateway, all] of found) reportGateway(context, gateway, all);
  },
};

type Gateway = WrittenServer['gateway'];

/** Servers that share a certificate and a workload. */
interface Sharing {
  readonly servers: readonly WrittenServer[];
  readonly gateways: ReadonlySet<Gateway>;
}

function joined(all: readonly Sharing[]): Sharing {
  const servers = all.flatMap((one) => one.servers);
  return { servers, gateways: new Set(servers.map(({ gateway }) => gateway)) };
}

function certificateOf({ server: { tls } }: WrittenServer): string | undefined {
  if (tls?.credentialName) return `credential ${tls.credentialName}`;
  if (tls?.serverCertificate) return `file ${tls.serverCertificate} ${tls.privateKey ?? ''}`;
  return undefined;
}

function reportGateway({ report }: RuleContext, gateway: Gateway, all: readonly [Sharing, ...Sharing[]]): void {
  const [only, ...more] = all;
  // One certificate is the rule: what shares it is not collected again for each Gateway.
  const { servers, gateways } = more.length === 0 ? only : joined(all);
  const others = firstFew(gateways, (other) => other !== gateway).map(({ metadata }) => namespacedName(metadata));
  const rest = gateways.size - 1 - others.length;
  const names = [namespacedName(gateway.metadata), ...others, ...(rest > 0 ? [`and ${rest} more`] : [])];
  report({
    message: `Duplicate certificate in multiple gateways [${names.join(' ')}] may cause 404s if clients re-use HTTP2 connections.`,
    place: { resource: gateway, path: ['metadata', 'name'] },
    related: firstFew(servers, (other) => other.gateway !== gateway).map((other) => ({
      message: `Gateway "${namespacedName(other.gateway.metadata)}"`,
      place: { resource: other.gateway, path: ['spec', 'servers', other.index, 'tls'] },
    })),
    help: 'put all hosts of the certificate into one server of one Gateway',
  });
}
