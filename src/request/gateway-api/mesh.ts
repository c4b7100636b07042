import type { Decision } from '../trail.ts';
import { connect, pickConnectionRoute } from './connections.ts';
import { carriesConnections, carriesHTTP } from './routes.ts';
import { type RoutingScope, routeHTTP } from './routing.ts';
import type { AttachedRoute, MeshRoute } from './world.ts';

/** A client and the Service that it addresses. */
interface Call {
  readonly clientNamespace: string;
  readonly service: string;
  readonly port: number;
}

/** The kinds of routes on one Service and port, the one that counts first (GA-62). */
const kindOrder = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'] as const;

/** What becomes of a request of a client in the mesh (GA-60 to GA-63). */
export function evaluateInMesh(call: Call, scope: RoutingScope): Decision {
  const { world, trail, message } = scope;
  const { service, port } = call;
  const routes = routesOfKind(applicableRoutes(call, scope), scope);
  const [first] = routes;
  if (first === undefined) {
    trail.step('GA-63', `no route applies to ${service} port ${port}, so it is reached directly`);
    return { outcome: { kind: 'default-forward', host: service, port } };
  }
  const remark = world.parentRemark(service);
  if (remark !== undefined) trail.note(remark);
  const { transport } = message.request;
  const http = routes.filter(carriesHTTP);
  if (http.length === 0) return connectInMesh(routes, scope);
  if (transport !== 'http') {
    const why = `${first.kind}s govern ${service} port ${port}, but ${transport} lets nobody on the way see HTTP`;
    return { outcome: { kind: 'undefined', why } };
  }
  // GA-60: hostnames are ignored, so that nothing but the matches orders the routes.
  const candidates = http.map((attached) => ({ attached, rank: [0, 0] as const, hostname: '', effective: service }));
  return routeHTTP(candidates, scope, { parent: 'mesh', port });
}

/** The routes of the client's namespace, else those of the Service's (GA-60, GA-61). */
function applicableRoutes(
  { clientNamespace, service, port }: Call,
  { world, trail }: RoutingScope,
): readonly AttachedRoute[] {
  const ofPort = world.meshRoutes(service).filter((route) => route.port === undefined || route.port === port);
  const namespaceOf = ({ attached }: MeshRoute) => attached.route.metadata.namespace;
  const producers = ofPort.filter((route) => namespaceOf(route) === route.parentNamespace);
  const consumers = ofPort.filter(
    (route) => namespaceOf(route) !== route.parentNamespace && namespaceOf(route) === clientNamespace,
  );
  for (const route of ofPort) {
    if (producers.includes(route) || consumers.includes(route)) continue;
    const text = `a ${route.attached.kind} of namespace "${namespaceOf(route)}" concerns clients there only`;
    trail.step('GA-60', text, { resource: route.attached.route, path: [] });
  }
  if (consumers.length > 0 && producers.length > 0) {
    trail.step('GA-61', `routes of the client's namespace "${clientNamespace}" replace those of the Service's`);
    trail.note(
      'that routes of a consumer replace those of the producer is a reading of an experimental part of the API',
    );
  }
  const chosen = consumers.length > 0 ? consumers : producers;
  return [...new Map(chosen.map(({ attached }) => [attached.route, attached])).values()];
}

function routesOfKind(routes: readonly AttachedRoute[], { trail }: RoutingScope): readonly AttachedRoute[] {
  const kind = kindOrder.find((candidate) => routes.some((route) => route.kind === candidate));
  for (const route of routes) {
    if (route.kind === kind) continue;
    const text = `${route.kind}s are ignored where a ${kind} names the same Service and port`;
    trail.step('GA-62', text, { resource: route.route, path: [] });
  }
  return routes.filter((route) => route.kind === kind);
}

function connectInMesh(attached: readonly AttachedRoute[], scope: RoutingScope): Decision {
  const { message, trail } = scope;
  const { transport } = message.request;
  const isTLS = attached.some(({ kind }) => kind === 'TLSRoute');
  if (isTLS && transport !== 'https' && transport !== 'tls') {
    const why = `TLSRoutes govern the port, but a connection with ${transport} starts no TLS`;
    return { outcome: { kind: 'undefined', why } };
  }
  const connections = attached.filter(carriesConnections);
  if (connections.some(({ route }) => 'hostnames' in route.spec)) {
    trail.note(
      'hostnames of a route on a Service are ignored; Istio compares those of a TLSRoute with the server name',
    );
  }
  const picked = pickConnectionRoute(
    connections.map((route) => ({ attached: route, hostname: '' })),
    trail,
  );
  if (picked === undefined) return { outcome: { kind: 'rejected', cause: 'no-route' } };
  const kind = isTLS ? 'tls-passthrough' : 'tcp';
  return connect(picked, { ...scope, parent: 'mesh' }, { kind, terminated: false });
}
