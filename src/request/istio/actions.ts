import type { CorsAnswer, Outcome } from '../request.ts';
import { decideCors } from './cors.ts';
import { type ActionContext, forward } from './forwarding.ts';
import { grpcStatusNamed, grpcStatusOf } from './grpc-statuses.ts';
import type { HTTPRequest } from './http-request.ts';
import { redirectOutcome } from './redirects.ts';
import type { Route } from './routes.ts';
import type { AbortFields } from './virtual-service-fields.ts';

type Direct = Extract<Outcome, { kind: 'direct' }>;

/** What becomes of a request that a route has got: faults first, then CORS, then the route's own action (E-39). */
export function act(route: Route, request: HTTPRequest, context: ActionContext): Outcome {
  const { entry } = route;
  if (entry.delayed) context.trail.note('a fault of the entry delays requests');
  const abort = entry.abort && abortOutcome(entry.abort, request);
  const share = abort === undefined ? 0 : Math.min(entry.abort?.percent ?? 0, 100) / 100;
  if (abort === undefined || share <= 0) return withCors(route, request, context);
  const percent = Number((share * 100).toFixed(4));
  context.trail.step('E-39', `a fault aborts ${percent} % of the requests with ${abort.status}`);
  return share === 1 ? abort : aborted(withCors(route, request, context), abort, share, context);
}

function abortOutcome({ httpStatus, grpcStatus }: AbortFields, { grpc }: HTTPRequest): Direct | undefined {
  const named = grpcStatus === undefined ? undefined : grpcStatusNamed(grpcStatus);
  if (named !== undefined) return { kind: 'direct', status: 200, grpcStatus: named, cause: 'fault' };
  if (httpStatus === undefined) return undefined;
  return { kind: 'direct', status: httpStatus, ...(grpc && { grpcStatus: grpcStatusOf(httpStatus) }), cause: 'fault' };
}

/** An outcome of which a fault takes a share. */
function aborted(rest: Outcome, abort: Direct, share: number, { trail }: ActionContext): Outcome {
  if (rest.kind !== 'backends') {
    trail.note(`${Number((share * 100).toFixed(4))} % of the requests are answered with ${abort.status} instead`);
    return rest;
  }
  const choices = rest.choices.map((one) => ({ ...one, probability: one.probability * (1 - share) }));
  const fault = { host: '', weight: 0, probability: share, status: 'invalid', response: abort.status } as const;
  // A backend that nothing reaches sees nothing: the lists by index say one thing for all, or one for each.
  const [firstRequest] = rest.requests;
  const [firstResponse] = rest.responses;
  const requests = rest.requests.length > 1 && firstRequest ? [...rest.requests, firstRequest] : rest.requests;
  const responses = rest.responses.length > 1 && firstResponse ? [...rest.responses, firstResponse] : rest.responses;
  return { ...rest, choices: [...choices, fault], requests, responses };
}

function withCors(route: Route, request: HTTPRequest, context: ActionContext): Outcome {
  if (route.entry.cors === undefined) return routed(route, request, undefined, context);
  const { answersPreflight, cors } = decideCors(route.entry.cors, request, context.expressions);
  if (!answersPreflight) return routed(route, request, cors, context);
  context.trail.step(
    'E-39',
    cors.allowed ? 'the preflight is answered' : 'the preflight of another origin is answered',
  );
  return { kind: 'direct', status: 200, cause: 'cors-preflight', cors };
}

/** E-30. */
function routed(route: Route, request: HTTPRequest, cors: CorsAnswer | undefined, context: ActionContext): Outcome {
  const { redirect, directResponse } = route.entry;
  if (redirect !== undefined) {
    const outcome = redirectOutcome(route, redirect, request);
    if (outcome.kind === 'redirect') context.trail.step('E-31', `redirected to ${outcome.location}`);
    return outcome;
  }
  if (directResponse !== undefined) return directOutcome(route, directResponse.status, request, cors, context);
  return forward(route, request, cors, context);
}

/** E-32. A direct response of a generated VirtualService stands for backends that there are not. */
function directOutcome(
  { source }: Route,
  status: number,
  { grpc }: HTTPRequest,
  cors: CorsAnswer | undefined,
  { trail }: ActionContext,
): Outcome {
  trail.step('E-32', `answered with ${status}`);
  const ofBackends = source?.errors?.length ? 'invalid-backends' : 'no-backends';
  return {
    kind: 'direct',
    status,
    ...(grpc && { grpcStatus: grpcStatusOf(status) }),
    cause: source === undefined ? 'user' : ofBackends,
    ...(cors && { cors }),
  };
}
