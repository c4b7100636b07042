import type { NamedMatch } from '../model/gateway-api.ts';
import type { Deviation } from './deviation.ts';
import { everyAspect } from './differences.ts';
import { type Disagreement, findRoute, matchesConcerned, pathOf, routesConcerned, ruleOf } from './disagreement.ts';

/** Deviations about what matches and what of it comes first. */
export const matchDeviations: readonly Deviation[] = [
  {
    id: 'D-9',
    text: 'the Gateway API ranks gRPC rules by the length of the service, then of the method; Istio by the kind of path they come to, then its length',
    rules: ['GA-31', 'RT-60'],
    aspects: everyAspect,
    explains: ({ gatewayAPI, istio }) =>
      gatewayAPI.route?.kind === 'GRPCRoute' &&
      istio.route?.kind === 'GRPCRoute' &&
      !isSameRule(gatewayAPI, istio) &&
      gatewayAPI.runnersUp.some(({ failed }) => failed.startsWith('matches')),
  },
  {
    id: 'D-10',
    text: 'the Gateway API leaves the rank of regular expressions open; Istio ranks them below every prefix, and behind a prefix "/" they are never reached',
    rules: ['GA-30', 'E-20'],
    aspects: everyAspect,
    explains: ({ gatewayAPI, istio, result }) => {
      const types = [pathOf(gatewayAPI, result).type, pathOf(istio, result).type];
      const isRegular = (type: string) => type === 'RegularExpression';
      return (
        gatewayAPI.route !== undefined &&
        istio.route !== undefined &&
        isRegular(types[0] ?? '') !== isRegular(types[1] ?? '')
      );
    },
  },
  {
    id: 'D-11',
    text: 'of a header or query parameter that a match names twice the first counts in the Gateway API and the last in Istio, which also takes names in other letters for other headers',
    rules: ['GA-27', 'RT-66'],
    aspects: everyAspect,
    explains: (disagreement) =>
      matchesConcerned(disagreement).some(
        ({ headers = [], queryParams = [] }) => hasRepeatedName(headers, true) || hasRepeatedName(queryParams, false),
      ),
  },
  {
    id: 'D-32',
    text: 'with a filter that cannot be carried out only the rule that has it answers with an error in the Gateway API; Istio drops all rules of the route',
    rules: ['GA-40', 'RT-110'],
    aspects: everyAspect,
    explains: (disagreement) => hasBrokenRoute(disagreement),
  },
  {
    id: 'D-34',
    text: 'the Gateway API matches paths as they are sent; Istio normalises them first: "/a/../b" becomes "/b"',
    rules: ['GA-4', 'E-21'],
    aspects: everyAspect,
    explains: ({ difference: { aspect }, request: { path }, gatewayAPI, istio }) =>
      /[%\\#]|\/\.{1,2}(?:\/|$)/.test(path.replace(/\?.*$/s, '')) &&
      (['outcome', 'path', 'location'].includes(aspect) || !isSameRule(gatewayAPI, istio)),
  },
  {
    id: 'RT-60',
    text: 'a rule without matches counts as one for PathPrefix "/" in the Gateway API; Istio puts it behind all others of its host',
    rules: ['GA-25', 'RT-60'],
    aspects: everyAspect,
    explains: ({ gatewayAPI, istio, result }) =>
      ruleOf(gatewayAPI, result) !== undefined &&
      gatewayAPI.match === undefined &&
      istio.route !== undefined &&
      !isSameRule(gatewayAPI, istio),
  },
  {
    id: 'X-110',
    text: 'the path "/service" without a method is no gRPC method to the Gateway API; Istio has a path prefix for the service, which takes it',
    rules: ['GA-29', 'E-22'],
    aspects: everyAspect,
    explains: ({ request, istio }) =>
      istio.route?.kind === 'GRPCRoute' && request.path.replace(/\?.*$/s, '').split('/').length !== 3,
  },
];

function isSameRule(a: Disagreement['gatewayAPI'], b: Disagreement['istio']): boolean {
  const key = ({ route, rule, match }: typeof a) => JSON.stringify([route, rule?.index, match?.index ?? 0]);
  return key(a) === key(b);
}

function hasRepeatedName(list: readonly NamedMatch[], ignoreCase: boolean): boolean {
  const names = list.map(({ name = '' }) => (ignoreCase ? name.toLowerCase() : name));
  return new Set(names).size < names.length;
}

/** Whether the conversion of a route that either of them tried ended at a hard error (RT-110). */
function hasBrokenRoute({ gatewayAPI, istio, result }: Disagreement): boolean {
  const concerned = new Set(routesConcerned(gatewayAPI, istio).map((route) => findRoute(route, result)));
  return [...result.issues, ...result.contextIssues].some(
    ({ severity, subject }) =>
      severity === 'hard' && subject.rule !== undefined && [...concerned].some((route) => route === subject.resource),
  );
}
