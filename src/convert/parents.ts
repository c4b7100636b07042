import type { Related } from '../model/diagnostic.ts';
import type { GatewaySpec, ListenerSetSpec, ParentReference } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import { groups } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import { type FieldPlace, namespacedName, type ObjectName, type Resource } from '../model/resource.ts';
import {
  type Binding,
  closestDenials,
  type Denial,
  type Parent,
  type Route,
  type RouteKind,
  reportSilently,
} from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { ClassResolver } from './gateway-classes.ts';
import { judgeAttachment } from './listener-attachment.ts';
import type { Listener } from './listeners.ts';
import { bindToMesh } from './mesh-parents.ts';
import type { ServiceRegistry } from './service-registry.ts';

/** Everything that routes can be bound to. */
export interface ParentIndex {
  /** Bindable listeners, by `Kind/namespace/name` of their owner, in spec order. */
  readonly bindable: ReadonlyMap<string, readonly Listener[]>;
  /** All listeners that were processed, by the same keys. */
  readonly processed: ReadonlyMap<string, readonly Listener[]>;
  readonly resolveClass: ClassResolver;
  readonly registry: ServiceRegistry;
}

/** The key of a Gateway or ListenerSet in `bindable`. */
export function parentKey({ kind, namespace, name }: Pick<Parent, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`;
}

/** Groups the listeners that routes can be bound to. */
export function indexParents(
  listeners: readonly Listener[],
  resolveClass: ClassResolver,
  registry: ServiceRegistry,
): ParentIndex {
  const byOwner = (some: readonly Listener[]) =>
    groupBy(some, ({ ownerKind, owner }) => parentKey({ kind: ownerKind, ...owner.metadata }));
  const bindable = byOwner(listeners.filter((listener) => listener.bindable));
  return { bindable, processed: byOwner(listeners), resolveClass, registry };
}

/** All bindings of a route, accepted and denied, in the order in which they are processed (RT-30). */
export function bindRoute(
  context: ConvertContext,
  route: Route,
  routeKind: RouteKind,
  parents: ParentIndex,
): readonly Binding[] {
  const bindings = (route.spec.parentRefs ?? []).flatMap((parentRef, index) => {
    const parent = describeParent(route, routeKind, parentRef, index);
    const bound = bindParent(context, parent, parents);
    reportDenials(context, parent, bound);
    return bound;
  });
  return bindings.sort(
    (a, b) => compareBytes(a.internalName, b.internalName) || compareBytes(a.parent.key, b.parent.key),
  );
}

/** A parentRef with its defaults filled in. */
export function describeParent(route: Route, routeKind: RouteKind, parentRef: ParentReference, index: number): Parent {
  const { group = groups.gateway, kind = 'Gateway', name = '', sectionName = '', port = 0 } = parentRef;
  const namespace = parentRef.namespace ?? route.metadata.namespace;
  const key = `${group}/${kind}/${name}/${sectionName}/${port}.${namespace}`;
  return { route, routeKind, index, parentRef, group, kind, namespace, name, key };
}

function bindParent(context: ConvertContext, parent: Parent, parents: ParentIndex): readonly Binding[] {
  switch (`${parent.group}/${parent.kind}`) {
    case `${groups.gateway}/Gateway`:
    case `${groups.gateway}/ListenerSet`:
      return bindToListeners(context, parent, parents);
    case '/Service':
    case `${groups.istio}/ServiceEntry`:
      return bindToMesh(context, parent, parents.registry);
    default: {
      const { group, kind } = parent;
      const message =
        kind === 'Mesh'
          ? 'parentRef of kind "Mesh" is not read any more'
          : `parentRef of group "${group}" and kind "${kind}" is ignored without any status`;
      reportSilently(context, parent, 'parent-ref-ignored', message, ['kind']);
      return [];
    }
  }
}

function bindToListeners(context: ConvertContext, parent: Parent, parents: ParentIndex): readonly Binding[] {
  const listeners = parents.bindable.get(parentKey(parent));
  if (listeners === undefined) {
    reportUnbindable(context, parent, parents);
    return [];
  }
  return listeners.map((listener) => {
    const denied = judgeAttachment(context, parent, listener);
    const { internalName } = listener;
    return { parent, flavour: 'gateway', internalName, listener, meshHosts: [], ...(denied && { denied }) };
  });
}

/** RT-14: a parent without a bindable listener leaves no trace in the status. */
function reportUnbindable(context: ConvertContext, parent: Parent, parents: ParentIndex): void {
  const { kind, namespace, name } = parent;
  const owner =
    kind === 'Gateway'
      ? context.index.get('gateways.gateway.networking.k8s.io', namespace, name)
      : context.index.get('listenersets.gateway.networking.k8s.io', namespace, name);
  if (owner === undefined) {
    const message = `parent ${kind} "${namespace}/${name}" not found; nothing is generated for it and istiod writes no status`;
    reportSilently(context, parent, 'parent-missing', message, ['name']);
    return;
  }
  const processed = parents.processed.get(parentKey(parent)) ?? [];
  const found = unbindableCause(context, parents.resolveClass, owner, processed);
  if (found === undefined) return;
  const message = `${kind} "${namespace}/${name}" has no listener a route can bind to: ${found.text}`;
  reportSilently(context, parent, 'parent-not-bindable', message, [], found.gateway);
}

interface UnbindableCause {
  readonly text: string;
  /** The Gateway of a ListenerSet that is to blame. */
  readonly gateway?: ObjectName;
}

/** Why nothing binds to a parent; undefined for a parent of another controller, which is none of istiod's business. */
function unbindableCause(
  { index }: ConvertContext,
  resolveClass: ClassResolver,
  { kind, spec, metadata }: Resource<GatewaySpec | ListenerSetSpec>,
  processed: readonly Listener[],
): UnbindableCause | undefined {
  if (kind !== 'ListenerSet') {
    return gatewayCause(resolveClass, spec, processed);
  }
  const { name = '', namespace = metadata.namespace } = ('parentRef' in spec && spec.parentRef) || {};
  const gateway = index.get('gateways.gateway.networking.k8s.io', namespace, name);
  if (gateway === undefined) return { text: `its Gateway "${namespace}/${name}" is missing` };
  if (processed.length > 0) return { text: listenersCause(processed) };
  const resolution = resolveClass(gateway.spec.gatewayClassName ?? '');
  if (resolution.type === 'foreign') return undefined;
  const blame = { kind: 'Gateway', namespace, name };
  return { text: `it is not attached to Gateway "${namespace}/${name}"`, gateway: blame };
}

function gatewayCause(
  resolveClass: ClassResolver,
  { gatewayClassName = '', listeners = [] }: GatewaySpec,
  processed: readonly Listener[],
): UnbindableCause | undefined {
  const resolution = resolveClass(gatewayClassName);
  if (resolution.type === 'foreign') return undefined;
  if (resolution.type !== 'controller') return { text: `istiod does not handle GatewayClass "${gatewayClassName}"` };
  switch (resolution.controller.role) {
    case 'remote':
      return { text: `GatewayClass "${gatewayClassName}" describes a remote gateway` };
    case 'waypoint':
      return { text: 'it is a waypoint' };
    case 'east-west':
      return { text: 'routes cannot bind to port 15008 of an east-west gateway' };
    default:
      return { text: listeners.length === 0 ? 'it has no listeners' : listenersCause(processed) };
  }
}

/** What the listeners of a parent have in common, none of which is bindable. */
function listenersCause(processed: readonly Listener[]): string {
  if (processed.length === 0) return 'it has no usable address';
  if (processed.every(({ conflict }) => conflict !== undefined)) return 'all its listeners conflict with others';
  if (processed.every(({ placeholder }) => placeholder)) return 'all its listeners lack "tls"';
  return 'none of its listeners is valid';
}

/** One accepted listener is enough for a parentRef; else the denials that came closest count (RT-117). */
function reportDenials(context: ConvertContext, { route, index }: Parent, bindings: readonly Binding[]): void {
  const denials = bindings.flatMap(({ denied, listener }) =>
    denied ? { ...denied, ...(listener && { listener }) } : [],
  );
  if (denials.length === 0 || denials.length < bindings.length) return;
  const closest = closestDenials(denials);
  const reported = new Set<string>();
  for (const { reason, message, path, target } of closest) {
    if (reported.has(message)) continue;
    reported.add(message);
    const subject = { resource: route, parentRef: index };
    const place = { resource: route, path };
    const related = closest.filter((denial) => denial.message === message).flatMap(refusing);
    const issue = { subject, condition: 'Accepted', reason, message, place, related, severity: 'soft' } as const;
    context.report({ ...issue, ...(target && { target }) });
  }
}

/** The listener that refuses a route; where none has the name or port that is asked for, the object that they belong to. */
function refusing({ listener, decidedBy }: Denial & Pick<Binding, 'listener'>): readonly Related<FieldPlace>[] {
  if (listener === undefined) return [];
  const { owner, ownerKind, name, index } = listener;
  if (decidedBy === undefined) {
    const message = `${ownerKind} "${namespacedName(owner.metadata)}"`;
    return [{ role: 'target', message, place: { resource: owner, path: ['metadata', 'name'] } }];
  }
  const place = { resource: owner, path: ['spec', 'listeners', index, ...decidedBy] };
  return [{ role: 'target', message: `listener "${name}" refuses the route`, place }];
}
