import type { Choice, Evaluation, HeaderChanges, Mirror, Outcome, Request } from '../../src/request/request.ts';
import type { ExpectedAnswer, RequestRow } from './conformance-requests.ts';

/** Why files alone do not decide what a row expects, by its fields. */
export type UndecidedAnswer = 'address of a Pod' | 'key material' | 'UDP' | 'TLS to the backend';

/** What a row expects of one thing, and what is there instead: nothing if it holds. */
type Reader = (
  expected: ExpectedAnswer,
  evaluation: Evaluation,
  row: RequestRow,
  request: Request,
) => readonly string[];

/** Why nothing of a row can be judged; undefined for all others. */
export function undecidedAnswer({ expect: expected, scheme, toPod, tls }: RequestRow): UndecidedAnswer | undefined {
  if (scheme === 'udp') return 'UDP';
  if (toPod !== undefined) return 'address of a Pod';
  // Which certificate a client shows, and whether a backend's is trusted, no object tells.
  if (expected.outcome === 'connection-error' && tls !== undefined) return 'key material';
  return mayBeAnyFailure(expected) ? 'TLS to the backend' : undefined;
}

/** Where the suite takes any failure of a backend for an answer, its connection to the gateway is at fault. */
function mayBeAnyFailure({ outcome, statusCodes = [], policy }: ExpectedAnswer): boolean {
  if (outcome === 'http-error' || outcome === 'grpc-error') return true;
  return policy === undefined && statusCodes.length > 1 && statusCodes.every((status) => status >= 500);
}

/** What each key of an expectation comes to. A key that is unknown here is an error: nothing of a row is passed over. */
const readers: Readonly<Record<keyof ExpectedAnswer, Reader>> = {
  answeredByGateway: ({ answeredByGateway }, { outcome }) =>
    differing('answered by the gateway', outcome.kind === 'direct', answeredByGateway),
  backend: ({ backend, backendService, namespace }, { outcome }) =>
    backend ? reaches(outcome, backendService ?? backend, namespace) : [],
  backendIsTLS: ({ backendIsTLS }, { outcome }) =>
    'terminated' in outcome ? differing('TLS at the backend', isStillTLS(outcome), backendIsTLS) : [],
  // That of a backend which fails, or fails to answer in time.
  backendNotCompared: ({ backendNotCompared = '', policy }, { outcome }) =>
    policy === undefined ? [] : reaches(outcome, backendNotCompared, undefined),
  backendSeesSNI: ({ backendSeesSNI }, { outcome }, { request }) =>
    outcome.kind === 'tls-passthrough' && !outcome.terminated ? differing('SNI', request.sni, backendSeesSNI) : [],
  backendService: () => [],
  grpcCodeNumber: ({ grpcCodeNumber }, { outcome }) =>
    grpcCodeNumber === 0
      ? differing('kind', outcome.kind, 'backends')
      : differing('gRPC status', grpcStatus(outcome), grpcCodeNumber),
  mirroredTo: ({ mirroredTo = [] }, { outcome }) => mirrorProblems(mirroredTo, outcome),
  namespace: () => [],
  neverBackend: ({ neverBackend = '' }, { outcome }) =>
    choicesOf(outcome).some((choice) => choice.probability > 0 && isService(choice, neverBackend, undefined))
      ? [`${neverBackend} gets requests`]
      : [],
  notGrpcCodes: () => [],
  notStatusCodes: () => [],
  oneOfBackends: ({ oneOfBackends = [] }, { outcome }) => oneOfProblems(oneOfBackends, outcome),
  outcome: ({ outcome: expected = '' }, { outcome }) => {
    const wanted = outcomeKinds[expected];
    if (wanted === undefined) throw new Error(`unknown outcome ${expected}`);
    return wanted(outcome) ? [] : [`outcome is ${outcome.kind}, not ${expected}`];
  },
  policy: ({ policy }, { outcome }) => policyProblems(policy ?? {}, outcome),
  redirect: ({ redirect }, { outcome }, _row, request) =>
    redirect ? redirectProblems(redirect, outcome, request) : [],
  requestAtBackend: ({ requestAtBackend = {} }, { outcome }, _row, request) =>
    seenProblems(requestAtBackend, outcome, request),
  responseHeaders: ({ responseHeaders = {} }, { outcome }, { request }) =>
    responseProblems(responseHeaders, outcome, request.backendSetsResponseHeaders ?? {}),
  statusCodes: ({ statusCodes = [], policy, outcome: named }, { outcome }) =>
    policy !== undefined || named !== undefined ? [] : statusProblems(statusCodes, outcome),
  weights: ({ weights = {} }, { outcome }) => weightProblems(weights, outcome),
};

/** Keys about keys: how something is measured, and texts for people. */
const remarks = ['grpcCode', 'samples', 'weightTolerance'];

function isReader(key: string): key is keyof ExpectedAnswer {
  return Object.hasOwn(readers, key);
}

