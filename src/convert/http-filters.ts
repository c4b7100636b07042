import type {
  HTTPPathModifier,
  HTTPRequestMirrorFilter,
  HTTPRequestRedirectFilter,
  HTTPURLRewriteFilter,
  RouteFilter,
} from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import type { CorsPolicy, Headers, HTTPMirrorPolicy, HTTPRedirect, HTTPRewrite } from '../model/istio.ts';
import type { At, BackendScope, RouteError } from './backend-scope.ts';
import { resolveBackend } from './backends.ts';
import type { RouteKind } from './bindings.ts';
import { convertCORS } from './cors.ts';
import { convertHeaderModifier } from './header-modifiers.ts';

/** What the filters of a rule or backendRef come to. */
export interface FilterResult {
  readonly headers?: Headers | undefined;
  readonly redirect?: HTTPRedirect | undefined;
  /** The redirect takes the matched prefix away, which an empty `prefixRewrite` cannot say. */
  readonly stripsPrefix?: true;
  readonly rewrite?: HTTPRewrite | undefined;
  readonly mirrors?: readonly HTTPMirrorPolicy[] | undefined;
  readonly corsPolicy?: CorsPolicy | undefined;
  readonly errors: readonly RouteError[];
  /** Errors of mirrors that were left out; of these the last one counts (RT-95). */
  readonly mirrorErrors: readonly RouteError[];
}

/** The filter types that Istio converts. */
export type FilterType =
  | 'CORS'
  | 'RequestHeaderModifier'
  | 'RequestMirror'
  | 'RequestRedirect'
  | 'ResponseHeaderModifier'
  | 'URLRewrite';

/** The filters converted so far: a later one of the same type overwrites, mirrors accumulate. */
interface FilterDraft {
  request?: Headers['request'];
  response?: Headers['response'];
  redirect?: HTTPRedirect;
  stripsPrefix?: boolean;
  rewrite?: HTTPRewrite | undefined;
  corsPolicy?: CorsPolicy;
  readonly mirrors: HTTPMirrorPolicy[];
  readonly errors: RouteError[];
  readonly mirrorErrors: RouteError[];
}

type FilterConverter = (filter: RouteFilter, draft: FilterDraft, scope: BackendScope, at: At) => void;

/** A filter without the field that its type names does nothing. */
const converters: Readonly<Record<FilterType, FilterConverter>> = {
  CORS: ({ cors }, draft) => {
    if (cors !== undefined) draft.corsPolicy = convertCORS(cors);
  },
  RequestHeaderModifier: ({ requestHeaderModifier: modifier }, draft, _scope, at) => {
    if (modifier === undefined) return;
    draft.request = convertHeaderModifier(modifier, (...steps) => at('requestHeaderModifier', ...steps), draft.errors);
  },
  RequestMirror: ({ requestMirror }, draft, scope, at) => {
    if (requestMirror !== undefined)
      addMirror(requestMirror, draft, scope, (...steps) => at('requestMirror', 'backendRef', ...steps));
  },
  RequestRedirect: ({ requestRedirect }, draft) => {
    if (requestRedirect === undefined) return;
    const { path } = requestRedirect;
    draft.redirect = convertRedirect(requestRedirect);
    draft.stripsPrefix = path?.type === 'ReplacePrefixMatch' && !path.replacePrefixMatch;
  },
  ResponseHeaderModifier: ({ responseHeaderModifier: modifier }, draft, _scope, at) => {
    if (modifier === undefined) return;
    draft.response = convertHeaderModifier(
      modifier,
      (...steps) => at('responseHeaderModifier', ...steps),
      draft.errors,
    );
  },
  URLRewrite: ({ urlRewrite }, draft) => {
    if (urlRewrite !== undefined) draft.rewrite = convertRewrite(urlRewrite);
  },
};

/** Where filters stand: different types are allowed there. */
export type FilterPosition = 'HTTPRoute' | 'GRPCRoute' | 'backendRef';

const headerModifiers: readonly FilterType[] = ['RequestHeaderModifier', 'ResponseHeaderModifier'];

const supportedFilters: Readonly<Record<FilterPosition, ReadonlySet<string>>> = {
  HTTPRoute: new Set(Object.keys(converters)),
  GRPCRoute: new Set([...headerModifiers, 'RequestMirror']),
  backendRef: new Set(headerModifiers),
};

