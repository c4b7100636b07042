import type { HTTPHeaderFilter, RouteFilter } from '../model/gateway-api.ts';
import type { Deviation } from './deviation.ts';
import type { Aspect, Difference } from './differences.ts';
import { type Disagreement, filtersOf, headerModifiers, pathOf, type Rule, ruleOf } from './disagreement.ts';
import { readHeaderFormat } from './istio/header-formats.ts';
import type { Evaluation } from './request.ts';

/** Deviations about what is done to a request and its response. */
export const filterDeviations: readonly Deviation[] = [
  {
    id: 'D-12',
    text: 'with PathPrefix "/" and ReplacePrefixMatch "/x" the path "/foo" becomes "/x/foo" in the Gateway API and "/xfoo" in Istio',
    rules: ['GA-43', 'E-35'],
    changes: ['path', 'location'],
    explains: ({ difference, gatewayAPI, result }) =>
      haveDifferentPaths(difference) &&
      isPrefixReplaced(gatewayAPI, result) &&
      pathOf(gatewayAPI, result).value.replace(/\/$/, '') === '',
  },
  {
    id: 'D-13',
    text: 'a redirect with ReplacePrefixMatch "/" leads from "/a/b" to "/b" in the Gateway API and to "//b" in Istio',
    rules: ['GA-44', 'E-31'],
    changes: ['location'],
    explains: ({ difference, gatewayAPI, result }) =>
      haveDifferentPaths(difference) && redirectPrefix(ruleOf(gatewayAPI, result)) === '/',
  },
  {
    id: 'D-14',
    text: 'a redirect with ReplacePrefixMatch "/x/" leads from "/a/b" to "/x/b" in the Gateway API and to "/x//b" in Istio',
    rules: ['GA-44', 'E-31'],
    changes: ['location'],
    explains: ({ difference, gatewayAPI, result }) =>
      haveDifferentPaths(difference) && /.\/$/.test(redirectPrefix(ruleOf(gatewayAPI, result)) ?? ''),
  },
  {
    id: 'D-15',
    text: 'a redirect with an empty ReplacePrefixMatch leads from "/a/b" to "/b" in the Gateway API; Istio leaves the path as it is',
    rules: ['GA-44', 'E-31'],
    changes: ['location'],
    explains: ({ difference, gatewayAPI, result }) =>
      haveDifferentPaths(difference) && redirectPrefix(ruleOf(gatewayAPI, result)) === '',
  },
  {
    id: 'D-16',
    text: 'a redirect without statusCode is 302 in the Gateway API and 301 in Istio; in a cluster the default of the CRD fills in 302',
    rules: ['GA-44', 'E-31'],
    changes: ['status'],
    explains: ({ difference, gatewayAPI, result }) => {
      const redirect = redirectOf(ruleOf(gatewayAPI, result));
      const isDefault = difference.gatewayAPI === '302' && difference.istio === '301';
      return isDefault && redirect !== undefined && redirect.statusCode === undefined;
    },
  },
  {
    id: 'D-17',
    text: 'a redirect without hostname drops the port of the Host header in the Gateway API; Istio keeps it where the redirect comes to no port',
    rules: ['GA-44', 'E-31'],
    changes: ['location'],
    explains: ({ difference, gatewayAPI, request, result }) => {
      const redirect = redirectOf(ruleOf(gatewayAPI, result));
      const isKept =
        hostOf(difference.istio) === request.authority && hostOf(difference.gatewayAPI) !== request.authority;
      return redirect !== undefined && !redirect.hostname && /:\d+$/.test(request.authority) && isKept;
    },
  },
  {
    id: 'D-18',
    text: 'header values are literal in the Gateway API; "%" begins an operator in Envoy, which refuses all routes for a malformed one',
    rules: ['GA-41', 'E-36'],
    changes: ['rule', 'host', 'headers', 'response headers'],
    explains: (disagreement) =>
      isRefusedForHeader(disagreement.istio) ||
      modifiersConcerned(disagreement).some(({ set = [], add = [] }) =>
        [...set, ...add].some(
          // A Host is no format to Envoy, but a user has to write it like one (AF-56).
          ({ name = '', value = '' }) => isFormat(value) || (name.toLowerCase() === 'host' && value.includes('%')),
        ),
      ),
  },
  {
    id: 'D-19',
    text: 'the filters of a backend come after those of the rule in the Gateway API; Istio removes first whatever is to be removed, and with several backends lets the rule come last',
    rules: ['GA-42', 'E-36'],
    changes: ['headers', 'response headers'],
    explains: ({ difference: { aspect }, gatewayAPI, result }) => {
      const { ofRule, ofBackends } = filtersOf(ruleOf(gatewayAPI, result));
      const names = new Set(modifiersOf(ofRule, aspect).flatMap(namesOf));
      return modifiersOf(ofBackends, aspect).some((modifier) => namesOf(modifier).some((name) => names.has(name)));
    },
  },
  {
    id: 'D-20',
    text: 'several actions on one header are invalid in the Gateway API; Istio removes, then sets, then adds',
    rules: ['GA-41', 'E-36'],
    changes: ['outcome'],
    explains: ({ gatewayAPI, result }) =>
      gatewayAPI.outcome.kind === 'undefined' && headerModifiers(ruleOf(gatewayAPI, result)).some(hasSeveralActions),
  },
  {
    id: 'D-21',
    text: 'a gRPC call without a usable backend fails with UNAVAILABLE (14) in the Gateway API, or with plain 500 where an HTTPRoute takes it, and with UNKNOWN (2) in Istio',
    rules: ['GA-48', 'GA-49', 'E-40'],
    changes: ['gRPC status'],
    explains: ({ difference: { gatewayAPI, istio }, gatewayAPI: { route } }) =>
      gatewayAPI === (route?.kind === 'GRPCRoute' ? '14' : 'none') && istio === '2',
  },
  {
    id: 'D-22',
    text: 'a backend that is not there answers 500 in the Gateway API; as resources of a user Istio answers 503 for it',
    rules: ['GA-49', 'E-33'],
    changes: ['outcome'],
    explains: ({ difference: { gatewayAPI, istio } }) => /\b500\b/.test(gatewayAPI) && /\b503\b/.test(istio),
  },
  {
    id: 'D-30',
    text: 'without retry and timeouts the Gateway API leaves both open; Istio retries twice where no connection comes about, and has no timeout',
    rules: ['GA-47', 'E-38'],
    changes: [],
    explains: () => false,
  },
  {
    id: 'D-31',
    text: 'request and backendRequest are two limits in the Gateway API; in Istio backendRequest replaces request where there is no retry',
    rules: ['GA-47', 'RT-98'],
    changes: ['timeouts'],
    explains: ({ gatewayAPI, result }) => {
      const { timeouts, retry } = ruleOf(gatewayAPI, result) ?? {};
      return timeouts?.backendRequest !== undefined && (retry === undefined || retry.attempts === 0);
    },
  },
  {
    id: 'D-33',
    text: 'a timeout of 0s switches limits off in the Gateway API; Istio takes zero for not set',
    rules: ['RT-97', 'RT-98'],
    changes: ['timeouts', 'retries'],
    explains: ({ difference: { aspect }, gatewayAPI, result }) => {
      const { timeouts, retry } = ruleOf(gatewayAPI, result) ?? {};
      const durations = aspect === 'retries' ? [retry?.backoff] : [timeouts?.request, timeouts?.backendRequest];
      return durations.some((text) => /^0+[a-z]/.test(text ?? ''));
    },
  },
  {
    id: 'D-37',
    text: 'the wildcard of a CORS origin covers every host to its left, and the default port counts as none, in the Gateway API; Istio compares texts',
    rules: ['GA-46', 'RT-96'],
    changes: ['CORS'],
    explains: ({ gatewayAPI, request, result }) => {
      const origin = request.headers.find(([name]) => name.toLowerCase() === 'origin')?.[1] ?? '';
      const origins = filtersOf(ruleOf(gatewayAPI, result)).ofRule.flatMap(({ cors }) => cors?.allowOrigins ?? []);
      return [origin, ...origins].some((text) => /:\d+$/.test(text)) || origins.some((text) => text.includes('*'));
    },
  },
  {
    id: 'D-38',
    text: 'Istio keeps no mirrors of a rule without backends',
    rules: ['RT-71', 'E-32'],
    changes: [],
    explains: () => false,
  },
  {
    id: 'E-35',
    text: 'the Gateway API leaves open what a header modifier does to Host; in Istio setting and adding replace it where the hostname is not rewritten, and of a response nothing does',
    rules: ['GA-41', 'GA-43', 'E-35', 'E-36'],
    changes: ['host', 'response headers'],
    explains: (disagreement) =>
      modifiersConcerned(disagreement).some(({ set = [], add = [] }) =>
        [...set, ...add].some(({ name = '' }) => name.toLowerCase() === 'host'),
      ),
  },
  {
    id: 'GA-46',
    text: 'with credentials the Gateway API answers a wildcard of methods or headers by what was asked for; Istio sends the wildcard',
    rules: ['GA-46', 'E-39'],
    changes: ['CORS'],
    explains: ({ gatewayAPI, istio, result }) =>
      haveSameCORS(gatewayAPI, istio, listsOfCORS) &&
      filtersOf(ruleOf(gatewayAPI, result)).ofRule.some(
        ({ cors: { allowCredentials, allowMethods = [], allowHeaders = [], exposeHeaders = [] } = {} }) =>
          allowCredentials === true && [...allowMethods, ...allowHeaders, ...exposeHeaders].includes('*'),
      ),
  },
  {
    id: 'RT-96',
    text: 'answers to preflights may be kept for 5 seconds in the Gateway API where maxAge is not set; Istio says nothing of it then; in a cluster the default of the CRD fills in 5',
    rules: ['GA-46', 'RT-96'],
    changes: ['CORS'],
    explains: ({ gatewayAPI, istio, result }) =>
      haveSameCORS(gatewayAPI, istio, [...listsOfCORS, 'access-control-max-age']) &&
      filtersOf(ruleOf(gatewayAPI, result)).ofRule.some(({ cors }) => cors !== undefined && cors.maxAge === undefined),
  },
  {
    id: 'AF-44',
    text: 'the Gateway API knows ReplacePrefixMatch with a PathPrefix alone; Istio replaces the whole of any other path, or leaves it',
    rules: ['GA-43', 'E-31', 'E-35'],
    changes: ['outcome'],
    explains: ({ gatewayAPI, result }) =>
      gatewayAPI.outcome.kind === 'undefined' &&
      pathOf(gatewayAPI, result).type !== 'PathPrefix' &&
      isPrefixReplaced(gatewayAPI, result),
  },
  {
    id: 'AF-45',
    text: 'an empty ReplaceFullPath leads to "/" in the Gateway API; in Istio a rewritten path is left empty, and a redirect keeps the path',
    rules: ['GA-43', 'E-31', 'E-35'],
    changes: ['path', 'location'],
    explains: ({ difference, gatewayAPI, result }) =>
      haveDifferentPaths(difference) &&
      pathModifiers(ruleOf(gatewayAPI, result)).some(
        ({ type, replaceFullPath = '' }) => type === 'ReplaceFullPath' && replaceFullPath === '',
      ),
  },
  {
    id: 'D-39',
    text: 'Istio does not carry out session persistence',
    rules: ['RT-7'],
    changes: [],
    explains: () => false,
  },
];

