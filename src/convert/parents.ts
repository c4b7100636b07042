import type { Related } from '../model/diagnostic.ts';
import type { GatewaySpec, ListenerSetSpec, ParentReference } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import { groups } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { Resource } from '../model/resource.ts';
import { type Binding, denialRank, type Parent, type Route, type RouteKind, reportSilently } from './bindings.ts';
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
  const bindable = groupBy(
    listeners.filter((listener) => listener.bindable),
    ({ ownerKind, owner }) => parentKey({ kind: ownerKind, ...owner.metadata }),
  );
  return { bindable, resolveClass, registry };
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
  const cause = unbindableCause(context, parents.resolveClass, owner);
  if (cause === undefined) return;
  const message = `${kind} "${namespace}/${name}" has no listener a route can bind to: ${cause}`;
  reportSilently(context, parent, 'parent-not-bindable', message, []);
}

/** Why nothing binds to a parent; undefined for a parent of another controller, which is none of istiod's business. */
function unbindableCause(
  { index }: ConvertContext,
  resolveClass: ClassResolver,
  { kind, spec, metadata }: Resource<GatewaySpec | ListenerSetSpec>,
): string | undefined {
  if (kind === 'ListenerSet') {
    const { name = '', namespace = metadata.namespace } = ('parentRef' in spec && spec.parentRef) || {};
    const gateway = index.get('gateways.gateway.networking.k8s.io', namespace, name);
    const foreign = gateway !== undefined && resolveClass(gateway.spec.gatewayClassName ?? '').type === 'foreign';
    return foreign ? undefined : 'it is not attached to a Gateway, or none of its listeners is valid';
  }
  const gatewayClassName = ('gatewayClassName' in spec && spec.gatewayClassName) || '';
  const resolution = resolveClass(gatewayClassName);
  if (resolution.type === 'foreign') return undefined;
  if (resolution.type !== 'controller') return `istiod does not handle GatewayClass "${gatewayClassName}"`;
  switch (resolution.controller.role) {
    case 'remote':
      return `GatewayClass "${gatewayClassName}" describes a remote gateway`;
    case 'waypoint':
      return 'it is a waypoint; attach the route to a Service that uses it';
    case 'east-west':
      return 'routes cannot bind to port 15008 of an east-west gateway';
    default:
      return 'it has no usable address, or all its listeners conflict or lack "tls"';
  }
}

/** One accepted listener is enough for a parentRef; else the denials that came closest count (RT-117). */
function reportDenials(context: ConvertContext, { route, index }: Parent, bindings: readonly Binding[]): void {
  const denials = bindings.flatMap(({ denied, listener }) => (denied ? { ...denied, listener } : []));
  if (denials.length === 0 || denials.length < bindings.length) return;
  const rank = Math.min(...denials.map(({ reason }) => denialRank[reason]));
  const closest = denials.filter(({ reason }) => denialRank[reason] === rank);
  const reported = new Set<string>();
  for (const { reason, message, path } of closest) {
    if (reported.has(message)) continue;
    reported.add(message);
    const subject = { resource: route, parentRef: index };
    const place = { resource: route, path };
    const related = closest
      .filter((denial) => denial.message === message)
      .flatMap(({ listener }) => refusing(listener));
    context.report({ subject, condition: 'Accepted', reason, message, place, related, severity: 'soft' });
  }
}

function refusing(listener: Listener | undefined): readonly Related[] {
  if (listener === undefined) return [];
  const { owner, name, index } = listener;
  const place = { resource: owner, path: ['spec', 'listeners', index] };
  return [{ role: 'target', message: `listener "${name}" refuses the route`, place }];
}