/** Converts a list of filters in its order. `at` makes paths in the list. */
export function convertFilters(
  filters: readonly RouteFilter[],
  position: FilterPosition,
  scope: BackendScope,
  at: At,
): FilterResult {
  if (filters.length === 0) return noFilters;
  const draft: FilterDraft = { mirrors: [], errors: [], mirrorErrors: [] };
  filters.forEach((filter, i) => {
    const { type = '' } = filter;
    if (isSupported(type, position)) {
      converters[type](filter, draft, scope, (...steps) => at(i, ...steps));
      return;
    }
    const message = `unsupported filter type ${goQuote(type)}`;
    draft.errors.push({ severity: 'hard', reason: 'InvalidFilter', message, path: at(i, 'type') });
  });
  const { request, response, redirect, stripsPrefix, rewrite, corsPolicy, mirrors, errors, mirrorErrors } = draft;
  return {
    headers: request || response ? { request, response } : undefined,
    redirect,
    ...(stripsPrefix && { stripsPrefix }),
    rewrite,
    mirrors: mirrors.length > 0 ? mirrors : undefined,
    corsPolicy,
    errors,
    mirrorErrors,
  };
}

const noFilters: FilterResult = { errors: [], mirrorErrors: [] };

function isSupported(type: string, position: FilterPosition): type is FilterType {
  return supportedFilters[position].has(type);
}

/** RT-92. */
function convertRedirect(redirect: HTTPRequestRedirectFilter): HTTPRedirect {
  const { scheme, hostname, path, port, statusCode } = redirect;
  return {
    redirectCode: statusCode || undefined,
    authority: hostname || undefined,
    scheme: scheme || undefined,
    ...(port === undefined
      ? { derivePort: scheme === undefined ? 'FROM_REQUEST_PORT' : 'FROM_PROTOCOL_DEFAULT' }
      : { port: port || undefined }),
    uri: path?.type === 'ReplaceFullPath' ? path.replaceFullPath || undefined : undefined,
    prefixRewrite: path?.type === 'ReplacePrefixMatch' ? path.replacePrefixMatch || undefined : undefined,
  };
}

/** RT-93; undefined when nothing is rewritten. */
function convertRewrite(rewrite: HTTPURLRewriteFilter): HTTPRewrite | undefined {
  const authority = rewrite.hostname || undefined;
  const path = rewritePath(rewrite.path);
  return authority === undefined && path === undefined ? undefined : { authority, ...path };
}

function rewritePath(path: HTTPPathModifier | undefined): HTTPRewrite | undefined {
  if (path?.type === 'ReplaceFullPath') {
    return { uriRegexRewrite: { match: '/.*', rewrite: path.replaceFullPath || undefined } };
  }
  if (path?.type !== 'ReplacePrefixMatch') return undefined;
  // An empty `uri` would say nothing; `/` strips the prefix.
  return { uri: (path.replacePrefixMatch ?? '').replace(/\/$/, '') || '/' };
}

/** A mirror whose backend is wrong is left out of an HTTPRoute, and makes the whole of a GRPCRoute fail (RT-95). */
function addMirror(mirror: HTTPRequestMirrorFilter, draft: FilterDraft, scope: BackendScope, at: At): void {
  const { destination, error } = resolveBackend(scope, mirror.backendRef ?? {}, at);
  if (error === undefined) draft.mirrors.push({ destination, percentage: mirrorPercentage(mirror) });
  else if (scope.routeKind === 'HTTPRoute') draft.mirrorErrors.push({ ...error, severity: 'soft', part: 'mirror' });
  else draft.errors.push({ ...error, severity: 'hard' });
}

/** RT-94: a fraction counts for more than a percentage; with neither everything is mirrored. */
function mirrorPercentage({ fraction, percent }: HTTPRequestMirrorFilter): { value?: number } | undefined {
  const share = fraction === undefined ? percent : (100 * (fraction.numerator ?? 0)) / (fraction.denominator || 100);
  if (share === undefined) return undefined;
  return share === 0 ? {} : { value: share };
}

/** The filters of a rule of some route kind. */
export function rulePosition(kind: RouteKind): FilterPosition {
  return kind === 'GRPCRoute' ? 'GRPCRoute' : 'HTTPRoute';
}
