import type { RegularExpressions } from '../../model/regular-expressions.ts';
import { fewTexts } from '../few-texts.ts';
import type { IstioWorld } from '../istio-world.ts';
import type { Entry, Request } from '../request.ts';
import type { Decision } from '../trail.ts';
import type { ActionContext } from './forwarding.ts';
import { refusedTable, routeInHost } from './http-routing.ts';
import type { IstioModel } from './istio-model.ts';
import type { VirtualServiceObject } from './istio-objects.ts';
import { forwardConnection, type TLSEntry, tcpEntry, tlsEntries } from './l4-entries.ts';
import { findMeshHost, isNameOf, type MeshHost, possibleHosts } from './mesh-hosts.ts';
import { type PortTreatment, treatmentAt } from './port-treatment.ts';
import { routeProblem } from './route-problems.ts';
import { type Route, type RouteScope, routesOf } from './routes.ts';
import { type SidecarVirtualServices, sidecarRoutes } from './sidecars.ts';
import { indexDomains, withoutPort } from './virtual-hosts.ts';

type MeshEntry = Extract<Entry, { type: 'mesh' }>;

/** What a request of a client meets: a port of a host, and the VirtualServices that are about it. */
interface MeshTarget {
  readonly host: MeshHost;
  readonly virtualServices: readonly VirtualServiceObject[];
  /** Everything that the client has. */
  readonly sidecar: SidecarVirtualServices;
  readonly scope: RouteScope;
}

/** Evaluates a request that a client in the mesh sends to a Service (E-50 to E-55). */
export function evaluateInMesh(
  model: IstioModel,
  entry: MeshEntry,
  request: Request,
  context: ActionContext,
): Decision {
  const { world, trail } = context;
  const { clientNamespace } = entry;
  const scope: RouteScope = {
    proxy: { namespace: clientNamespace, labelSets: [] },
    gateway: 'mesh',
    port: request.port,
    tls: false,
  };
  if (world.sidecarNamespaces.has(clientNamespace)) {
    trail.note(`a Sidecar of namespace ${clientNamespace} may hide hosts from its clients; it is not evaluated`);
  }
  const sidecar = model.sidecars(clientNamespace);
  const host = addressedHost(world, entry, request);
  if (host === undefined) return evaluateUnknownHost(sidecar, entry, request, scope, context);
  const target = { host, virtualServices: sidecar.eligible(host.host), sidecar, scope };
  const names = fewTexts(target.virtualServices, ({ id }) => `VirtualService ${id}`);
  trail.step('E-50', `clients of namespace ${clientNamespace} have ${names || 'no VirtualService'} for ${host.host}`);
  if (host.registered === undefined) trail.note(`${host.host} is not in the input and taken to exist`);
  const kind = treatmentOf(host, request.port);
  if (kind === undefined || kind === 'udp') {
    trail.step('E-52', `${host.host} has no port ${request.port}${kind === 'udp' ? ' but one for UDP' : ''}`);
    return defaultForward(target);
  }
  return evaluators[chooseEvaluator(kind, request, target)](target, request, context);
}

/** The host that the Host of a request leads to, which is not the one that the client looked up if the names differ; undefined if the mesh does not know it. */
function addressedHost(world: IstioWorld, entry: MeshEntry, request: Request): MeshHost | undefined {
  const { clientNamespace, service } = entry;
  const { domainSuffix } = world.settings;
  const own = findMeshHost(world, service, clientNamespace);
  const name = withoutPort(request.authority);
  if (request.transport !== 'http' || name === '' || name === service) return own;
  if (isNameOf(own, name, clientNamespace, domainSuffix)) return own;
  const others = possibleHosts(name.toLowerCase(), clientNamespace, domainSuffix);
  const other = others.map((host) => findMeshHost(world, host, clientNamespace)).find((one) => one.registered);
  return other?.registered?.ports.some(({ number }) => number === request.port) ? other : undefined;
}

/** E-52: undefined for a port that is not there, `unknown` for one of a host that is not in the input. */
function treatmentOf({ registered }: MeshHost, port: number): PortTreatment | 'unknown' | undefined {
  return registered === undefined ? 'unknown' : treatmentAt(registered, port);
}

type EvaluatorName = 'http' | 'tls' | 'tcp' | 'refused';

/** Who answers a request to a port that is treated so (E-52): of what is sniffed nothing but HTTP is told apart. */
function chooseEvaluator(
  kind: Exclude<PortTreatment, 'udp'> | 'unknown',
  { transport }: Request,
  target: MeshTarget,
): EvaluatorName {
  const isHTTP = transport === 'http';
  if (kind === 'sniffed') return isHTTP ? 'http' : 'tcp';
  if (kind === 'unknown') return isHTTP ? 'http' : assumedEvaluator(transport, target);
  return kind === 'http' && !isHTTP ? 'refused' : kind;
}

/** A host that is not in the input is taken to have the port that its VirtualServices are written for. */
function assumedEvaluator(transport: Request['transport'], { virtualServices, scope }: MeshTarget): EvaluatorName {
  if (transport === 'tcp') return 'tcp';
  return virtualServices.some((virtualService) => tlsEntries(virtualService, scope).length > 0) ? 'tls' : 'tcp';
}

type Evaluator = (target: MeshTarget, request: Request, context: ActionContext) => Decision;