/** What of a row does not hold. */
export function answerProblems(row: RequestRow, request: Request, evaluation: Evaluation): readonly string[] {
  return Object.keys(row.expect).flatMap((key) => {
    if (isReader(key)) return readers[key](row.expect, evaluation, row, request);
    if (key.endsWith('NotCompared') || remarks.includes(key)) return [];
    throw new Error(`unknown expectation ${key}`);
  });
}

function differing(what: string, actual: unknown, expected: unknown): readonly string[] {
  return actual === expected ? [] : [`${what} is ${actual}, not ${expected}`];
}

const outcomeKinds: Readonly<Record<string, (outcome: Outcome) => boolean>> = {
  'connection-error': ({ kind }) => kind === 'rejected',
  'connection-rejected': (outcome) =>
    outcome.kind === 'rejected' || choicesOf(outcome).every((choice) => !isUsable(choice)),
  'websocket-echo': ({ kind }) => kind === 'backends',
  answered: ({ kind }) => kind === 'backends',
  connected: (outcome) => choicesOf(outcome).some(isUsable),
};

function choicesOf(outcome: Outcome): readonly Choice[] {
  return 'choices' in outcome ? outcome.choices : [];
}

function isUsable({ status, response }: Choice): boolean {
  return response === undefined && status !== 'invalid' && status !== 'missing';
}

function isStillTLS(outcome: Extract<Outcome, { terminated: boolean }>): boolean {
  return outcome.kind === 'tls-passthrough' && !outcome.terminated;
}

function grpcStatus(outcome: Outcome): number | undefined {
  return 'grpcStatus' in outcome ? outcome.grpcStatus : undefined;
}

/** Every request gets to one Service. One that no route governs is reached by its own name, and its Pods have longer names. */
function reaches(outcome: Outcome, service: string, namespace: string | null | undefined): readonly string[] {
  if (outcome.kind === 'default-forward') {
    const [own = ''] = outcome.host.split('.');
    return service.startsWith(own) ? [] : [`the request goes to ${own}, not ${service}`];
  }
  const reached = choicesOf(outcome).filter(({ probability }) => probability > 0);
  const isRight =
    reached.length > 0 && reached.every((choice) => isUsable(choice) && isService(choice, service, namespace));
  const actual = reached.map(({ host }) => host).join(', ') || outcome.kind;
  return isRight ? [] : [`backend is ${actual}, not ${service}`];
}

function isService(
  { host }: { readonly host: string },
  service: string,
  namespace: string | null | undefined,
): boolean {
  return host.startsWith(namespace ? `${service}.${namespace}.svc.` : `${service}.`);
}

function statusProblems(expected: readonly number[], outcome: Outcome): readonly string[] {
  const statuses = statusesOf(outcome);
  const wrong = statuses.filter((status) => !expected.includes(status));
  return wrong.length > 0 || statuses.length === 0 ? [`status is ${statuses}, not ${expected} (${outcome.kind})`] : [];
}

/** Backends of the suite answer 200. */
function statusesOf(outcome: Outcome): readonly number[] {
  switch (outcome.kind) {
    case 'backends':
      return outcome.choices.filter(({ probability }) => probability > 0).map(({ response = 200 }) => response);
    case 'default-forward':
      return [200];
    default:
      return 'status' in outcome ? [outcome.status] : [];
  }
}

function redirectProblems(
  expected: NonNullable<ExpectedAnswer['redirect']>,
  outcome: Outcome,
  request: Request,
): readonly string[] {
  if (outcome.kind !== 'redirect') return [`outcome is ${outcome.kind}, not redirect`];
  const { protocol, hostname, port, pathname } = new URL(outcome.location);
  const path = expected.path ?? request.path.replace(/\?.*$/, '');
  return [
    ...differing('scheme', protocol, `${expected.scheme ?? request.transport}:`),
    ...(expected.host === null ? [] : differing('host', hostname, expected.host)),
    // URL leaves out the default port of the scheme.
    ...differing('port', port, isDefaultPort(expected.port, protocol) ? '' : String(expected.port)),
    ...differing('path', pathname, path),
  ];
}

function isDefaultPort(port: number | string | null, protocol: string): boolean {
  return port === null || port === '' || String(port) === (protocol === 'https:' ? '443' : '80');
}

function seenProblems(
  { path, method, host, headers = {}, absentHeaders = [] }: NonNullable<ExpectedAnswer['requestAtBackend']>,
  outcome: Outcome,
  request: Request,
): readonly string[] {
  if (outcome.kind === 'default-forward') return [];
  const seen = outcome.kind === 'backends' ? outcome.requests : [];
  if (seen.length === 0) return [`no backend sees the request (${outcome.kind})`];
  return seen.flatMap((one) => [
    ...(path === undefined ? [] : differing('path at the backend', one.path, path)),
    ...(method === undefined ? [] : differing('method at the backend', request.method, method)),
    ...(host === undefined ? [] : differing('host at the backend', one.authority, host)),
    ...Object.entries(headers).flatMap(([name, value]) =>
      differing(`header ${name} at the backend`, one.headers[name.toLowerCase()], value),
    ),
    ...absentHeaders.flatMap((name) =>
      name.toLowerCase() in one.headers ? [`header ${name} arrives at the backend`] : [],
    ),
  ]);
}

