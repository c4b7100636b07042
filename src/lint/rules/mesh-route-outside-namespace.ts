import type { Severity } from '../../model/diagnostic.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import { type WaypointName, waypointOf } from '../../model/waypoints.ts';
import { viewersOf } from '../absent-references.ts';
import { expandHost } from '../mesh-hosts.ts';
import { type MeshRoute, meshRoutes } from '../mesh-routes.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const meshRouteOutsideNamespace: Rule = {
  code: 'GWX0907',
  name: 'mesh-route-outside-namespace',
  severity: 'warning',
  description: 'a route or VirtualService for a Service is in another namespace than the Service',
  rationale:
    'Waypoints look only at the namespaces of the Service and of the waypoint. Without one, an HTTPRoute or GRPCRoute acts on the clients of its own namespace, and a TCPRoute or TLSRoute on those of all namespaces.',
  remedy: 'move the route to the namespace of the Service, unless it is meant for the clients of its own',
  examples: {
    bad: 'kind: TCPRoute\nmetadata: {namespace: app}\nspec: {parentRefs: [{group: "", kind: Service, name: db, namespace: prod}]}',
    good: 'kind: TCPRoute\nmetadata: {namespace: prod}\nspec: {parentRefs: [{group: "", kind: Service, name: db}]}',
  },
  equivalents: { kiali: ['KIA1114'], feature: ['MeshConsumerRoute'] },
  check(context) {
    for (const route of meshRoutes(context)) checkRoute(context, route);
    checkVirtualServices(context);
  },
};

function checkRoute(
  { report }: RuleContext,
  { binding, parentNamespace, isConsumer, waypoint, path }: MeshRoute,
): void {
  const { route } = binding.parent;
  const { namespace } = route.metadata;
  if (namespace === parentNamespace || namespace === waypoint?.namespace) return;
  const place = { resource: route, path };
  const help = `move it to namespace "${parentNamespace}", unless it is meant for the clients of "${namespace}"`;
  const say = (message: string, severity: Severity) =>
    report({ severity, message, place, help, subject: parentNamespace });
  if (waypoint !== undefined) say(ignoredBy(waypoint, namespace), 'warning');
  else if (isConsumer) say(`applies only to clients in namespace "${namespace}"`, 'info');
  else say('applies to clients in every namespace', 'warning');
}

function ignoredBy(waypoint: WaypointName, namespace: string): string {
  return `waypoint "${waypoint.namespace}/${waypoint.name}" ignores routes of namespace "${namespace}"`;
}

/** Without a waypoint the namespace of a VirtualService does not matter. */
function checkVirtualServices(context: RuleContext): void {
  const { index, istio, settings, report } = context;
  for (const resource of index.list('virtualservices.networking.istio.io')) {
    const { hosts = [], gateways = [] } = resource.spec;
    const { namespace } = resource.metadata;
    if (gateways.length > 0 && !gateways.includes('mesh')) continue;
    for (const [i, host] of hosts.entries()) {
      const expanded = expandHost(host, namespace, settings.domainSuffix);
      const owner = istio.meshHosts().find(expanded, viewersOf(resource))?.resource;
      const waypoint = owner && waypointFor(context, owner);
      if (owner === undefined || waypoint === undefined) continue;
      if ([owner.metadata.namespace, waypoint.namespace].includes(namespace)) continue;
      report({
        message: ignoredBy(waypoint, namespace),
        place: { resource, path: ['spec', 'hosts', i] },
        subject: namespacedName(owner.metadata),
        help: `move it to namespace "${owner.metadata.namespace}"`,
      });
    }
  }
}

function waypointFor({ index }: RuleContext, owner: Resource): WaypointName | undefined {
  return waypointOf(owner, index.get('namespaces.', '', owner.metadata.namespace));
}
