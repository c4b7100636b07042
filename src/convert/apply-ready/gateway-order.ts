import { groupBy } from '../../model/group-by.ts';
import { indexHosts } from '../../model/host-index.ts';
import { compareBytes } from '../../model/order.ts';
import { compareGateways, type GatewayDraft, serverHost } from './gateways.ts';
import { messages } from './messages.ts';
import { readableBase } from './names.ts';
import type { ApplyReadyScope } from './scope.ts';
import { listenerText } from './virtual-hosts.ts';

/**
 * What comes before the names of Gateways so that their order is istiod's although their age is lost on the way into a
 * cluster. Only those get something whose order matters and would be another one (AF-91).
 */
export function orderPrefixes(
  scope: ApplyReadyScope,
  gateways: readonly GatewayDraft[],
  ordered: ReadonlySet<GatewayDraft>,
): ReadonlyMap<GatewayDraft, string> {
  const prefixes = new Map<GatewayDraft, string>();
  for (const ofPort of groupBy(gateways, ({ workload, listener }) => `${workload} ${listener.port}`).values()) {
    const contested = contestedTLS(scope, ofPort);
    const mixesModes = modeMixing(ofPort);
    const decides = (one: GatewayDraft) => ordered.has(one) || contested.has(one) || mixesModes(one);
    const matters = mixesProtocols(ofPort) ? ofPort : ofPort.filter(decides);
    const wanted = [...matters].sort(compareGateways);
    const byName = [...matters].sort(compareNames);
    if (wanted.every((gateway, i) => gateway === byName[i])) continue;
    const width = String(wanted.length - 1).length;
    wanted.forEach((gateway, i) => {
      prefixes.set(gateway, `${String(i).padStart(width, '0')}-`);
    });
  }
  return prefixes;
}

function compareNames(a: GatewayDraft, b: GatewayDraft): number {
  const name = (draft: GatewayDraft) => readableBase(draft.gateway.name);
  return compareBytes(name(a), name(b)) || compareBytes(a.namespace, b.namespace);
}

/** Of servers that cannot be merged on one port istiod keeps the first (chapter 60, E-3). */
function mixesProtocols(gateways: readonly GatewayDraft[]): boolean {
  const protocols = gateways.map(({ server }) => server.port.protocol);
  const plain = protocols.filter((protocol) => protocol === 'HTTP' || protocol === 'TCP');
  return plain.includes('TCP') ? protocols.length > 1 : plain.length > 0 && plain.length < protocols.length;
}

/** Tells whether one TLS server passes names on that another one ends TLS for: the first that has a name keeps it. */
function modeMixing(gateways: readonly GatewayDraft[]): (gateway: GatewayDraft) => boolean {
  const passesOn = ({ server }: GatewayDraft) => server.tls?.mode === 'PASSTHROUGH';
  const withTLS = gateways.filter(({ server }) => server.tls !== undefined);
  const named = withTLS.map((one) => [serverHost(one.server), one] as const);
  const passing = indexHosts(named.filter(([, one]) => passesOn(one)));
  const ending = indexHosts(named.filter(([, one]) => !passesOn(one)));
  return (one) => {
    if (one.server.tls === undefined) return false;
    const others = passesOn(one) ? ending : passing;
    return others.overlapping(serverHost(one.server)).length > 0;
  };
}

/** The TLS servers whose hosts another one on the port has too: istiod takes the first alone (AF-92). */
function contestedTLS(scope: ApplyReadyScope, gateways: readonly GatewayDraft[]): ReadonlySet<GatewayDraft> {
  const owners = new Map<string, GatewayDraft>();
  const contested = new Set<GatewayDraft>();
  for (const gateway of [...gateways].sort(compareGateways)) {
    const { server, listener, namespace } = gateway;
    if (server.tls === undefined) continue;
    const hosts = server.hosts.map((host) => host.replace(/^\.\//, `${namespace}/`));
    const owner = hosts.flatMap((host) => owners.get(host) ?? [])[0];
    if (owner === undefined) {
      for (const host of hosts) owners.set(host, gateway);
      continue;
    }
    contested.add(owner).add(gateway);
    const facts = { host: serverHost(server), port: listener.port };
    const place = { resource: listener.owner, path: ['spec', 'listeners', listener.index] };
    scope.say(messages.sharedTLSHost({ ...facts, first: listenerText(owner), second: listenerText(gateway) }), place);
  }
  return contested;
}
