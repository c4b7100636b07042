import type { HeaderOperations, StringMatch } from '../../model/istio.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import { readHeaderFormat } from './header-formats.ts';
import { isAuthorityName } from './header-operations.ts';
import type { Route } from './routes.ts';

/** Why Envoy refuses a route, and with it all others of its table: an expression or a header value that it cannot read. */
export function routeProblem(route: Route, expressions: RegularExpressions): string | undefined {
  const { entry, virtualService } = route;
  const problem = expressionProblem(route, expressions) ?? headerProblem(route);
  return problem && `VirtualService ${virtualService.id}${entry.name ? `, entry "${entry.name}"` : ''}: ${problem}`;
}

function expressionProblem({ match, path, entry }: Route, expressions: RegularExpressions): string | undefined {
  const inMatch: readonly (StringMatch | undefined)[] = match
    ? [
        match.method,
        match.authority,
        match.scheme,
        ...[...match.headers, ...match.withoutHeaders, ...match.queryParams].map(([, one]) => one),
      ]
    : [];
  const sources = [
    path.type === 'regex' ? path.value : undefined,
    // `*` is no expression: it asks whether the header is there.
    ...inMatch.map((one) => (one?.regex === '*' ? undefined : one?.regex)),
    ...(entry.cors?.allowOrigins ?? []).map(({ regex }) => regex),
    entry.rewrite?.uriRegexRewrite?.match,
  ];
  for (const source of sources) {
    const compiled = source === undefined ? undefined : expressions.compile(source);
    if (compiled !== undefined && 'invalid' in compiled) {
      return `invalid regular expression "${source}": ${compiled.invalid}`;
    }
  }
  return undefined;
}

function headerProblem({ entry }: Route): string | undefined {
  // Envoy takes no header operations of destinations that get nothing.
  const destinations = entry.route.length > 1 ? entry.route.filter(({ weight }) => weight) : entry.route;
  for (const headers of [entry.headers, ...destinations.map((one) => one.headers)]) {
    const problem = operationProblem(headers?.request) ?? operationProblem(headers?.response);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function operationProblem(operations: HeaderOperations | undefined): string | undefined {
  for (const [name, value] of [...Object.entries(operations?.set ?? {}), ...Object.entries(operations?.add ?? {})]) {
    if (isAuthorityName(name)) continue;
    const format = readHeaderFormat(value);
    if ('malformed' in format) return `value "${value}" of header "${name}": ${format.malformed}`;
  }
  return undefined;
}
