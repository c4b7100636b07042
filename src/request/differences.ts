import type { Choice, Evaluation, HeaderChanges, Mirror, Outcome, RequestAtBackend } from './request.ts';

/** What two evaluators can say differently about a request. Where the outcomes differ nothing else is compared. */
export type Aspect =
  | 'outcome'
  | 'status'
  | 'location'
  | 'gRPC status'
  | 'path'
  | 'host'
  | 'headers'
  | 'response headers'
  | 'mirrors'
  | 'timeouts'
  | 'retries'
  | 'CORS';

/** One thing that two evaluators say differently, in the words of each. */
export interface Difference {
  readonly aspect: Aspect;
  readonly gatewayAPI: string;
  readonly istio: string;
}

type Forwarded = Extract<Outcome, { kind: 'backends' }>;

/**
 * In what two answers differ for somebody who sends the request. Causes, ways and shares of nothing do not count, nor does
 * what the Gateway API leaves to implementations: retries and timeouts that nobody set (D-30).
 */
export function differences({ outcome: a }: Evaluation, { outcome: b }: Evaluation): readonly Difference[] {
  const [answerA, answerB] = [answers(a), answers(b)];
  if (!isSame(answerA, answerB)) return [{ aspect: 'outcome', gatewayAPI: text(answerA), istio: text(answerB) }];
  if (a.kind === 'redirect' && b.kind === 'redirect') {
    return [...differing('status', a.status, b.status), ...differing('location', a.location, b.location)];
  }
  return [
    ...differing('gRPC status', grpcStatusOf(a), grpcStatusOf(b)),
    ...(a.kind === 'backends' && b.kind === 'backends' ? ofForwarded(a, b) : []),
    ...differing('CORS', corsOf(a), corsOf(b)),
  ];
}

function differing(aspect: Aspect, a: unknown, b: unknown): readonly Difference[] {
  if (isSame(a, b)) return [];
  return [{ aspect, gatewayAPI: text(a), istio: text(b) }];
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const isEitherPlain = typeof a !== 'object' || typeof b !== 'object';
  return !isEitherPlain && JSON.stringify(a) === JSON.stringify(b);
}

function text(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(String).join(', ') || 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Who answers which share of the requests, in an order that says nothing. */
function answers(outcome: Outcome): string | readonly string[] {
  switch (outcome.kind) {
    case 'backends':
      return shares(outcome.choices, ({ response }) => String(response ?? 500));
    case 'tcp':
    case 'tls-passthrough':
      return shares(outcome.choices, () => 'rejected');
    case 'default-forward':
      return [`${outcome.host}:${outcome.port}`];
    case 'direct':
    case 'not-found':
    case 'misdirected':
    case 'bad-request':
      return [String(outcome.status)];
    case 'redirect':
    case 'rejected':
    case 'undefined':
      return [outcome.kind];
  }
}

function shares(choices: readonly Choice[], refusal: (choice: Choice) => string): readonly string[] {
  const sums = new Map<string, number>();
  for (const choice of choices) {
    const answer = isUsable(choice) ? backendName(choice) : refusal(choice);
    if (choice.probability > 0) sums.set(answer, (sums.get(answer) ?? 0) + choice.probability);
  }
  const [only, ...others] = sums.keys();
  if (only !== undefined && others.length === 0) return [only];
  return [...sums].map(([answer, share]) => `${answer} ${Math.round(share * 10_000) / 100}%`).sort();
}

/** Whether the requests for a backend get there, as far as the input tells. */
function isUsable({ status, response }: Choice): boolean {
  return response === undefined && status !== 'invalid' && status !== 'missing';
}

/** A backend by host and port. */
function backendName({ host, port }: Pick<Choice, 'host' | 'port'>): string {
  return port === undefined ? host : `${host}:${port}`;
}

function grpcStatusOf(outcome: Outcome): number | undefined {
  return 'grpcStatus' in outcome ? outcome.grpcStatus : undefined;
}

function corsOf(outcome: Outcome): unknown {
  if (!('cors' in outcome) || outcome.cors?.allowed === undefined) return undefined;
  return { allowed: outcome.cors.allowed, ...sorted(outcome.cors.responseHeaders) };
}

function ofForwarded(a: Forwarded, b: Forwarded): readonly Difference[] {
  const atBackends = (aspect: Aspect, value: (request: RequestAtBackend) => string) =>
    differing(aspect, byBackend(a.choices, a.requests.map(value)), byBackend(b.choices, b.requests.map(value)));
  return [
    ...atBackends('path', ({ path }) => path),
    ...atBackends('host', ({ authority }) => authority),
    ...atBackends('headers', headerTexts),
    ...differing('response headers', responsesOf(a), responsesOf(b)),
    ...differing('mirrors', a.mirrors.map(mirrorText).sort(), b.mirrors.map(mirrorText).sort()),
    ...timeoutDifference(a, b),
    ...retryDifference(a, b),
  ];
}

/** What holds for each backend that gets requests, by the names of the backends; once where the same holds for all. */
function byBackend(choices: readonly Choice[], values: readonly string[]): readonly string[] {
  const named = choices.flatMap((choice, i) => {
    const value = values.length === 1 ? values[0] : values[i];
    return value === undefined || choice.probability === 0 || !isUsable(choice)
      ? []
      : [{ name: backendName(choice), value }];
  });
  const inOrder = named.sort((x, y) => (x.name < y.name ? -1 : 1)).map(({ value }) => value);
  return new Set(inOrder).size === 1 ? inOrder.slice(0, 1) : inOrder;
}

function headerTexts({ headers }: RequestAtBackend): string {
  return Object.entries(sorted(headers))
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
}

function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function responsesOf({ choices, responses }: Forwarded): readonly string[] {
  return byBackend(choices, responses.map(changesText));
}

/** Changes of headers as text: `set x: 1; add y: 2; remove z`. */
function changesText({ set, add, remove }: HeaderChanges): string {
  const pairs = (verb: string, record: Readonly<Record<string, string>>) =>
    Object.entries(sorted(record)).map(([name, value]) => `${verb} ${name}: ${value}`);
  return [...pairs('set', set), ...pairs('add', add), ...[...remove].sort().map((name) => `remove ${name}`)].join('; ');
}

/** A mirror as text: `v2.app.svc.cluster.local:80 50%`. */
function mirrorText(mirror: Mirror): string {
  return `${backendName(mirror)} ${mirror.percent}%`;
}

function timeoutDifference(a: Forwarded, b: Forwarded): readonly Difference[] {
  if (a.timeout === undefined && a.perTryTimeout === undefined) return [];
  return differing('timeouts', timeoutTexts(a), timeoutTexts(b));
}

function timeoutTexts({ timeout, perTryTimeout }: Forwarded): readonly string[] {
  return [timeout && `request ${timeout}`, perTryTimeout && `one try ${perTryTimeout}`].filter(
    (part) => part !== undefined,
  );
}

/** The conditions beside status codes are Istio's own. */
function retryDifference({ retries: a }: Forwarded, { retries: b }: Forwarded): readonly Difference[] {
  if (a === undefined) return [];
  const codes = (on: readonly string[] = []) => on.filter((condition) => /^\d+$/.test(condition)).sort();
  const described = (retries: typeof a | undefined) =>
    retries && [`${retries.attempts} attempts`, ...codes(retries.on), ...(retries.backoff ? [retries.backoff] : [])];
  return differing('retries', described(a), described(b));
}
