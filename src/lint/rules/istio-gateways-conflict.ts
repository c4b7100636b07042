import { groupBy } from '../../model/group-by.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import type { ResourceIndex } from '../../model/resource-index.ts';
import { serversOf, type WrittenServer } from '../gateway-servers.ts';
import { satisfies } from '../pods.ts';
import type { Rule } from '../rule.ts';

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
  check({ index, report }) {
    const found = new Map<WrittenServer, Set<WrittenServer>>();
    for (const [first, ...rest] of groupBy(claimsOf(index), ({ key }) => key).values()) {
      const servers = [first, ...rest].map(({ server }) => server);
      if (new Set(servers.map(({ gateway }) => gateway)).size < 2) continue;
      for (const server of servers) {
        const rivals = found.get(server) ?? new Set();
        for (const other of servers) if (other.gateway !== server.gateway) rivals.add(other);
        found.set(server, rivals);
      }
    }
    for (const [{ gateway, index: i, server, selector }, rivals] of found) {
      const names = [...new Set([...rivals].map((rival) => namespacedName(rival.gateway.metadata)))].sort(compareBytes);
      report({
        message: `Conflict with gateways ${names.join(',')} (workload selector ${selector}, port ${server.port?.number ?? 0}, hosts ${(server.hosts ?? []).join(',')}).`,
        place: { resource: gateway, path: ['spec', 'servers', i, 'port'] },
        related: [...rivals].map((rival) => ({
          message: `Gateway "${namespacedName(rival.gateway.metadata)}"`,
          place: { resource: rival.gateway, path: ['spec', 'servers', rival.index, 'port'] },
        })),
        help: 'merge the servers into one Gateway, or give them other hosts, ports or workloads',
      });
    }
  },
};

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
  const selectors = new Map(serversOf(index).map(({ selector, gateway }) => [selector, gateway.spec.selector ?? {}]));
  return new Map(
    [...selectors].map(([text, selector]) => {
      const picked = [...labelSets]
        .filter(([, labels]) => text !== '' && satisfies(labels, selector))
        .map(([key]) => key);
      return [text, [`selector ${text}`, ...picked]];
    }),
  );
}
