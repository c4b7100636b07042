import type { HTTPRequestRedirectFilter } from '../../model/gateway-api.ts';
import type { Outcome } from '../request.ts';
import type { Message } from './message.ts';
import { modifyPath } from './paths.ts';
import type { Contender } from './precedence.ts';

const wellKnownPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/** Where a redirect sends the client (GA-44). `listenerPort` stands in for a port that nothing else names. */
export function redirect(
  filter: HTTPRequestRedirectFilter,
  contender: Contender,
  { request, host, path, suffix }: Message,
  listenerPort: number,
): Outcome {
  const target = modifyPath(path, filter.path, contender);
  if (target === undefined) return { kind: 'undefined', why: notAPrefix };
  const scheme = filter.scheme ?? (request.transport === 'https' ? 'https' : 'http');
  const wellKnown = filter.scheme === undefined ? undefined : wellKnownPorts.get(filter.scheme.toLowerCase());
  const port = filter.port ?? wellKnown ?? listenerPort;
  const isUsual = wellKnownPorts.get(scheme.toLowerCase()) === port;
  const authority = `${filter.hostname || host.sent}${isUsual ? '' : `:${port}`}`;
  return { kind: 'redirect', status: filter.statusCode ?? 302, location: `${scheme}://${authority}${target}${suffix}` };
}

/** Why replacing a prefix may come to nothing. */
export const notAPrefix = 'ReplacePrefixMatch needs a match of type PathPrefix that the path begins with';
