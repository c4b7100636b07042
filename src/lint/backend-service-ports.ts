import type { Binding, Route } from '../convert/bindings.ts';
import type { Flavour } from '../convert/issue.ts';
import type { ServicePort, ServiceSpec } from '../model/core.ts';
import type { Related } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import { namespacedName, type Path, type Resource } from '../model/resource.ts';
import { backendRefsOf } from './backend-refs.ts';
import type { RuleContext } from './rule.ts';

/** A port of a Service of the input that an accepted route forwards to. */
export interface BackendServicePort {
  readonly route: Route;
  readonly flavours: ReadonlySet<Flavour>;
  /** The route is bound to the Service itself. */
  readonly ofParent: boolean;
  readonly service: Resource<ServiceSpec>;
  readonly port: ServicePort;
  /** Path of the port in the Service. */
  readonly portPath: Path;
  /** Paths of the backendRefs that name it. */
  readonly refs: readonly [Path, ...Path[]];
}

/** The ports that routes of a kind forward to; each once for a route, however often it is named (LN-64). */
export function backendServicePorts(
  { conversion, index }: RuleContext,
  kind: 'GRPCRoute' | 'HTTPRoute',
): readonly BackendServicePort[] {
  const accepted = conversion.bindings.filter(
    ({ denied, parent }) => denied === undefined && parent.routeKind === kind,
  );
  const bindings = groupBy(accepted, ({ parent }): Resource => parent.route);
  const named = [...backendRefsOf(index)].flatMap(({ route, ref, path }) => {
    const bound = bindings.get(route);
    const {
      group = '',
      kind: refKind = 'Service',
      name = '',
      namespace = route.metadata.namespace,
      port: number,
    } = ref;
    if (bound === undefined || group !== '' || refKind !== 'Service' || path[3] !== 'backendRefs') return [];
    const service = index.get('services.', namespace, name);
    const i = service?.spec.ports?.findIndex(({ port }) => port === number) ?? -1;
    const port = service?.spec.ports?.[i];
    return service === undefined || port === undefined ? [] : { bound, service, port, i, path };
  });
  const routes = groupBy(named, ({ bound }) => bound);
  return [...routes].flatMap(([bound, ofRoute]) =>
    [...groupBy(ofRoute, ({ port }) => port).values()].map((ofPort): BackendServicePort => {
      const [{ service, port, i, path }, ...others] = ofPort;
      return {
        ...describeBindings(bound, service),
        service,
        port,
        portPath: ['spec', 'ports', i],
        refs: [path, ...others.map((other) => other.path)],
      };
    }),
  );
}

function describeBindings(bound: readonly [Binding, ...Binding[]], service: Resource) {
  const [{ parent }] = bound;
  const ofParent = bound.some(
    ({ parent: { kind, namespace, name } }) =>
      kind === 'Service' && `${namespace}/${name}` === namespacedName(service.metadata),
  );
  return { route: parent.route, flavours: new Set(bound.map(({ flavour }) => flavour)), ofParent };
}

/** What all findings on such a port have in common: they sit on the first backendRef that names it. */
export function portFinding({ route, service, port, portPath, refs }: BackendServicePort) {
  const [first, ...others] = refs;
  const at = (path: Path) => ({ resource: route, path: [...path, 'port'] });
  const related: readonly Related[] = [
    { role: 'target', message: 'the port of the Service', place: { resource: service, path: portPath } },
    ...others.map((path) => ({ role: 'also' as const, message: 'here too', place: at(path) })),
  ];
  return { place: at(first), subject: `${namespacedName(service.metadata)}:${port.port}`, related };
}
