import { groupBy } from '../../model/group-by.ts';
import { namespacedName } from '../../model/resource.ts';
import { precedence } from '../creation-time.ts';
import type { VirtualServiceResource } from '../destinations.ts';
import { expandHost } from '../mesh-hosts.ts';
import { type MeshRoute, meshRoutes } from '../mesh-routes.ts';
import { pairPlaces } from '../pair-places.ts';
import type { Rule } from '../rule.ts';
import { isVisibleIn, visibilityOf } from '../visibility.ts';

export const virtualServiceAndRouteShareMeshHost: Rule = {
  code: 'GWX0905',
  name: 'virtual-service-and-route-share-mesh-host',
  severity: 'warning',
  description: 'a VirtualService and a route with a Service parent route one Service',
  rationale:
    'A client uses one of them alone and never both: which one depends on its namespace, on exportTo and on the age of the objects.',
  remedy: 'keep one API for each Service',
  examples: {
    bad: 'kind: VirtualService\nspec: {hosts: [cart]}\n---\nkind: HTTPRoute\nspec: {parentRefs: [{group: "", kind: Service, name: cart}]}',
    good: 'kind: HTTPRoute\nspec: {parentRefs: [{group: "", kind: Service, name: cart}]}',
  },
  equivalents: { istioctl: ['IST0109'], kiali: ['KIA1106'] },
  check(context) {
    const { index, settings, report } = context;
    const routes = meshRoutes(context).flatMap((one) => one.binding.meshHosts.map((host) => ({ host, route: one })));
    const byHost = groupBy(routes, ({ host }) => host);
    for (const virtualService of index.list('virtualservices.networking.istio.io')) {
      const { hosts = [], gateways = [] } = virtualService.spec;
      if (gateways.length > 0 && !gateways.includes('mesh')) continue;
      for (const [i, host] of hosts.entries()) {
        const expanded = expandHost(host, virtualService.metadata.namespace, settings.domainSuffix);
        for (const { route } of byHost.get(expanded) ?? []) {
          const draft = describe({ virtualService, host, index: i }, route);
          if (draft !== undefined) report({ ...draft, subject: `${expanded} ${draft.subject}` });
        }
      }
    }
  },
};

interface MeshHost {
  readonly virtualService: VirtualServiceResource;
  readonly host: string;
  /** In `spec.hosts`. */
  readonly index: number;
}

/** What is said of a route on a host of a VirtualService; undefined if no client can see both. */
function describe({ virtualService, host, index }: MeshHost, mesh: MeshRoute) {
  const { route } = mesh.binding.parent;
  const { onOther, ...places } = pairPlaces(
    { place: { resource: virtualService, path: ['spec', 'hosts', index] }, related: { message: 'the VirtualService' } },
    { place: { resource: route, path: mesh.path }, related: { message: 'the parentRef' } },
  );
  const { kind, metadata } = onOther ? virtualService : route;
  const name = namespacedName(metadata);
  const clients = whoUsesWhat(virtualService, mesh, onOther ? 'that VirtualService' : 'this VirtualService');
  if (clients === undefined) return undefined;
  return {
    message: `host "${host}" is also routed by ${kind} "${name}": ${clients}`,
    ...places,
    subject: `${kind} ${name}`,
    help: 'keep one API for each Service',
  };
}

/** Which clients use which of the two (E-50, E-51); undefined if no client can see both. */
function whoUsesWhat(virtualService: VirtualServiceResource, mesh: MeshRoute, called: string): string | undefined {
  const { route } = mesh.binding.parent;
  const { kind } = route;
  const { namespace: own } = route.metadata;
  const visibility = visibilityOf(virtualService.spec.exportTo, virtualService.metadata.namespace);
  if (visibility.everywhere) {
    const others = mesh.isConsumer ? `use ${called}` : `use the older of the two${ageEnding(virtualService, mesh)}`;
    return `clients in namespace "${own}" use the ${kind}, other clients ${others}`;
  }
  // What is exported to named namespaces comes before what is seen everywhere, as the route is.
  if (!isVisibleIn(visibility, own) && !isVisibleIn(visibility, mesh.parentNamespace)) return undefined;
  const named = [...visibility.namespaces].sort().map((name) => `"${name}"`);
  const first = `clients in namespace${named.length === 1 ? '' : 's'} ${named.join(', ')} use ${called}`;
  if (!mesh.isConsumer) return `${first}, other clients use the ${kind}`;
  return visibility.namespaces.has(own)
    ? `${first}, and none uses the ${kind}`
    : `${first}, those in namespace "${own}" the ${kind}`;
}

/** Of which of the two is older, files often say nothing. */
function ageEnding(virtualService: VirtualServiceResource, { binding }: MeshRoute): string {
  const { certain, ending } = precedence(binding.parent.route, virtualService);
  return certain ? '' : ` ${ending}`;
}
