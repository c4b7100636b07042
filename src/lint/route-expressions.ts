import type { HTTPEntry } from '../convert/http-routes.ts';
import type { ConversionResult } from '../convert/result.ts';
import { isObject, valueAt } from '../model/json.ts';
import type { Path, Resource } from '../model/resource.ts';
import { entryPath } from './http-predicates.ts';

/** A regular expression of a route as the proxy gets it. */
export interface RouteExpression {
  readonly route: Resource;
  /** Path of the value it comes from. */
  readonly path: Path;
  readonly expression: string;
}

/** Whether any route has one. */
export function hasExpressions(conversion: ConversionResult): boolean {
  const [first] = routeExpressions(conversion);
  return first !== undefined;
}

/** Those of the paths, methods, headers and query parameters that are emitted, for each place once. */
export function* routeExpressions({ virtualServices }: ConversionResult): Generator<RouteExpression> {
  const seen = new Map<Resource, Set<string>>();
  for (const { httpEntries } of virtualServices) {
    for (const entry of httpEntries) {
      const matches = seen.get(entry.route) ?? new Set();
      const key = `${entry.rule} ${entry.match}`;
      if (matches.has(key)) continue;
      seen.set(entry.route, matches.add(key));
      yield* ofEntry(entry);
    }
  }
}

function* ofEntry(entry: HTTPEntry): Generator<RouteExpression> {
  const { route, spec } = entry;
  const { uri, headers = {}, queryParams = {} } = spec.match?.[0] ?? {};
  const path = entryPath(entry);
  if (uri?.regex !== undefined) {
    const field = route.kind === 'GRPCRoute' ? ['method'] : ['path', 'value'];
    yield { route, path: [...path, ...field], expression: uri.regex };
  }
  for (const [field, byName] of Object.entries({ headers, queryParams })) {
    for (const [name, { regex }] of Object.entries(byName)) {
      // AF-59b: Istio reads a lone star as "is there at all".
      if (regex === undefined || regex === '*') continue;
      yield { route, path: [...path, field, lastNamed(route, [...path, field], name), 'value'], expression: regex };
    }
  }
}

/** Of several matches with one name the last counts (RT-66). */
function lastNamed(route: Resource, path: Path, name: string): number {
  const list = valueAt(route, path);
  return Array.isArray(list) ? list.findLastIndex((item) => isObject(item) && item['name'] === name) : 0;
}
