import { addToGroup, groupBy } from '../../model/group-by.ts';
import { indexLabels } from '../../model/label-index.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import type { ResourceIndex } from '../../model/resource-index.ts';
import { firstFew, namesText } from '../crowds.ts';
import { serversOf, type WrittenServer } from '../gateway-servers.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const istioGatewaysConflict: Rule = {
  code: 'GWX1013',
  name: 'istio-gateways-conflict',
  severity: 'error',
  description: 'two Gateways of one workload have a server for one port and host',
  rationale:
    'The workload has one listener for the port: the server of the older Gateway counts, and the other is left out.',
  remedy: 'merge the servers, or give them other hosts, ports or workloads',
  examples: {
    bad: '# in two Gateways\nselector: {istio: ingressgateway}\nservers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]',
    good: '# one Gateway\nservers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]',
  },
  equivalents: { istioctl: ['IST0145'], kiali: ['KIA0301'] },
  check(context) {
    const contested = [...groupBy(claimsOf(context.index), ({ key }) => key).values()]
      .map((claims) => claims.map(({ server }) => server))
      .filter((servers) => new Set(servers.map(({ gateway }) => gateway)).size > 1);
    const claimed = new Map<WrittenServer, [number, ...number[]]>();
    for (const [i, servers] of contested.entries()) {
      for (const server of new Set(servers)) addToGroup(claimed, server, i);
    }
    // Servers that claim the same have the same rivals.
    for (const alike of groupBy(claimed, ([, claims]) => claims.join()).values()) {
      const [[, claims]] = alike;
      const claimants = new Set(claims.flatMap((i) => contested[i] ?? []));
      reportServers(
        context,
        alike.map(([server]) => server),
        [...claimants],
      );
    }
  },
};

function reportServers(
  { report }: RuleContext,
  servers: readonly WrittenServer[],
  claimants: readonly WrittenServer[],
): void {
  const names = [...new Set(claimants.map(nameOf))].sort(compareBytes);
  for (const one of servers) {
    const { gateway, index, server, selector } = one;
    const others = namesText(names, ',', nameOf(one));
    report({
      message: `Conflict with gateways ${others} (workload selector ${selector}, port ${server.port?.number ?? 0}, hosts ${(server.hosts ?? []).join(',')}).`,
      place: { resource: gateway, path: ['spec', 'servers', index, 'port'] },
      related: firstFew(claimants, (rival) => rival.gateway !== gateway).map((rival) => ({
        message: `Gateway "${nameOf(rival)}"`,
        place: { resource: rival.gateway, path: ['spec', 'servers', rival.index, 'port'] },
      })),
      help: 'merge the servers into one Gateway, or give them other hosts, ports or workloads',
    });
  }
}

function nameOf({ gateway }: WrittenServer): string {
  return namespacedName(gateway.metadata);
}

/** A server with something that only one server of a workload can have: a port, bind and host. */
interface Claim {
  readonly server: WrittenServer;
  readonly key: string;
}

function claimsOf(index: ResourceIndex): readonly Claim[] {
  const workloads = workloadsOf(index);
  return serversOf(index).flatMap((server) => {
    const { hosts = [], bind = '', port } = server.server;
    return (workloads.get(server.selector) ?? []).flatMap((workload) =>
      hosts.map((host) => ({ server, key: JSON.stringify([workload, port?.number ?? 0, bind, host]) })),
    );
  });
}

/** By each selector, what it picks: itself, and the sets of labels that Pods of the input have. */
function workloadsOf(index: ResourceIndex): ReadonlyMap<string, readonly string[]> {
  const labelSets = new Map(
    index.list('pods.').map(({ metadata }) => [JSON.stringify(metadata.labels), metadata.labels ?? {}]),
  );
  const picking = indexLabels(labelSets, ([, labels]) => labels);
  const selectors = new Map(serversOf(index).map(({ selector, gateway }) => [selector, gateway.spec.selector ?? {}]));
  return new Map(
    [...selectors].map(([text, selector]) => {
      const picked = text === '' ? [] : picking(selector).map(([key]) => key);
      return [text, [`selector ${text}`, ...picked]];
    }),
  );
}
