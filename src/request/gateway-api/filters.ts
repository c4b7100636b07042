import type { HTTPRequestMirrorFilter, RouteFilter } from '../../model/gateway-api.ts';
import type { Path } from '../../model/resource.ts';
import type { CorsAnswer, Mirror, Outcome } from '../request.ts';
import { type BackendScope, resolveBackend } from './backends.ts';
import { answerCORS, isPreflight } from './cors.ts';
import { asReceived, type Forwarding, type ModifierProblem, modifyHeaders } from './forwarding.ts';
import type { Message } from './message.ts';
import { modifyPath } from './paths.ts';
import type { Contender } from './precedence.ts';
import { notAPrefix, redirect } from './redirects.ts';
import type { HTTPFamilyRoute } from './world.ts';

/** What the filters of a rule are run with. */
export interface FilterScope extends BackendScope {
  readonly message: Message;
  readonly contender: Contender;
  /** Port of the listener, or of the Service in the mesh. */
  readonly listenerPort: number;
}

/** What filters have done to a request so far. */
export interface Filtered {
  readonly forwarding: Forwarding;
  readonly mirrors: readonly Mirror[];
  readonly cors?: CorsAnswer;
}

/** Filters either pass a request on or answer it. */
export type FilterVerdict = Filtered | { readonly answer: Outcome };

type FilterType =
  | 'CORS'
  | 'RequestHeaderModifier'
  | 'RequestMirror'
  | 'RequestRedirect'
  | 'ResponseHeaderModifier'
  | 'URLRewrite';

type FilterRun = (filter: RouteFilter, before: Filtered, scope: FilterScope, path: Path) => FilterVerdict;

/** A filter without the field that its type names does nothing. */
const runs: Readonly<Record<FilterType, FilterRun>> = {
  CORS: ({ cors }, before, { message, trail }) => {
    if (cors === undefined) return before;
    const answer = answerCORS(cors, message);
    if (answer.allowed === false) trail.step('GA-46', `origin "${message.headers.get('origin')}" is not allowed`);
    if (!isPreflight(message)) return { ...before, cors: answer };
    trail.step('GA-46', 'the gateway answers the preflight request itself');
    return { answer: { kind: 'direct', status: 200, cause: 'cors-preflight', cors: answer } };
  },
  RequestHeaderModifier: ({ requestHeaderModifier }, before, scope) =>
    requestHeaderModifier === undefined
      ? before
      : passOn(before, modifyHeaders(before.forwarding, 'request', requestHeaderModifier, scope.trail), scope),
  RequestMirror: ({ requestMirror }, before, scope, path) => {
    const mirror = requestMirror && resolveMirror(requestMirror, scope, [...path, 'requestMirror', 'backendRef']);
    return mirror === undefined ? before : { ...before, mirrors: [...before.mirrors, mirror] };
  },
  RequestRedirect: ({ requestRedirect }, before, { message, contender, listenerPort, trail }) => {
    if (requestRedirect === undefined) return before;
    trail.step('GA-44', 'the rule redirects');
    return { answer: redirect(requestRedirect, contender, message, listenerPort) };
  },
  ResponseHeaderModifier: ({ responseHeaderModifier }, before, scope) =>
    responseHeaderModifier === undefined
      ? before
      : passOn(before, modifyHeaders(before.forwarding, 'response', responseHeaderModifier, scope.trail), scope),
  URLRewrite: ({ urlRewrite }, before, { contender, trail }) => {
    if (urlRewrite === undefined) return before;
    const { forwarding } = before;
    const path = modifyPath(forwarding.path, urlRewrite.path, contender);
    if (path === undefined) return { answer: { kind: 'undefined', why: notAPrefix } };
    const authority = urlRewrite.hostname || forwarding.authority;
    trail.step('GA-43', `"${forwarding.authority}${forwarding.path}" becomes "${authority}${path}"`);
    return { ...before, forwarding: { ...forwarding, path, authority } };
  },
};

const everywhere: readonly FilterType[] = ['RequestHeaderModifier', 'ResponseHeaderModifier'];

/** Where filters stand. The API knows other types in each place; of those for backendRefs the ones with a feature of their own. */
type Position = HTTPFamilyRoute['kind'] | `backendRef of ${HTTPFamilyRoute['kind']}`;

const known: Readonly<Record<Position, ReadonlySet<string>>> = {
  HTTPRoute: new Set(Object.keys(runs)),
  GRPCRoute: new Set([...everywhere, 'RequestMirror']),
  'backendRef of HTTPRoute': new Set([...everywhere, 'RequestRedirect', 'URLRewrite']),
  'backendRef of GRPCRoute': new Set(everywhere),
};

/** Runs the filters of a rule in their order (GA-40). */
export function runFilters(scope: FilterScope): FilterVerdict {
  const { contender, message } = scope;
  const { kind } = contender.candidate.attached;
  const before = { forwarding: asReceived(message), mirrors: [] };
  return runAll(contender.rule.filters ?? [], kind, before, scope, ['spec', 'rules', contender.ruleIndex, 'filters']);
}

/** Runs the filters of a backendRef, after those of the rule (GA-42). */
export function runBackendFilters(
  filters: readonly RouteFilter[],
  forwarding: Forwarding,
  scope: FilterScope,
  path: Path,
): FilterVerdict {
  const { kind } = scope.contender.candidate.attached;
  return runAll(filters, `backendRef of ${kind}`, { forwarding, mirrors: [] }, scope, path);
}

function runAll(
  filters: readonly RouteFilter[],
  position: Position,
  before: Filtered,
  scope: FilterScope,
  path: Path,
): FilterVerdict {
  let state = before;
  for (const [i, filter] of filters.entries()) {
    const { type = '' } = filter;
    if (!isKnown(type, position)) return fail(`a filter of type "${type}" is not implemented`, scope, [...path, i]);
    const verdict = runs[type](filter, state, scope, [...path, i]);
    if ('answer' in verdict) return verdict;
    state = verdict;
  }
  return state;
}

function isKnown(type: string, position: Position): type is FilterType {
  return known[position].has(type);
}

/** A filter that cannot be carried out must not be skipped: the request gets an error. */
function fail(text: string, { trail, attached }: FilterScope, path?: Path): FilterVerdict {
  trail.step('GA-40', text, path && { resource: attached.route, path });
  return { answer: { kind: 'direct', status: 500, cause: 'filter-error' } };
}

function passOn(before: Filtered, result: Forwarding | ModifierProblem, scope: FilterScope): FilterVerdict {
  if ('unspecified' in result) return { answer: { kind: 'undefined', why: result.unspecified } };
  if ('error' in result) return fail(result.error, scope);
  return { ...before, forwarding: result };
}

/** GA-45: a mirror without a usable backend is left out, and so is one of nothing. */
function resolveMirror(filter: HTTPRequestMirrorFilter, scope: FilterScope, path: Path): Mirror | undefined {
  const percent = mirrorPercent(filter);
  const { host, port, status, why } = resolveBackend(scope, filter.backendRef ?? {}, path);
  if (status === 'invalid') {
    const place = { resource: scope.attached.route, path };
    scope.trail.step('GA-45', `nothing is mirrored to ${host}: ${why ?? 'it is unusable'}`, place);
  }
  return status === 'invalid' || percent === 0 ? undefined : { host, ...(port !== undefined && { port }), percent };
}

function mirrorPercent({ fraction, percent = 100 }: HTTPRequestMirrorFilter): number {
  return fraction === undefined ? percent : (100 * (fraction.numerator ?? 0)) / (fraction.denominator || 100);
}
