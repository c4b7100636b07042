import type { GRPCRouteMatch, HTTPPathMatch, HTTPRouteMatch, NamedMatch } from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import type { HTTPMatchRequest, StringMatch } from '../model/istio.ts';
import type { Path } from '../model/resource.ts';
import type { At, RouteError } from './backend-scope.ts';

/** A converted match; with errors it is never emitted. */
export interface ConvertedMatch {
  readonly match: HTTPMatchRequest;
  readonly errors: readonly RouteError[];
}

type ErrorSink = (message: string, path: Path) => void;

/** Converts a match of an HTTPRoute (RT-62 to RT-68). `at` makes paths in it. */
export function convertHTTPMatch(source: HTTPRouteMatch, at: At): ConvertedMatch {
  return collect(at, (error) => ({
    // RT-5: no path at all stands for every path.
    uri: pathMatch(source.path ?? {}, error),
    headers: namedMatches(source.headers, 'headers', 'HeaderMatch', error),
    queryParams: namedMatches(source.queryParams, 'queryParams', 'QueryParams', error),
    method: source.method === undefined ? undefined : { exact: source.method },
  }));
}

/** Converts a match of a GRPCRoute (RT-69). */
export function convertGRPCMatch(source: GRPCRouteMatch, at: At): ConvertedMatch {
  return collect(at, (error) => ({
    uri: source.method === undefined ? undefined : methodMatch(source.method, error),
    headers: namedMatches(source.headers, 'headers', 'HeaderMatch', error),
  }));
}

function collect(at: At, convert: (error: ErrorSink) => HTTPMatchRequest): ConvertedMatch {
  const errors: RouteError[] = [];
  const match = convert((message, rest) => {
    errors.push({ severity: 'hard', reason: 'InvalidConfiguration', message, path: at(...rest) });
  });
  return { match, errors };
}

function unknownType(type: string, what: string): string {
  return `unknown type: ${goQuote(type)} is not supported ${what} type`;
}

function pathMatch({ type = 'PathPrefix', value = '/' }: HTTPPathMatch, error: ErrorSink): StringMatch {
  switch (type) {
    case 'Exact':
      return { exact: value };
    case 'PathPrefix':
      return { prefix: value.length > 1 && value.endsWith('/') ? value.slice(0, -1) : value };
    case 'RegularExpression':
      return { regex: value };
    default:
      error(unknownType(type, 'Path match'), ['path', 'type']);
      return {};
  }
}

/** Matches by name; of several with one name the last counts. */
function namedMatches(
  matches: readonly NamedMatch[] | undefined,
  field: string,
  what: string,
  error: ErrorSink,
): Readonly<Record<string, StringMatch>> | undefined {
  if (matches === undefined || matches.length === 0) return undefined;
  const convert = ({ type = 'Exact', name = '', value = '' }: NamedMatch, i: number): [string, StringMatch] => {
    if (type === 'Exact') return [name, { exact: value }];
    if (type === 'RegularExpression') return [name, { regex: value }];
    error(unknownType(type, what), [field, i, 'type']);
    return [name, {}];
  };
  return Object.fromEntries(matches.map(convert));
}

function methodMatch(
  { type = 'Exact', service, method }: NonNullable<GRPCRouteMatch['method']>,
  error: ErrorSink,
): StringMatch {
  if (service === undefined && method === undefined) {
    error('gRPC match must have method or service defined', ['method']);
    return {};
  }
  if (type !== 'Exact' && type !== 'RegularExpression') {
    error(unknownType(type, 'Path match'), ['method', 'type']);
    return {};
  }
  // A method alone is matched by a regular expression in which it stands as written.
  if (service === undefined) return { regex: `/[^/]+/${method}` };
  if (type === 'Exact') return method === undefined ? { prefix: `/${service}/` } : { exact: `/${service}/${method}` };
  return { regex: `/${service}/${method ?? '.+'}` };
}
