import type { NamedMatch } from '../model/gateway-api.ts';
import type { Deviation } from './deviation.ts';
import { type Disagreement, findRoute, type Match, matchOf, precedence } from './disagreement.ts';
import { normalizePath } from './istio/paths.ts';
import type { RouteName } from './request.ts';

/** Deviations about what matches and what of it comes first. */
export const matchDeviations: readonly Deviation[] = [
  {
    id: 'D-9',
    text: 'the Gateway API ranks gRPC rules by the length of the service, then of the method; Istio by the kind of path they come to, then its length',
    rules: ['GA-31', 'RT-60'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { gatewayAPI, istio, result } = disagreement;
      const decidedBy = precedence(disagreement);
      const [a, b] = [gatewayAPI, istio].map((one) => matchOf(one, result));
      if (decidedBy === undefined || decidedBy === 'hostname' || a === undefined || b === undefined) return false;
      const isForCalls = gatewayAPI.route?.kind === 'GRPCRoute' && istio.route?.kind === 'GRPCRoute';
      return isForCalls && !isHigher(lengths(b), lengths(a)) && isHigher(pathRank(b), pathRank(a));
    },
  },
  {
    id: 'D-10',
    text: 'the Gateway API leaves the rank of regular expressions open; Istio ranks them below every prefix, and behind a prefix "/" they are never reached',
    rules: ['GA-30', 'E-20'],
    // The rank that the Gateway API leaves open is the one of Istio here (GA-30).
    changes: [],
    explains: () => false,
  },
  {
    id: 'D-11',
    text: 'of a header or query parameter that a match names twice the first counts in the Gateway API and the last in Istio, which also takes names in other letters for other headers',
    rules: ['GA-27', 'RT-66'],
    changes: ['rule'],
    explains: ({ gatewayAPI, istio, result }) =>
      [gatewayAPI, istio].some((one) => {
        const { headers = [], queryParams = [] } = matchOf(one, result) ?? {};
        return hasRepeatedName(headers, true) || hasRepeatedName(queryParams, false);
      }),
  },
  {
    id: 'D-32',
    text: 'with a filter that cannot be carried out only the rule that has it answers with an error in the Gateway API; Istio drops all rules of the route',
    rules: ['GA-40', 'RT-110'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { route, runnersUp } = disagreement.gatewayAPI;
      const tried = route === undefined ? runnersUp.map((runnerUp) => runnerUp.route) : [route];
      return tried.some((one) => isBroken(one, disagreement));
    },
  },
  {
    id: 'D-34',
    text: 'the Gateway API matches paths as they are sent; Istio normalises them first: "/a/../b" becomes "/b"',
    rules: ['GA-4', 'E-21'],
    changes: ['rule', 'path', 'location'],
    explains: ({ request }) => {
      const normalized = normalizePath(request.path, 'BASE');
      return 'refused' in normalized || normalized.path !== request.path;
    },
  },
  {
    id: 'RT-60',
    text: 'a rule without matches counts as one for PathPrefix "/" in the Gateway API; Istio puts it behind all others of its host',
    rules: ['GA-25', 'RT-60'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { gatewayAPI, istio } = disagreement;
      const isWithoutMatch = gatewayAPI.rule !== undefined && gatewayAPI.match === undefined;
      const decidedBy = precedence(disagreement);
      return isWithoutMatch && istio.match !== undefined && decidedBy !== undefined && decidedBy !== 'hostname';
    },
  },
  {
    id: 'X-110',
    text: 'a path like "/service", without a method, or with more behind it, is no gRPC method to the Gateway API; Istio has a path prefix or an open expression for the service, which takes it',
    rules: ['GA-29', 'E-22'],
    changes: ['rule'],
    explains: ({ request, istio, result }) => {
      const { service, method } = matchOf(istio, result)?.grpcMethod ?? {};
      const isMethod = /^\/[^/]+\/[^/]+$/.test(request.path.replace(/\?.*$/s, ''));
      return Boolean(service) && !method && !isMethod;
    },
  },
];

/** What the Gateway API ranks a gRPC match by (GA-31). */
function lengths({ grpcMethod: { service = '', method = '' } = {} }: Match): readonly number[] {
  return [service.length, method.length];
}

/** What Istio ranks it by: the kind of the path that it comes to, and its length (RT-60, RT-69). */
function pathRank({ grpcMethod: { type = 'Exact', service = '', method = '' } = {} }: Match): readonly number[] {
  if (service === '' && method === '') return [0, 0];
  if (service === '') return [1, `/[^/]+/${method}`.length];
  if (method === '') return type === 'Exact' ? [2, `/${service}/`.length] : [1, `/${service}/.+`.length];
  return [type === 'Exact' ? 3 : 1, `/${service}/${method}`.length];
}

function isHigher([firstA = 0, secondA = 0]: readonly number[], [firstB = 0, secondB = 0]: readonly number[]): boolean {
  return firstA > firstB || (firstA === firstB && secondA > secondB);
}

function hasRepeatedName(list: readonly NamedMatch[], ignoreCase: boolean): boolean {
  const names = list.map(({ name = '' }) => (ignoreCase ? name.toLowerCase() : name));
  return new Set(names).size < names.length;
}

/** Whether the conversion of a route ended at a hard error (RT-110). */
function isBroken(route: RouteName, { result }: Disagreement): boolean {
  const resource = findRoute(route, result);
  return [...result.issues, ...result.contextIssues].some(
    ({ severity, subject }) => severity === 'hard' && subject.rule !== undefined && subject.resource === resource,
  );
}
