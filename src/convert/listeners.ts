import type { ListenerSpec } from '../model/gateway-api.ts';
import type { ServerTLSSettings } from '../model/istio.ts';
import { groups, istioGatewayName } from '../model/names.ts';
import { namespacedName } from '../model/resource.ts';
import { type AllowedNamespaces, routeNamespaces } from './allowed-namespaces.ts';
import type { ConvertContext } from './context.ts';
import type { HandledGateway } from './gateways.ts';
import { type ConflictReason, type ListenerConflict, listenerConflicts } from './listener-conflicts.ts';
import {
  draftListeners,
  type ListenerDraft,
  type ListenerOwner,
  type ListenerOwnerKind,
  type ListenerReporter,
  reporterOf,
} from './listener-draft.ts';
import { judgeProtocol } from './listener-protocols.ts';
import type { AttachedListenerSets } from './listener-sets.ts';
import type { CredentialAccess } from './server-certificates.ts';
import { serverTLS } from './tls.ts';

/** A listener of a Gateway or ListenerSet that was processed. */
export interface Listener {
  readonly owner: ListenerOwner;
  readonly ownerKind: ListenerOwnerKind;
  /** The Gateway itself, or the one that the ListenerSet is attached to. */
  readonly gateway: HandledGateway;
  /** Index in the owner's `spec.listeners`. */
  readonly index: number;
  readonly spec: ListenerSpec;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly tls?: ServerTLSSettings;
  readonly conflict?: ConflictReason;
  /** The listener that it is in conflict with, and that is served. */
  readonly rival?: ListenerDraft;
  /** An HTTPS or TLS listener without `tls`: nothing is made of it (GW-43). */
  readonly placeholder: boolean;
  /** Counts as valid in the owner's status. */
  readonly valid: boolean;
  /** Routes can attach to it (RT-13). */
  readonly bindable: boolean;
  /** An Istio Gateway is generated for it. */
  readonly emitted: boolean;
  /** Route kinds that may attach (GW-134). */
  readonly supportedKinds: readonly string[];
  readonly namespaces: AllowedNamespaces;
  /** What VirtualServices call it in `gateways`: namespace and name of its Istio Gateway. */
  readonly internalName: string;
}

/** All listeners of the Gateways that listen here, and of the ListenerSets attached to them, in order of precedence. */
export function processListeners(
  context: ConvertContext,
  gateways: readonly HandledGateway[],
  listenerSets: AttachedListenerSets,
  access: CredentialAccess,
): readonly Listener[] {
  return gateways
    .filter(({ controller }) => controller.role !== 'remote')
    .flatMap((gateway) => {
      const attached = listenerSets.eligible.get(namespacedName(gateway.resource.metadata)) ?? [];
      const drafts = [
        ...draftListeners(gateway, gateway.resource, 'Gateway'),
        ...attached.flatMap((listenerSet) => draftListeners(gateway, listenerSet, 'ListenerSet')),
      ];
      if (gateway.unusable) return [];
      // Classes without ListenerSets know no conflicts either (GW-100).
      const conflicts = listenerConflicts(gateway.controller.listenerSets ? drafts : []);
      return drafts
        .filter(({ owner, ownerKind }) => ownerKind === 'Gateway' || listenerSets.accepted.has(owner))
        .map((draft) => processListener(context, draft, conflicts.get(draft.key), access));
    });
}