/** Of two Locations, or of two paths at a backend. */
function haveDifferentPaths({ gatewayAPI, istio }: Difference): boolean {
  const pathOfText = (text: string) => text.replace(/^[a-z]+:\/\/[^/]*/, '');
  return pathOfText(gatewayAPI) !== pathOfText(istio);
}

function hostOf(location: string): string | undefined {
  return /^[a-z]+:\/\/([^/]*)/.exec(location)?.[1];
}

function redirectOf(rule: Rule | undefined) {
  return rule?.filters?.find(({ requestRedirect }) => requestRedirect !== undefined)?.requestRedirect;
}

/** What a redirect puts in the place of the prefix; undefined if it does not. */
function redirectPrefix(rule: Rule | undefined): string | undefined {
  const path = redirectOf(rule)?.path;
  return path?.type === 'ReplacePrefixMatch' ? (path.replacePrefixMatch ?? '') : undefined;
}

function isPrefixReplaced(gatewayAPI: Disagreement['gatewayAPI'], result: Disagreement['result']): boolean {
  return pathModifiers(ruleOf(gatewayAPI, result)).some(({ type }) => type === 'ReplacePrefixMatch');
}

function pathModifiers({ filters = [] }: Rule = {}) {
  return filters.flatMap(({ urlRewrite, requestRedirect }) => (urlRewrite ?? requestRedirect)?.path ?? []);
}

