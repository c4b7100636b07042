import { goQuote } from '../model/go-quote.ts';
import { serviceHost } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { namedWaypoint, waypointOf } from '../model/waypoints.ts';
import { type Binding, type Parent, reportSilently } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { ServiceRegistry } from './service-registry.ts';

/** A Service or ServiceEntry that a route is bound to. */
interface MeshParent {
  readonly resource?: Resource;
  readonly hosts: readonly string[];
  /** What istiod says when there is no such object. */
  readonly missing?: string;
}

/** Binds a route to a Service or ServiceEntry: one binding whatever the sectionName (RT-15), accepted if the parent exists (RT-28). */
export function bindToMesh(context: ConvertContext, parent: Parent, registry: ServiceRegistry): readonly Binding[] {
  const found = parent.kind === 'Service' ? findService(context, parent, registry) : findServiceEntry(context, parent);
  if (usesForeignWaypoint(context, parent, found)) return [];
  reportIgnoredFields(context, parent, found);
  if (context.settings.EnableAmbient) reportWaypoint(context, parent, found);
  const path = ['spec', 'parentRefs', parent.index, 'name'];
  const { kind, namespace, name } = parent;
  const target = { kind, namespace, name };
  const denied = found.missing && ({ reason: 'NoMatchingParent', message: found.missing, path, target } as const);
  return [{ parent, flavour: 'mesh', internalName: 'mesh', meshHosts: found.hosts, ...(denied && { denied }) }];
}

function findService(context: ConvertContext, parent: Parent, registry: ServiceRegistry): MeshParent {
  const { namespace, name, route, index } = parent;
  const resource = context.index.get('services.', namespace, name);
  const message = `parent service: ${goQuote(name)} not found`;
  const place = { resource: route, path: ['spec', 'parentRefs', index, 'name'] };
  const exists = registry.hasService(namespace, name, () => ({ place, message, reason: 'NoMatchingParent' }));
  const hosts = [serviceHost(name, namespace, context.settings.domainSuffix)];
  return { hosts, ...(resource && { resource }), ...(!exists && { missing: message }) };
}

/** The hosts of an absent ServiceEntry are known to nobody, so even the open world has nothing to generate for it. */
function findServiceEntry(context: ConvertContext, { namespace, name, route, index }: Parent): MeshParent {
  const resource = context.index.get('serviceentries.networking.istio.io', namespace, name);
  if (resource !== undefined) return { resource, hosts: resource.spec.hosts ?? [] };
  const message = `parent service entry: ${goQuote(name)} not found`;
  if (context.holdsAll(namespace)) return { hosts: [], missing: message };
  const place = { resource: route, path: ['spec', 'parentRefs', index, 'name'] };
  context.assume({ kind: 'ServiceEntry', namespace, name }, { place, message, reason: 'NoMatchingParent' });
  return { hosts: [] };
}

/** RT-16: a parent whose waypoint belongs to another controller is left to that controller, without a status. */
function usesForeignWaypoint(
  context: ConvertContext,
  { namespace }: Parent,
  { resource, missing }: MeshParent,
): boolean {
  if (missing !== undefined) return false;
  // One that is assumed to exist carries no labels.
  const waypoint = waypointOf(resource, context.index.get('namespaces.', '', namespace));
  if (waypoint === undefined) return false;
  const gateway = context.index.get('gateways.gateway.networking.k8s.io', waypoint.namespace, waypoint.name);
  const gatewayClass = context.index.get(
    'gatewayclasses.gateway.networking.k8s.io',
    '',
    gateway?.spec.gatewayClassName ?? '',
  );
  if (gateway === undefined || gatewayClass === undefined) return false;
  const { controllerName } = gatewayClass.spec;
  return controllerName !== 'istio.io/mesh-controller' && controllerName !== context.settings.ManagedGatewayController;
}

/** RT-29: a remark in the condition ResolvedWaypoints that never denies anything. */
function reportWaypoint(context: ConvertContext, parent: Parent, { resource, missing }: MeshParent): void {
  const message = missing === undefined ? waypointRemark(context, parent, resource) : 'parent not found';
  if (message === undefined) return;
  const subject = { resource: parent.route, parentRef: parent.index };
  const place = { resource: parent.route, path: ['spec', 'parentRefs', parent.index] };
  const condition = 'ResolvedWaypoints';
  context.report({ subject, condition, reason: condition, message, place, severity: 'soft', flavour: 'mesh' });
}

function waypointRemark(
  context: ConvertContext,
  { namespace }: Parent,
  resource: Resource | undefined,
): string | undefined {
  const namespaceObject = context.index.get('namespaces.', '', namespace);
  if (resource === undefined || namespaceObject === undefined) return undefined;
  if (namedWaypoint(resource) !== undefined || namedWaypoint(namespaceObject) !== undefined) return undefined;
  return 'istio.io/use-waypoint label missing from parent and parent namespace; in ambient mode, route will not be respected';
}

function reportIgnoredFields(context: ConvertContext, parent: Parent, { resource }: MeshParent): void {
  const { parentRef, kind, namespace, name } = parent;
  if (parentRef.sectionName !== undefined) {
    const message = `sectionName is ignored for parents of kind ${kind}`;
    reportSilently(context, parent, 'field-ignored', message, ['sectionName']);
  }
  const service = kind === 'Service' && resource && context.index.get('services.', namespace, name);
  if (service && parentRef.port !== undefined && !service.spec.ports?.some(({ port }) => port === parentRef.port)) {
    const message = `Service "${namespace}/${name}" has no port ${parentRef.port}; this parentRef never matches`;
    reportSilently(context, parent, 'field-ignored', message, ['port']);
  }
}
