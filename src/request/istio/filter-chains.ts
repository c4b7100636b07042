import type { BoundVirtualServices } from './bound-virtual-services.ts';
import { type L4Entry, serverEntry, tlsEntries } from './l4-entries.ts';
import type { ProxyNode } from './routes.ts';
import type { Server } from './servers.ts';
import { type DomainIndex, indexDomains } from './virtual-hosts.ts';

/** What takes the TLS connections of a server name. */
export type FilterChain =
  | { readonly type: 'https'; readonly server: Server }
  | { readonly type: 'terminated' | 'passthrough'; readonly server: Server; readonly entry: L4Entry };

/** The filter chains of a port by server name (E-4). `''` stands for connections without a name. */
export interface FilterChains {
  readonly bySNI: DomainIndex<FilterChain>;
  readonly isEmpty: boolean;
}

/** E-4, E-60, E-61: the filter chains of the TLS servers of a port. A server whose connections lead nowhere has none. */
export function filterChains(servers: readonly Server[], bound: BoundVirtualServices, proxy: ProxyNode): FilterChains {
  const taken = new Set<string>();
  const named = servers.flatMap((server) => chainsOf(server, bound, proxy, taken));
  return { bySNI: indexDomains(named), isEmpty: named.length === 0 };
}

type NamedChain = readonly [sni: string, chain: FilterChain];

function chainsOf(
  server: Server,
  bound: BoundVirtualServices,
  proxy: ProxyNode,
  taken: Set<string>,
): readonly NamedChain[] {
  const { gateway, fields, kind, hosts } = server;
  const scope = { proxy, gateway: gateway.id, port: fields.port, tls: true };
  const under = (names: readonly string[], chain: FilterChain) => names.map((name) => [name, chain] as const);
  const names = hosts.map(({ host }) => host);
  if (kind === 'https') return under(names, { type: 'https', server });
  const virtualServices = bound(gateway.id, proxy.namespace);
  if (kind === 'tls-terminate') {
    const entry = serverEntry(server, virtualServices, scope);
    return entry === undefined ? [] : under(names, { type: 'terminated', server, entry });
  }
  if (kind !== 'passthrough') return [];
  return virtualServices
    .flatMap((virtualService) => tlsEntries(virtualService, scope))
    .flatMap((entry) => {
      const wanted = entry.sniHosts.map((name) => name.toLowerCase());
      // A match is skipped as a whole for one name that is taken (E-61).
      if (wanted.some((name) => taken.has(name))) return [];
      for (const name of wanted) taken.add(name);
      return under(wanted, { type: 'passthrough', server, entry });
    });
}
