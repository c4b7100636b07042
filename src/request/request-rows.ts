import { isObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { type EntryWish, parseGatewayName } from './entry-wish.ts';
import { type Expectation, readExpectation } from './expectation.ts';
import { createFieldReader, type FieldProblem, type FieldReader } from './fields.ts';
import {
  contentTypeOfGrpc,
  type HeaderLine,
  headerValueProblem,
  isContentType,
  isGrpc,
  isHeaderName,
} from './header-lines.ts';
import type { Request, Transport } from './request.ts';
import { defaultPorts, type RequestTarget, requestFromURL, serverName } from './request-from-url.ts';

/** A request of a file, with what is expected of it. */
export interface RequestRow {
  /** From the root of its document. */
  readonly path: Path;
  readonly name?: string;
  readonly target: RequestTarget;
  /** Undefined where the row says nothing about it. */
  readonly entry?: EntryWish;
  readonly expectation?: Expectation;
}

/** The requests of a document, and what is wrong with others. */
export interface RequestRows {
  readonly rows: readonly RequestRow[];
  readonly problems: readonly FieldProblem[];
}

const fields = [
  'name',
  'url',
  'entry',
  'listener',
  'port',
  'transport',
  'sni',
  'method',
  'authority',
  'path',
  'headers',
  'grpc',
  'clientNamespace',
  'service',
  'servicePort',
  'expect',
];

const transports: readonly Transport[] = ['http', 'https', 'tls', 'tcp'];

/** Reads a document of a requests file: one request, or a list of them. The fields are those of a request, or a URL. */
export function readRequestRows(value: unknown, defaultNamespace: string): RequestRows {
  const problems: FieldProblem[] = [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const rows = items.flatMap((item, i) => {
    const path = Array.isArray(value) ? [i] : [];
    if (!isObject(item)) {
      problems.push({ path, message: 'a request is a mapping with the field "url", or "authority" and "path"' });
      return [];
    }
    return readRow(createFieldReader(item, path, problems), path, defaultNamespace) ?? [];
  });
  return { rows, problems };
}

function readRow(reader: FieldReader, path: Path, defaultNamespace: string): RequestRow | undefined {
  reader.only(fields);
  const name = reader.text('name');
  const entry = readEntry(reader, defaultNamespace);
  const expected = reader.object('expect');
  const expectation = expected && readExpectation(expected);
  const target = readTarget(reader, entry);
  if (target === undefined) return undefined;
  return {
    path,
    target,
    ...(name !== undefined && { name }),
    ...(entry !== undefined && { entry }),
    ...(expectation !== undefined && { expectation }),
  };
}

/** `entry: gateway NAMESPACE/NAME`, `entry: mesh`, or an object as `-o json` prints it. */
function readEntry(reader: FieldReader, defaultNamespace: string): EntryWish | undefined {
  const printed = isObject(reader.value('entry')) ? reader.object('entry') : undefined;
  const text = printed === undefined ? reader.text('entry') : printed.choice('type', ['gateway', 'mesh']);
  const listener = reader.text('listener');
  const clientNamespace = (printed ?? reader).text('clientNamespace');
  const service = (printed ?? reader).text('service');
  if (text === 'mesh' || (text === undefined && clientNamespace !== undefined)) {
    if (clientNamespace === undefined) return reader.problem('entry', 'entry mesh needs a clientNamespace');
    return { type: 'mesh', clientNamespace, ...(service !== undefined && { service }) };
  }
  const ofListener = listener === undefined ? {} : { listener };
  if (text === undefined) return listener === undefined ? undefined : { type: 'gateway', listener };
  const named = printed === undefined ? text.replace(/^gateway /, '') : printedName(printed);
  if (named === 'gateway') return { type: 'gateway', ...ofListener };
  const gateway = parseGatewayName(named, defaultNamespace);
  if ('problem' in gateway) return reader.problem('entry', `entry is neither mesh nor a Gateway: ${gateway.problem}`);
  return { type: 'gateway', gateway, ...ofListener };
}

function printedName(entry: FieldReader): string {
  return `${entry.text('namespace') ?? ''}/${entry.text('name') ?? ''}`;
}

/** The request itself: what the URL says, if there is one, and over it each field. */
function readTarget(reader: FieldReader, entry: EntryWish | undefined): RequestTarget | undefined {
  const url = reader.text('url');
  const transport = reader.choice('transport', transports);
  const given = readGiven(reader);
  const headers = readHeaders(reader);
  const base = url === undefined ? fromFields(reader, transport, given, entry) : fromURL(reader, url, transport);
  if (base === undefined) return undefined;
  const grpc = reader.flag('grpc') ?? headers.some(isGrpc);
  return {
    ...base,
    ...given,
    portOfURL: given.port ?? base.portOfURL,
    method: given.method ?? (grpc ? 'POST' : 'GET'),
    headers: [...base.headers, ...headers, ...(grpc && !headers.some(isContentType) ? [contentTypeOfGrpc] : [])],
    grpc,
  };
}

function fromURL(reader: FieldReader, url: string, transport: Transport | undefined): RequestTarget | undefined {
  const bare = transport === 'tcp' || transport === 'tls' ? transport : undefined;
  const target = requestFromURL(url, bare && { bare });
  if ('problem' in target) return reader.problem('url', target.problem);
  if (transport === undefined || transport === target.transport) return target;
  return reader.problem('transport', `transport ${transport} and the URL contradict each other`);
}

function fromFields(
  reader: FieldReader,
  transport: Transport = 'http',
  given: Partial<Request>,
  entry: EntryWish | undefined,
): RequestTarget | undefined {
  const port = given.port ?? defaultPorts[transport];
  if (port === undefined) return reader.problem('transport', `transport ${transport} needs a port`);
  const authority = given.authority ?? (entry?.type === 'mesh' ? entry.service : undefined);
  if (authority === undefined && (transport === 'http' || transport === 'https')) {
    return reader.problem('', 'neither url nor authority says which host is asked for (authority "" is none)');
  }
  const host = (authority ?? '').replace(/:\d+$/, '');
  const rest = { method: 'GET', path: '/', headers: [], grpc: false };
  return { host, transport, port, portOfURL: given.port, sni: serverName(host), authority: authority ?? '', ...rest };
}

/** The fields that say what a URL says, and more precisely. */
function readGiven(reader: FieldReader): Partial<Request> {
  const port = reader.integer('port', 1, 65_535) ?? reader.integer('servicePort', 1, 65_535);
  const method = reader.text('method');
  if (method !== undefined && !isHeaderName(method)) reader.problem('method', `"${method}" is no method`);
  const sni = reader.text('sni');
  const authority = reader.text('authority');
  const path = reader.text('path');
  if (path !== undefined && !path.startsWith('/') && path !== '*') reader.problem('path', 'path does not begin with /');
  return {
    ...(port !== undefined && { port }),
    ...(method !== undefined && { method }),
    ...(sni !== undefined && { sni }),
    ...(authority !== undefined && { authority }),
    ...(path !== undefined && { path }),
  };
}

/** A mapping of names to values or lists of values, or a list of pairs or of `Name: value`. */
function readHeaders(reader: FieldReader): readonly HeaderLine[] {
  const value = reader.value('headers');
  const pairs = value === undefined ? [] : Array.isArray(value) ? value.map(pairOf) : pairsOf(value);
  const headers: HeaderLine[] = [];
  for (const [name, text] of pairs) {
    if (typeof name !== 'string' || typeof text !== 'string') {
      reader.problem('headers', 'headers: every value is a string (quote it), or a list of strings');
      return headers;
    }
    const wrong = isHeaderName(name) ? headerValueProblem(text) : `"${name}" is no name of a header`;
    if (name.toLowerCase() === 'host') reader.problem('headers', 'headers: Host is the field authority');
    if (wrong !== undefined) reader.problem('headers', `headers: ${wrong}`);
    headers.push([name, text.trim()]);
  }
  return headers;
}

function pairOf(item: unknown): readonly unknown[] {
  if (typeof item === 'string')
    return [item.replace(/:.*$/s, ''), item.includes(':') ? item.replace(/^.*?:/s, '') : null];
  return Array.isArray(item) && item.length === 2 ? item : [undefined];
}

function pairsOf(value: unknown): readonly (readonly unknown[])[] {
  if (!isObject(value)) return [[undefined]];
  return Object.entries(value).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((one: unknown) => [name, one]),
  );
}