/** Whether Envoy takes none of the routes because of the header value of one, which need not be the one that is asked for. */
function isRefusedForHeader({ outcome }: Disagreement['istio']): boolean {
  return outcome.kind === 'undefined' && /refuses the whole route table: .* of header "/s.test(outcome.why);
}

/** Whether a value means something else to Envoy, which does not refuse it. */
function isFormat(value: string): boolean {
  return value.includes('%') && 'text' in readHeaderFormat(value);
}

/** The modifiers of what differs: those of requests, or those of responses. */
function modifiersConcerned({ difference, gatewayAPI, result }: Disagreement): readonly HTTPHeaderFilter[] {
  const { ofRule, ofBackends } = filtersOf(ruleOf(gatewayAPI, result));
  return modifiersOf([...ofRule, ...ofBackends], difference.aspect);
}

function modifiersOf(filters: readonly RouteFilter[], aspect: Aspect): readonly HTTPHeaderFilter[] {
  return filters.flatMap(
    ({ requestHeaderModifier, responseHeaderModifier }) =>
      (aspect === 'response headers' ? responseHeaderModifier : requestHeaderModifier) ?? [],
  );
}

function namesOf({ set = [], add = [], remove = [] }: HTTPHeaderFilter): readonly string[] {
  return [...[...set, ...add].map(({ name = '' }) => name), ...remove].map((name) => name.toLowerCase());
}

const listsOfCORS = ['access-control-allow-methods', 'access-control-allow-headers', 'access-control-expose-headers'];

/** Whether both say the same about a cross-origin request but for some headers. */
function haveSameCORS(a: Evaluation, b: Evaluation, but: readonly string[]): boolean {
  const relevant = ({ outcome }: Evaluation) => {
    const { allowed, responseHeaders = {} } = ('cors' in outcome && outcome.cors) || {};
    const others = Object.entries(responseHeaders).filter(([name]) => !but.includes(name));
    return JSON.stringify([allowed, others.sort()]);
  };
  return relevant(a) === relevant(b);
}

function hasSeveralActions({ set = [], add = [], remove = [] }: HTTPHeaderFilter): boolean {
  const unique = (names: readonly (string | undefined)[]) => new Set(names.map((name = '') => name.toLowerCase()));
  const sets = [unique(set.map(({ name }) => name)), unique(add.map(({ name }) => name)), unique(remove)];
  const all = sets.flatMap((names) => [...names]);
  return new Set(all).size < all.length;
}
