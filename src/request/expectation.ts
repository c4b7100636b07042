import { isObject } from '../model/json.ts';
import type { FieldReader } from './fields.ts';
import type { Choice, Evaluation, Outcome, RequestAtBackend } from './request.ts';

/** What a user expects of a request: everything that is given must hold. */
export interface Expectation {
  readonly kind?: Outcome['kind'];
  /** `name`, `name.namespace` or the whole host, each with `:port` if that matters: the backends that get the request, and no others. */
  readonly backends?: readonly string[];
  /** Of an answer that no backend gives. */
  readonly status?: number;
  readonly location?: string;
  /** What every backend sees: path with query, `Host`, headers; null for a header that must not arrive. */
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Every kind of outcome, so that a new one does not compile until it is here. */
const kinds: Readonly<Record<Outcome['kind'], true>> = {
  'bad-request': true,
  'default-forward': true,
  'not-found': true,
  'tls-passthrough': true,
  backends: true,
  direct: true,
  misdirected: true,
  redirect: true,
  rejected: true,
  tcp: true,
  undefined: true,
};

const kindNames: readonly string[] = Object.keys(kinds).sort();

function isKind(value: string): value is Outcome['kind'] {
  return Object.hasOwn(kinds, value);
}

/** Reads the field `expect` of a request. */
export function readExpectation(reader: FieldReader): Expectation {
  reader.only(['kind', 'backend', 'status', 'location', 'path', 'host', 'headers']);
  const kind = reader.choice('kind', kindNames);
  const backends = readBackends(reader);
  const status = reader.integer('status', 100, 599);
  const location = reader.text('location');
  const path = reader.text('path');
  const host = reader.text('host');
  const headers = readHeaders(reader);
  return {
    ...(kind !== undefined && isKind(kind) && { kind }),
    ...(backends !== undefined && { backends }),
    ...(status !== undefined && { status }),
    ...(location !== undefined && { location }),
    ...(path !== undefined && { path }),
    ...(host !== undefined && { host }),
    ...(headers !== undefined && { headers }),
  };
}

function readBackends(reader: FieldReader): readonly string[] | undefined {
  const value = reader.value('backend');
  if (value === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = list.filter((item) => typeof item === 'string');
  if (names.length === list.length && names.length > 0) return names;
  return reader.problem('backend', 'backend is neither the name of a backend nor a list of names');
}

function readHeaders(reader: FieldReader): Expectation['headers'] {
  const value = reader.value('headers');
  if (value === undefined) return undefined;
  if (!isObject(value)) return reader.problem('headers', 'headers is not a mapping of names to values');
  const entries: [string, string | null][] = [];
  for (const [name, expected] of Object.entries(value)) {
    if (typeof expected === 'string' || expected === null) entries.push([name.toLowerCase(), expected]);
    else reader.problem('headers', `headers: ${name} is neither a string (quote it) nor null, which stands for absent`);
  }
  return Object.fromEntries(entries);
}

/** What of an expectation does not hold, a line for each; empty if all of it does. */
export function unmetExpectations(expectation: Expectation, { outcome }: Evaluation): readonly string[] {
  return [
    ...differing('kind', expectation.kind, outcome.kind),
    ...unmetBackends(expectation.backends, outcome),
    ...unmetStatus(expectation.status, outcome),
    ...differing('location', expectation.location, outcome.kind === 'redirect' ? outcome.location : undefined),
    ...unmetAtBackends(expectation, outcome),
  ];
}

function differing(what: string, expected: unknown, actual: unknown): readonly string[] {
  if (expected === undefined || expected === actual) return [];
  return [`${what} ${actual === undefined ? 'is not there' : `is ${actual}`}, not ${expected}`];
}

function unmetBackends(expected: Expectation['backends'], outcome: Outcome): readonly string[] {
  if (expected === undefined) return [];
  const reached = reachedBackends(outcome);
  const missing = expected.filter((name) => !reached.some((choice) => isCalled(choice, name)));
  const surplus = reached.filter((choice) => !expected.some((name) => isCalled(choice, name)));
  if (missing.length === 0 && surplus.length === 0) return [];
  const actual = reached.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
  return [`backend is ${actual.join(', ') || 'none'}, not ${expected.join(', ')}`];
}

/** The backends that get requests; where there are unusable ones, an answer in the place of theirs is no backend. */
function reachedBackends(outcome: Outcome): readonly Pick<Choice, 'host' | 'port'>[] {
  if (outcome.kind === 'default-forward') return [outcome];
  if (!('choices' in outcome)) return [];
  return outcome.choices.filter(
    ({ probability, status, response }) =>
      probability > 0 && response === undefined && status !== 'invalid' && status !== 'missing',
  );
}

function isCalled({ host, port }: Pick<Choice, 'host' | 'port'>, expected: string): boolean {
  const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(expected) ?? [];
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
  const isShort = /^[^.]+(?:\.[^.]+(?:\.svc)?)?$/.test(name) && /^[^.]+\.[^.]+\.svc\./.test(host);
  return host === name || (isShort && host.startsWith(`${name}.`));
}

function unmetStatus(expected: number | undefined, outcome: Outcome): readonly string[] {
  if (expected === undefined) return [];
  const statuses = statusesOf(outcome);
  if (statuses.length > 0 && statuses.every((status) => status === expected)) return [];
  return [`status is ${statuses.join(', ') || 'up to the backend'}, not ${expected}`];
}

/** The statuses that a gateway itself answers with. */
function statusesOf(outcome: Outcome): readonly (number | string)[] {
  if ('status' in outcome) return [outcome.status];
  if (outcome.kind !== 'backends') return outcome.kind === 'default-forward' ? [] : [`none (${outcome.kind})`];
  const found = outcome.choices
    .filter(({ probability }) => probability > 0)
    .map(({ response }) => response ?? "the backend's");
  const different = [...new Set(found)];
  return different.length === 1 && different[0] === "the backend's" ? [] : different;
}

function unmetAtBackends({ path, host, headers }: Expectation, outcome: Outcome): readonly string[] {
  if (path === undefined && host === undefined && headers === undefined) return [];
  const requests = outcome.kind === 'backends' ? outcome.requests : [];
  if (requests.length === 0) return ['no backend sees the request'];
  const unmet = requests.flatMap((request) => [
    ...differing('path at the backend', path, request.path),
    ...differing('host at the backend', host, request.authority),
    ...Object.entries(headers ?? {}).flatMap(([name, expected]) => unmetHeader(name, expected, request)),
  ]);
  return [...new Set(unmet)];
}

function unmetHeader(name: string, expected: string | null, { headers }: RequestAtBackend): readonly string[] {
  const actual = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (expected !== null) return differing(`header ${name} at the backend`, expected, actual);
  return actual === undefined ? [] : [`header ${name} at the backend is ${actual}, not absent`];
}