const evaluators: Readonly<Record<EvaluatorName, Evaluator>> = {
  http: evaluateHTTP,
  tls: evaluateTLS,
  tcp: evaluateTCP,
  refused(_target, request, { trail }) {
    trail.step('E-52', `the port is one for HTTP in the clear, not for ${request.transport}`);
    return { outcome: { kind: 'rejected', cause: 'no-listener' } };
  },
};

function evaluateHTTP(target: MeshTarget, request: Request, context: ActionContext): Decision {
  const { host, virtualServices, scope } = target;
  const { trail, expressions } = context;
  const chosen = sidecarRoutes(virtualServices, host, scope);
  const problem = tableProblem(target, chosen?.routes ?? [], context.world, expressions);
  if (problem !== undefined) return { outcome: refusedTable(problem) };
  if (chosen === undefined) {
    trail.step('E-52', `no VirtualService has a route for port ${scope.port}`);
    return defaultForward(target);
  }
  trail.step('E-51', `VirtualService ${chosen.virtualService.id} is the first with a route for port ${scope.port}`);
  const { routes } = chosen;
  return { virtualHost: host.host, ...routeInHost({ routes, requiresTLS: false }, request, 'http', context) };
}

/** Why Envoy refuses the route table that a host is in: the hosts of a port for HTTP share one, a sniffed port has its own. */
function tableProblem(
  { host, sidecar, scope }: MeshTarget,
  own: readonly Route[],
  world: IstioWorld,
  expressions: RegularExpressions,
): string | undefined {
  const problem = firstProblem(own, expressions);
  if (problem !== undefined || treatmentOf(host, scope.port) !== 'http') return problem;
  return sidecar.problem(scope.port, () => {
    const routes = sidecar.hosts.flatMap((name) => {
      const one = findMeshHost(world, name, scope.proxy.namespace);
      if (treatmentOf(one, scope.port) !== 'http') return [];
      return sidecarRoutes(sidecar.eligible(name), one, scope)?.routes ?? [];
    });
    return firstProblem(routes, expressions);
  });
}

function firstProblem(routes: readonly Route[], expressions: RegularExpressions): string | undefined {
  for (const route of routes) {
    const problem = routeProblem(route, expressions);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** E-55: one filter chain for each set of server names; the first VirtualService to claim a name keeps it. */
function evaluateTLS(target: MeshTarget, request: Request, context: ActionContext): Decision {
  const { virtualServices, scope } = target;
  const entries = virtualServices.flatMap((virtualService) => tlsEntries(virtualService, scope));
  if (entries.length === 0) return forwardWithout('tls', target, context);
  // A match that has lost its server names (RT-54) is a filter chain for all of them.
  const named = entries.flatMap((entry) =>
    (entry.sniHosts.length > 0 ? entry.sniHosts : ['*']).map((name): [string, TLSEntry] => [name, entry]),
  );
  const entry = indexDomains(named).find(request.sni);
  if (entry === undefined) {
    context.trail.step('E-55', `no VirtualService names "${request.sni}", and the port takes no other server name`);
    return { outcome: { kind: 'rejected', cause: 'no-sni-match' } };
  }
  context.trail.step('E-55', `server name "${request.sni}" is one of VirtualService ${entry.virtualService.id}`);
  return forwardConnection(entry, 'tls-passthrough', false, scope.port, context);
}

/** E-55: a port that is neither for HTTP nor for TLS. */
function evaluateTCP(target: MeshTarget, _request: Request, context: ActionContext): Decision {
  const { virtualServices, scope } = target;
  for (const virtualService of virtualServices) {
    const entry = tcpEntry(virtualService, scope);
    if (entry === undefined) continue;
    context.trail.step('E-55', `VirtualService ${virtualService.id} is the first with a \`tcp\` entry for the port`);
    return forwardConnection(entry, 'tcp', false, scope.port, context);
  }
  return forwardWithout('tcp', target, context);
}

function forwardWithout(field: 'tls' | 'tcp', target: MeshTarget, { trail }: ActionContext): Decision {
  trail.step('E-52', `no VirtualService has a \`${field}\` entry for port ${target.scope.port}`);
  return defaultForward(target);
}

function defaultForward({ host, scope }: Pick<MeshTarget, 'host' | 'scope'>): Decision {
  return { outcome: { kind: 'default-forward', host: host.host, port: scope.port } };
}

/** E-52: on port 80 a user's VirtualService makes a virtual host of a name that the mesh does not know. */
function evaluateUnknownHost(
  { all }: SidecarVirtualServices,
  { service }: MeshEntry,
  request: Request,
  scope: RouteScope,
  context: ActionContext,
): Decision {
  const name = withoutPort(request.authority);
  const named = all
    .filter(({ form }) => form === 'user' && scope.port === 80)
    .flatMap((virtualService) => {
      const routes = routesOf(virtualService, scope);
      return virtualService.hosts.map((host): [string, readonly Route[]] => [host, routes]);
    });
  const routes = indexDomains(named.filter(([, of]) => of.length > 0)).find(name);
  if (routes !== undefined) {
    context.trail.step('E-52', `a VirtualService makes a virtual host of "${name}", which the mesh does not know`);
    const problem = firstProblem(routes, context.expressions);
    if (problem !== undefined) return { outcome: refusedTable(problem) };
    return { virtualHost: name, ...routeInHost({ routes, requiresTLS: false }, request, 'http', context) };
  }
  context.trail.step('E-53', `"${name}" is no name of a host of the mesh`);
  context.trail.note(`"${name}" is let through only where outboundTrafficPolicy allows any host`);
  return { outcome: { kind: 'default-forward', host: service, port: scope.port } };
}
