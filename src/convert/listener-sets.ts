import type { ListenerSetSpec } from '../model/gateway-api.ts';
import { addToGroup } from '../model/group-by.ts';
import { groups } from '../model/names.ts';
import { compareBytes, compareCreation } from '../model/order.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import { listenerSetNamespaces } from './allowed-namespaces.ts';
import type { ConvertContext } from './context.ts';
import type { HandledGateway } from './gateways.ts';

export type ListenerSet = Resource<ListenerSetSpec>;

/** The ListenerSets that take part in a Gateway's conversion, by the Gateway's namespaced name, in order of precedence (GW-100). */
export interface AttachedListenerSets {
  /** Allowed by the Gateway: these take part in listener conflicts (GW-101). */
  readonly eligible: ReadonlyMap<string, readonly ListenerSet[]>;
  /** Those whose listeners are processed (GW-111). */
  readonly accepted: ReadonlySet<Resource>;
}

/** Finds the parent of every ListenerSet and puts it through the gates of GW-111. */
export function attachListenerSets(context: ConvertContext, gateways: readonly HandledGateway[]): AttachedListenerSets {
  const handled = new Map(gateways.map((gateway) => [namespacedName(gateway.resource.metadata), gateway]));
  const eligible = new Map<string, [ListenerSet, ...ListenerSet[]]>();
  const accepted = new Set<Resource>();
  for (const gateway of gateways) if (gateway.controller.listenerSets) reportEmptySelector(context, gateway.resource);
  for (const listenerSet of context.index.list('listenersets.gateway.networking.k8s.io')) {
    const { namespace, name } = parentName(listenerSet);
    const parent = handled.get(`${namespace}/${name}`);
    const isGatewayRef = refersToGateway(context, listenerSet);
    if (parent === undefined) {
      if (isGatewayRef) reportMissingParent(context, listenerSet);
      continue;
    }
    const verdict = judge(context, listenerSet, parent, isGatewayRef);
    if (verdict === 'rejected') continue;
    // GW-101: a reference of another kind is ignored, and its listeners conflict all the same.
    addToGroup(eligible, `${namespace}/${name}`, listenerSet);
    if (verdict === 'accepted') accepted.add(listenerSet);
  }
  for (const sets of eligible.values()) sets.sort(byPrecedence);
  return { eligible, accepted };
}

/** Reports a selector of `allowedListeners` that lets no ListenerSet in (GW-112). */
function reportEmptySelector(context: ConvertContext, gateway: HandledGateway['resource']): void {
  const rule = gateway.spec.allowedListeners?.namespaces;
  if (rule?.selector === undefined || (rule.from !== undefined && rule.from !== 'Selector')) return;
  const { invalid, list } = listenerSetNamespaces(context, gateway.metadata.namespace, rule);
  if (!list([]).includes('~')) return;
  const empty = 'selector matches no namespace, so no ListenerSet can attach to this Gateway';
  const message = invalid ? 'selector is invalid and matches nothing' : empty;
  const place = { resource: gateway, path: ['spec', 'allowedListeners', 'namespaces', 'selector'] };
  context.report({ subject: { resource: gateway }, reason: 'selector-empty', message, place, severity: 'silent' });
}

function byPrecedence(a: ListenerSet, b: ListenerSet): number {
  return compareCreation(a, b) || compareBytes(namespacedName(a.metadata), namespacedName(b.metadata));
}

function parentName({ spec, metadata }: ListenerSet): { namespace: string; name: string } {
  return { namespace: spec.parentRef?.namespace ?? metadata.namespace, name: spec.parentRef?.name ?? '' };
}

function refersToGateway(context: ConvertContext, listenerSet: ListenerSet): boolean {
  const { group = groups.gateway, kind = 'Gateway' } = listenerSet.spec.parentRef ?? {};
  if (group === groups.gateway && kind === 'Gateway') return true;
  const place = { resource: listenerSet, path: ['spec', 'parentRef', 'kind'] };
  const message = `parentRef of group "${group}" and kind "${kind}" is ignored without any status`;
  context.report({
    subject: { resource: listenerSet },
    reason: 'parent-ref-ignored',
    message,
    place,
    severity: 'silent',
  });
  return false;
}

function reportMissingParent(context: ConvertContext, listenerSet: ListenerSet): void {
  const { namespace, name } = parentName(listenerSet);
  if (context.index.get('gateways.gateway.networking.k8s.io', namespace, name) !== undefined) return;
  const message = `parent Gateway "${namespace}/${name}" not found; nothing is generated for it and istiod writes no status`;
  const place = { resource: listenerSet, path: ['spec', 'parentRef', 'name'] };
  context.report({
    subject: { resource: listenerSet },
    reason: 'parent-missing',
    message,
    place,
    severity: 'silent',
    target: { kind: 'Gateway', namespace, name },
  });
}

type Verdict = 'rejected' | 'eligible' | 'accepted';

function judge(
  context: ConvertContext,
  listenerSet: ListenerSet,
  parent: HandledGateway,
  isGatewayRef: boolean,
): Verdict {
  const report = (reason: string, message: string) => {
    if (!isGatewayRef) return;
    const subject = { resource: listenerSet };
    const place = { resource: listenerSet, path: ['spec', 'parentRef'] };
    for (const condition of ['Accepted', 'Programmed'] as const) {
      context.report({ subject, condition, reason, message, place, severity: 'hard' });
    }
  };
  if (!parent.controller.listenerSets) {
    const className = parent.resource.spec.gatewayClassName ?? '';
    report('NotAllowed', `The "${className}" GatewayClass does not support ListenerSet`);
    return 'rejected';
  }
  if (!isAllowed(context, listenerSet, parent)) {
    report('NotAllowed', "The parent Gateway does not allow this reference; check the 'spec.allowedRoutes'");
    return 'rejected';
  }
  if (!isGatewayRef) return 'eligible';
  reportParentError(context, listenerSet, parent);
  return parent.unusable ? 'eligible' : 'accepted';
}

function isAllowed(context: ConvertContext, { metadata }: ListenerSet, { resource: gateway }: HandledGateway): boolean {
  const rule = gateway.spec.allowedListeners?.namespaces;
  if (rule === undefined) return false;
  const verdict = listenerSetNamespaces(context, gateway.metadata.namespace, rule).allows(metadata.namespace);
  if (verdict === 'assumed') {
    const place = { resource: gateway, path: ['spec', 'allowedListeners', 'namespaces', 'selector'] };
    context.assume({ kind: 'Namespace', namespace: '', name: metadata.namespace }, { place });
  }
  return verdict !== 'no';
}

/** A Gateway with wrong addresses is reported on its ListenerSets too; with no usable address they are not processed (GW-119, GW-162). */
function reportParentError(context: ConvertContext, listenerSet: ListenerSet, parent: HandledGateway): void {
  if (parent.addressError === undefined) return;
  const subject = { resource: listenerSet };
  const place = { resource: listenerSet, path: ['spec', 'parentRef'] };
  const severity = parent.unusable ? 'hard' : 'soft';
  const { reason, message } = parent.addressError;
  context.report({
    subject,
    condition: 'Accepted',
    reason,
    message: `Parent not accepted: ${message}`,
    place,
    severity,
  });
  if (!parent.unusable) return;
  const programmed = 'Failed to assign to any requested addresses';
  context.report({ subject, condition: 'Programmed', reason, message: programmed, place, severity });
}
