import { intersect } from '../../model/hosts.ts';
import type { Server } from '../../model/istio.ts';
import { compareCreation, compareNames } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import { isContext } from '../context.ts';
import type { IstioGateway } from '../istio-gateways.ts';
import type { Listener } from '../listeners.ts';
import { messages } from './messages.ts';
import type { PodLabels } from './options.ts';
import type { ApplyReadyScope } from './scope.ts';
import { findSelectors, selectorText } from './selectors.ts';
import { applyReadyTLS } from './server-tls.ts';
import { opensPort } from './services.ts';

/** An Istio Gateway on its way: its server is as a user writes it, and its names are still to be given. */
export interface GatewayDraft {
  readonly gateway: IstioGateway;
  readonly listener: Listener;
  readonly namespace: string;
  readonly server: Server;
  /** Labels of its pods: an Istio Gateway for each. */
  readonly selectors: readonly PodLabels[];
  /** What stands for its pods: Gateways with one workload share listeners and route tables (chapter 60, E-1). */
  readonly workload: string;
}

/** Listeners as Istio Gateways that a cluster accepts, in istiod's order of them; those that are refused are left out (AF-20 to AF-35). */
export function draftGateways(scope: ApplyReadyScope): readonly GatewayDraft[] {
  const selectorsOf = findSelectors(scope);
  const drafts = scope.result.istioGateways.flatMap((gateway) => {
    const selectors = selectorsOf.get(gateway.listener.gateway);
    const server = selectors && applyReadyServer(scope, gateway);
    return selectors && server ? [{ ...draft(gateway, server), selectors }] : [];
  });
  const workloadOf = workloads(scope, drafts);
  return drafts.map((one) => ({ ...one, workload: workloadOf(one) })).sort(compareGateways);
}

/** Oldest owner first, then by istiod's name, then by namespace: the order in which istiod goes through Gateways (chapter 60, E-2). */
export function compareGateways(a: Pick<GatewayDraft, 'gateway'>, b: Pick<GatewayDraft, 'gateway'>): number {
  const [first, second] = [identity(a), identity(b)];
  return compareCreation(a.gateway.listener.owner, b.gateway.listener.owner) || compareNames(first, second);
}

/** Name and namespace change places: here the name counts first. */
function identity({ gateway }: Pick<GatewayDraft, 'gateway'>) {
  return { metadata: { namespace: gateway.name, name: gateway.listener.owner.metadata.namespace } };
}

/** The hosts for which a VirtualService of a namespace is used on a Gateway (AF-91). */
export function effectiveHosts(gateway: GatewayDraft, namespace: string, hosts: readonly string[]): readonly string[] {
  return opensTo(gateway, namespace) ? intersect([serverHost(gateway.server)], hosts) : [];
}

/** Whether a Gateway lets VirtualServices of a namespace in. */
export function opensTo({ server }: Pick<GatewayDraft, 'server'>, namespace: string): boolean {
  return server.hosts.some((host) => {
    const [scope] = host.split('/', 1);
    return scope === '*' || scope === namespace;
  });
}

/** The hostname of a server: all its entries have the same. */
export function serverHost({ hosts: [first = ''] }: Server): string {
  return first.slice(first.indexOf('/') + 1);
}

function draft(gateway: IstioGateway, server: Server) {
  const { listener } = gateway;
  return { gateway, listener, namespace: listener.owner.metadata.namespace, server };
}

/** The server of a listener; undefined if it is refused. */
function applyReadyServer(scope: ApplyReadyScope, { listener, spec }: IstioGateway): Server | undefined {
  const { owner, index, name, port, protocol } = listener;
  const at = (field: string) => ({ resource: owner, path: ['spec', 'listeners', index, field] });
  const hostname = listener.spec.hostname ?? '*';
  if (hostname !== '*' && !hostname.includes('.')) {
    scope.say(messages.singleLabel({ host: hostname }), at('hostname'));
    return undefined;
  }
  if (protocol === 'HBONE') {
    scope.say(messages.tunnel({ listener: name }), at('protocol'));
    return undefined;
  }
  reportReach(scope, listener);
  const tls = applyReadyTLS(scope, listener);
  if (!opensPort(scope, listener) || tls === 'refused') return undefined;
  const hosts = spec.servers.flatMap((server) => server.hosts);
  return {
    port: { name: 'default', number: port, protocol },
    // AF-25: no route was let in, so that none can come in through the own namespace either.
    hosts: hosts.map((host) => host.replace(/^~\//, './')),
    tls,
  };
}

/** AF-28. */
function reportReach(scope: ApplyReadyScope, { owner, ownerKind, gateway }: Listener): void {
  const { namespace } = gateway.resource.metadata;
  if (ownerKind !== 'ListenerSet' || owner.metadata.namespace === namespace) return;
  if (!scope.result.settings.ScopeGatewayToNamespace) return;
  const facts = { listenerSet: namespacedName(owner.metadata), gateway: namespacedName(gateway.resource.metadata) };
  scope.say(messages.outOfReach({ ...facts, namespace }), { resource: owner, path: ['spec', 'parentRef'] });
}

type Undetermined = Omit<GatewayDraft, 'workload'>;

/** Gateways that have a selector in common are one workload, and so are those that are connected through others. */
function workloads({ result }: ApplyReadyScope, drafts: readonly Undetermined[]): (draft: Undetermined) => string {
  const scoped = result.settings.ScopeGatewayToNamespace;
  const keysOf = ({ listener, selectors }: Undetermined) => {
    const { metadata } = listener.gateway.resource;
    const prefix = scoped ? `${metadata.namespace}/` : '';
    const keys = selectors.map((selector) => `${prefix}${selectorText(selector)}`);
    return keys.length > 0 ? keys : [`unknown pods of ${namespacedName(metadata)}`];
  };
  const leaders = new Map<string, string>();
  const leaderOf = (key: string): string => {
    const leader = leaders.get(key) ?? key;
    if (leader === key) return key;
    const last = leaderOf(leader);
    leaders.set(key, last);
    return last;
  };
  for (const one of drafts) {
    const [first = '', ...others] = keysOf(one);
    for (const other of others) leaders.set(leaderOf(other), leaderOf(first));
  }
  return (one) => leaderOf(keysOf(one)[0] ?? '');
}

/** Whether the Gateway or ListenerSet of a listener is read for reference only. */
export function isOfContext({ owner }: Listener): boolean {
  return isContext({ resource: owner, path: [] });
}
