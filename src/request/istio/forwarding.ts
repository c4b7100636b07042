import type { Headers } from '../../model/istio.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { IstioWorld } from '../istio-world.ts';
import type { Choice, CorsAnswer, HeaderChanges, Mirror, Outcome, RequestAtBackend } from '../request.ts';
import type { Trail } from '../trail.ts';
import {
  clusterOf,
  type DestinationScope,
  isUsable,
  type WeightedDestination,
  weighDestinations,
} from './destinations.ts';
import { grpcStatusOf } from './grpc-statuses.ts';
import { applyLevel, authorityOf, changesOf, type HeaderLevel, headerLevel } from './header-operations.ts';
import type { HTTPRequest } from './http-request.ts';
import { decideRetries } from './retries.ts';
import { rewrittenPath } from './rewrites.ts';
import type { Route } from './routes.ts';

/** What actions are worked out with. */
export interface ActionContext {
  readonly world: IstioWorld;
  readonly expressions: RegularExpressions;
  readonly trail: Trail;
}

/** E-33 to E-38: to which backends a route sends a request, and what they see of it. */
export function forward(
  route: Route,
  request: HTTPRequest,
  cors: CorsAnswer | undefined,
  { world, expressions, trail }: ActionContext,
): Outcome {
  const scope = destinationScope(route, world);
  const weighted = weighDestinations(route.entry.route, scope);
  if (weighted.length === 0) return { kind: 'undefined', why: noDestination(route) };
  const choices = weighted.map(({ choice }) => choice);
  reportChoices(choices, trail);
  if (choices.every((choice) => !isUsable(choice))) return refusal(choices, request, cors);
  const { entry } = route;
  const path = rewrittenPath(route, entry.rewrite, request, expressions);
  if (path !== request.path) trail.step('E-35', `the path becomes "${path}"`);
  const perChoice = weighted.map((one) => levelsOf(route, one));
  reportOperators(perChoice, trail);
  const requests = perChoice.map((levels, i) => atBackend(route, weighted[i], levels, request, path));
  const retry = decideRetries(entry.retries);
  return {
    kind: 'backends',
    choices,
    requests: collapse(requests),
    responses: collapse(perChoice.map((levels) => changesOf(levels.response))),
    mirrors: mirrorsOf(route, scope, trail),
    ...(entry.timeout !== undefined && { timeout: entry.timeout }),
    ...retry,
    ...(cors && { cors }),
  };
}

/** What destinations of a route are looked up with. */
function destinationScope({ virtualService, source, scope }: Route, world: IstioWorld): DestinationScope {
  const vouched = virtualService.form === 'mirror' && source?.errors?.length === 0;
  return { world, virtualService, listenerPort: scope.port, vouched };
}

function noDestination({ virtualService: { id }, entry }: Route): string {
  const what = entry.route.length === 0 ? 'has no destination' : 'gives no destination any weight';
  return `an entry of VirtualService ${id} ${what}, which Envoy refuses`;
}

function reportChoices(choices: readonly Choice[], trail: Trail): void {
  for (const { host, port, status, response, probability } of choices) {
    const where = host === '' ? 'a backend that does not exist' : `${host}:${port}`;
    const share = probability === 1 ? '' : `, ${Number((probability * 100).toFixed(4))} % of the requests`;
    trail.step(
      probability === 1 ? 'E-33' : 'E-34',
      `to ${where}${share}${response ? `: answered with ${response}` : ''}`,
    );
    if (status === 'missing?') trail.note(`${host} is not in the input and taken to exist`);
  }
}

/** Nothing is left to forward to: Envoy answers itself. */
function refusal(choices: readonly Choice[], request: HTTPRequest, cors: CorsAnswer | undefined): Outcome {
  const status = choices[0]?.response ?? 500;
  return {
    kind: 'direct',
    status,
    ...(request.grpc && { grpcStatus: grpcStatusOf(status) }),
    cause: 'invalid-backends',
    ...(cors && { cors }),
  };
}

/** The levels of header operations for one destination, in the order in which they run. */
interface Levels {
  readonly request: readonly HeaderLevel[];
  readonly response: readonly HeaderLevel[];
}

/** E-36: the operations of the only destination join those of the route; those of several come before them. */
function levelsOf({ entry }: Route, { destination }: WeightedDestination): Levels {
  const of = (side: keyof Headers) => {
    const ofRoute = entry.headers?.[side];
    const ofDestination = destination.headers?.[side];
    if (entry.route.length > 1) return [headerLevel([ofDestination]), headerLevel([ofRoute])];
    return [headerLevel([ofRoute, ofDestination])];
  };
  return { request: of('request'), response: of('response') };
}

function reportOperators(perChoice: readonly Levels[], trail: Trail): void {
  const levels = perChoice.flatMap(({ request, response }) => [...request, ...response]);
  for (const operator of new Set(levels.flatMap(({ operators }) => operators))) {
    trail.note(`${operator} in a header value is filled in by Envoy`);
  }
}

/** E-35, E-36: header operations run first; for the Host a rewrite beats a header, and the route its destination. */
function atBackend(
  { entry }: Route,
  weighted: WeightedDestination | undefined,
  levels: Levels,
  request: HTTPRequest,
  path: string,
): RequestAtBackend {
  const authority =
    entry.rewrite?.authority ??
    authorityOf(entry.headers?.request) ??
    authorityOf(weighted?.destination.headers?.request) ??
    request.authority;
  const headers = levels.request.reduce(applyLevel, request.headers);
  return { authority, path, headers: Object.fromEntries(headers) };
}

/** E-37. */
function mirrorsOf({ entry }: Route, scope: DestinationScope, trail: Trail): readonly Mirror[] {
  return entry.mirrors.flatMap(({ destination, percent }) => {
    const cluster = clusterOf(destination, scope);
    const { host, port } = cluster;
    if (percent === 0) return [];
    if (!isUsable(cluster)) {
      trail.step('E-37', `no copy to ${host || 'a backend that does not exist'}: there is no such backend`);
      return [];
    }
    trail.step('E-37', `a copy of ${percent} % of the requests to ${host}`);
    return [{ host, ...(port !== undefined && { port }), percent }];
  });
}

/** One item where all are the same. */
function collapse<T extends RequestAtBackend | HeaderChanges>(items: readonly T[]): readonly T[] {
  const [first, ...others] = items.map((item) => JSON.stringify(item));
  return others.every((other) => other === first) ? items.slice(0, 1) : items;
}