function responseProblems(
  { set = {}, oneOf = {}, absent = [], ignoreWhitespace }: NonNullable<ExpectedAnswer['responseHeaders']>,
  outcome: Outcome,
  ofBackend: Readonly<Record<string, string>>,
): readonly string[] {
  const [changes = { set: {}, add: {}, remove: [] }] = outcome.kind === 'backends' ? outcome.responses : [];
  const cors = 'cors' in outcome ? (outcome.cors?.responseHeaders ?? {}) : {};
  const sent = responseHeaders(ofBackend, changes, cors);
  const spelt = (text: string | undefined) => (ignoreWhitespace ? text?.replaceAll(' ', '') : text);
  return [
    ...Object.entries(set).flatMap(([name, value]) =>
      differing(`response header ${name}`, spelt(sent.get(name.toLowerCase())), spelt(value)),
    ),
    ...Object.entries(oneOf).flatMap(([name, values]) => {
      const actual = spelt(sent.get(name.toLowerCase()));
      return values.some((value) => spelt(value) === actual) ? [] : [`response header ${name} is ${actual}`];
    }),
    ...absent.flatMap((name) => (sent.has(name.toLowerCase()) ? [`there is a response header ${name}`] : [])),
  ];
}

function responseHeaders(
  ofBackend: Readonly<Record<string, string>>,
  { set, add, remove }: HeaderChanges,
  cors: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const lower = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = new Map(lower(ofBackend));
  for (const name of remove) headers.delete(name.toLowerCase());
  for (const [name, value] of lower(set)) headers.set(name, value);
  for (const [name, value] of lower(add)) {
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  for (const [name, value] of lower(cors)) headers.set(name, value);
  return headers;
}

function mirrorProblems(expected: NonNullable<ExpectedAnswer['mirroredTo']>, outcome: Outcome): readonly string[] {
  const mirrors: readonly Mirror[] = outcome.kind === 'backends' ? outcome.mirrors : [];
  const missing = expected.filter(
    ({ name, namespace, percent = 100 }) =>
      !mirrors.some((mirror) => isService(mirror, name, namespace) && Math.abs(mirror.percent - percent) < 0.01),
  );
  const surplus = mirrors.length > expected.length ? [`${mirrors.length} mirrors, not ${expected.length}`] : [];
  return [...missing.map(({ name }) => `no mirror ${name}`), ...surplus];
}

function weightProblems(expected: Readonly<Record<string, number>>, outcome: Outcome): readonly string[] {
  return Object.entries(expected).flatMap(([service, share]) => {
    const own = choicesOf(outcome).filter((choice) => isService(choice, service, undefined));
    const actual = own.reduce((sum, { probability }) => sum + probability, 0);
    return Math.abs(actual - share) < 0.001 ? [] : [`share of ${service} is ${actual}, not ${share}`];
  });
}

function oneOfProblems(expected: NonNullable<ExpectedAnswer['oneOfBackends']>, outcome: Outcome): readonly string[] {
  if (outcome.kind !== 'backends') return [`outcome is ${outcome.kind}`];
  const { choices, requests } = outcome;
  return choices.flatMap((choice, i) => {
    if (choice.probability === 0) return [];
    const own = expected.find(({ name, namespace }) => isService(choice, name, namespace));
    if (own === undefined) return [`${choice.host} is none of those expected`];
    const seen = requests.length === 1 ? requests[0] : requests[i];
    return Object.entries(own.headersAtBackend ?? {}).flatMap(([name, value]) =>
      differing(`header ${name} at ${own.name}`, seen?.headers[name.toLowerCase()], value),
    );
  });
}

/** What of a policy holds in an answer. A bound of all tries holds for one try too where there is no other. */
function policyProblems(
  { timeouts, retry }: NonNullable<ExpectedAnswer['policy']>,
  outcome: Outcome,
): readonly string[] {
  if (outcome.kind !== 'backends') return [`outcome is ${outcome.kind}`];
  const limits = [outcome.timeout, outcome.perTryTimeout].map(seconds);
  const wanted = [timeouts?.request, timeouts?.backendRequest].map(seconds).filter((limit) => limit !== undefined);
  const tightest = Math.min(...wanted);
  return [
    ...(wanted.length > 0 && tightest > 0 && !limits.includes(tightest)
      ? [`limits are ${limits}, not ${tightest}`]
      : []),
    ...(retry?.attempts === undefined ? [] : differing('attempts', outcome.retries?.attempts, retry.attempts)),
    ...(retry?.codes ?? []).flatMap((code) =>
      outcome.retries?.on.includes(String(code)) ? [] : [`no retry on ${code}`],
    ),
  ];
}

function seconds(text: string | undefined): number | undefined {
  const [, amount, unit] = /^([\d.]+)(ms|s|m)$/.exec(text ?? '') ?? [];
  return amount === undefined
    ? undefined
    : Number(amount) * { ms: 0.001, s: 1, m: 60 }[unit === 'ms' || unit === 'm' ? unit : 's'];
}
