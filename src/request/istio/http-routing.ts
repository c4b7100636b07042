import { compareCreation } from '../../model/order.ts';
import type { Outcome, Request } from '../request.ts';
import type { Decision, Trail } from '../trail.ts';
import { act } from './actions.ts';
import { firstRefusal, type Refusal } from './conditions.ts';
import type { ActionContext } from './forwarding.ts';
import { grpcStatusOf } from './grpc-statuses.ts';
import { type HTTPRequest, httpRequest } from './http-request.ts';
import { normalizePath } from './paths.ts';
import { httpsRedirect } from './redirects.ts';
import type { RouteTable, VirtualHost } from './route-table.ts';
import type { Route } from './routes.ts';
import { withoutPort } from './virtual-hosts.ts';

/** Routes a request by a table: virtual host, first route whose conditions hold, its action (E-10, E-20, E-26). */
export function routeByTable(
  table: RouteTable,
  request: Request,
  scheme: 'http' | 'https',
  context: ActionContext,
): Decision {
  const { trail, expressions } = context;
  const problem = table.problem(expressions);
  if (problem !== undefined) return { outcome: refusedTable(problem) };
  const host = withoutPort(request.authority);
  if (host === '') trail.note('HTTP/1.1 demands a Host');
  const virtualHost = table.virtualHosts.find(host);
  if (virtualHost === undefined) {
    trail.step('E-10', `no virtual host covers "${host}"`);
    return { outcome: notFound(request.grpc, 'no-host') };
  }
  trail.step('E-10', `virtual host "${virtualHost.domain}" takes "${host}"`);
  const { domain } = virtualHost;
  return { virtualHost: domain, ...routeInHost(virtualHost, request, scheme, context) };
}

/** Routes a request by the routes of one virtual host. */
export function routeInHost(
  { routes, requiresTLS }: Pick<VirtualHost, 'routes' | 'requiresTLS'>,
  request: Request,
  scheme: 'http' | 'https',
  context: ActionContext,
): Decision {
  const { trail, world } = context;
  const normalized = normalizePath(request.path, world.settings.pathNormalization);
  if ('refused' in normalized) {
    trail.step('E-21', normalized.refused);
    return { outcome: { kind: 'bad-request', status: 400, why: normalized.refused } };
  }
  const seen = httpRequest(request, normalized.path, scheme);
  if (seen.path !== request.path) trail.step('E-21', `the path is normalised to "${seen.path}"`);
  if (requiresTLS && scheme === 'http') {
    trail.step('E-8', 'the server redirects everything to https');
    return { outcome: httpsRedirect(seen) };
  }
  const taken = firstTaker(routes, seen, context);
  if (taken === undefined) {
    trail.step('E-10', 'no route of the virtual host matches, and no other virtual host is tried');
    return { outcome: notFound(request.grpc, 'no-rule') };
  }
  const { route, undecided } = taken;
  const { rule, match, place } = route.origin;
  const name = route.entry.name === undefined ? '' : ` (entry "${route.entry.name}")`;
  trail.step('E-20', `the first route that matches is one of VirtualService ${route.virtualService.id}${name}`, place);
  const outcome: Outcome = undecided ? { kind: 'undefined', why: undecided } : act(route, seen, context);
  return {
    outcome,
    ...(route.scope.listener && { listener: route.scope.listener }),
    route: route.origin.route,
    rule,
    ...(match !== undefined && { match: { index: match } }),
    place,
  };
}

interface Taken {
  readonly route: Route;
  readonly undecided?: string;
}

/** The first route that a request may take, with all others recorded as runners-up. */
function firstTaker(
  routes: readonly Route[],
  request: HTTPRequest,
  { expressions, trail }: ActionContext,
): Taken | undefined {
  let taken: Taken | undefined;
  for (const route of routes) {
    const refusal = firstRefusal(route, request, expressions);
    if (refusal !== undefined && 'failed' in refusal) recordRunnerUp(trail, route, refusal.failed);
    else if (taken !== undefined) {
      recordRunnerUp(trail, route, `comes after ${routeText(taken.route)}`);
      if (isDecidedByName(taken.route, route)) trail.note(decidedByName);
    } else taken = takenBy(route, refusal);
  }
  return taken;
}

const decidedByName = 'order decided by names; in a cluster the older object wins';

/** Whether nothing but names puts one route before another: they are as old and as specific, and of different objects. */
function isDecidedByName(first: Route, second: Route): boolean {
  const objects = [first, second].map(({ source, virtualService }) => source?.route ?? virtualService.resource);
  const [one, other] = objects;
  if (one === undefined || other === undefined || one === other || compareCreation(one, other) !== 0) return false;
  if (first.virtualService !== second.virtualService) return first.catchAll === second.catchAll;
  const [rank, otherRank] = [first, second].map(({ path, match }) => {
    const conditions = [match?.method && 1, match?.headers.length, match?.queryParams.length];
    return JSON.stringify([path.type, path.value.length, conditions]);
  });
  return rank === otherRank;
}

function takenBy(route: Route, refusal: Refusal | undefined): Taken {
  return refusal !== undefined && 'undecided' in refusal ? { route, undecided: refusal.undecided } : { route };
}

function recordRunnerUp(trail: Trail, { origin: { route, rule, match, place } }: Route, failed: string): void {
  trail.runnerUp({ route, rule: rule.index, ...(match !== undefined && { match }), failed, place });
}

function routeText({ origin: { route, rule } }: Route): string {
  return `rule ${rule.index} of ${route.kind} ${route.namespace}/${route.name}`;
}

/** The answer of Envoy where no route is found (E-40 for gRPC). */
function notFound(grpc: boolean, cause: 'no-host' | 'no-rule'): Outcome {
  return { kind: 'not-found', status: 404, ...(grpc && { grpcStatus: grpcStatusOf(404) }), cause };
}

/** What becomes of requests for a table that Envoy does not take: it keeps an older one, or has none. */
export function refusedTable(problem: string): Outcome {
  return { kind: 'undefined', why: `Envoy refuses the whole route table: ${problem}` };
}