function processListener(
  context: ConvertContext,
  draft: ListenerDraft,
  conflict: ListenerConflict<ListenerDraft> | undefined,
  access: CredentialAccess,
): Listener {
  const { owner, ownerKind, gateway, index, spec, port, protocol } = draft;
  const report = reporterOf(context, draft);
  const { namespace, name: ownerName } = owner.metadata;
  const name = spec.name ?? '';
  const common = {
    owner,
    ownerKind,
    gateway,
    index,
    spec,
    name,
    port,
    protocol,
    namespaces: routeNamespaces(context, namespace, spec.allowedRoutes?.namespaces ?? {}),
    internalName: `${namespace}/${istioGatewayName(ownerName, name)}`,
  };
  if (conflict !== undefined) {
    reportConflict(report, draft, conflict);
    const supportedKinds = judgeKinds(report, spec, protocol);
    return {
      ...common,
      supportedKinds,
      conflict: conflict.reason,
      rival: conflict.winner,
      placeholder: false,
      valid: false,
      bindable: false,
      emitted: false,
    };
  }
  if (spec.tls === undefined && (protocol === 'HTTPS' || protocol === 'TLS')) {
    const valid = reportPlaceholder(draft, report);
    return {
      ...common,
      supportedKinds: judgeKinds(report, spec, protocol),
      placeholder: true,
      valid,
      bindable: false,
      emitted: false,
    };
  }
  const tls = serverTLS(access, draft, report);
  const protocolAccepted = judgeProtocol(draft, report);
  const supportedKinds = judgeKinds(report, spec, protocol);
  const valid = tls !== 'invalid' && protocolAccepted;
  // Waypoints take no routes from listeners, and port 15008 of an east-west gateway carries HBONE only (GW-120, GW-123).
  const { role } = gateway.controller;
  const serves = role !== 'waypoint' && !(role === 'east-west' && port === 15008);
  return {
    ...common,
    ...(tls !== undefined && tls !== 'invalid' && { tls }),
    supportedKinds,
    placeholder: false,
    valid,
    // GW-135: an invalid listener of a Gateway still takes routes, one of a ListenerSet does not.
    bindable: serves && (valid || ownerKind === 'Gateway'),
    emitted: serves && valid,
  };
}

function reportConflict(
  report: ListenerReporter,
  draft: ListenerDraft,
  { reason, winner }: ListenerConflict<ListenerDraft>,
): void {
  const message = 'Listener has a conflict with another listener attached to the same Gateway';
  const place = { resource: winner.owner, path: ['spec', 'listeners', winner.index] };
  // One of two listeners with the same name may stand in its own way (GW-105).
  const more =
    winner === draft ? {} : { related: [{ role: 'winner' as const, message: 'the listener that comes first', place }] };
  const path = [draft.spec.hostname === undefined ? 'port' : 'hostname'];
  for (const condition of ['Accepted', 'Conflicted', 'Programmed'] as const) {
    report(condition, reason, message, path, more);
  }
}

/** GW-43: without `tls` a Gateway's listener is a placeholder that counts as valid; a ListenerSet's is an error. */
function reportPlaceholder(draft: ListenerDraft, report: ListenerReporter): boolean {
  const { ownerKind, protocol } = draft;
  if (ownerKind === 'Gateway') {
    const message = `${protocol} listener has no "tls"; nothing is programmed for it although its status shows no error`;
    report(undefined, 'listener-placeholder', message, []);
    return true;
  }
  // A missing port is an error of its own (GW-41).
  judgeProtocol(draft, report);
  report('Accepted', 'UnsupportedProtocol', `protocol is ${protocol} but no TLS section is defined`, []);
  report('Programmed', 'Invalid', 'Bad TLS configuration', []);
  return false;
}

/** The kinds of routes that a listener takes; kinds it lists but cannot carry are reported (GW-134). */
function judgeKinds(
  report: ListenerReporter,
  { tls, allowedRoutes }: ListenerSpec,
  protocol: string,
): readonly string[] {
  const supported = kindsOfProtocol(protocol, tls?.mode);
  const listed = allowedRoutes?.kinds ?? [];
  if (listed.length === 0) return supported;
  const lists = (kind: string) => listed.some((entry) => isListed(entry, kind));
  const kept = supported.filter(lists);
  if (kept.length !== listed.length) {
    const bad = listed.flatMap((entry, i) => {
      const isKnown = supported.some((kind) => isListed(entry, kind));
      return isKnown && listed.findIndex((other) => isSameKind(other, entry)) === i ? [] : i;
    });
    for (const i of bad) {
      report('ResolvedRefs', 'InvalidRouteKinds', 'Invalid route kinds', ['allowedRoutes', 'kinds', i]);
    }
  }
  return kept;
}

interface GroupKind {
  readonly group?: string;
  readonly kind?: string;
}

function isListed({ group = groups.gateway, kind }: GroupKind, supported: string): boolean {
  return group === groups.gateway && kind === supported;
}

function isSameKind(a: GroupKind, b: GroupKind): boolean {
  return (a.group ?? groups.gateway) === (b.group ?? groups.gateway) && a.kind === b.kind;
}

function kindsOfProtocol(protocol: string, tlsMode: string | undefined): readonly string[] {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return ['HTTPRoute', 'GRPCRoute'];
  if (protocol === 'TCP') return ['TCPRoute'];
  if (protocol !== 'TLS') return [];
  return tlsMode === 'Terminate' ? ['TLSRoute', 'TCPRoute'] : ['TLSRoute'];
}
