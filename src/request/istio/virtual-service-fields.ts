import type {
  Destination,
  HeaderOperations,
  Headers,
  HTTPRetry,
  HTTPRewrite,
  RouteDestination,
  StringMatch,
} from '../../model/istio.ts';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { flagField, numberField, objectField, readField, textField, textMapField, textsField } from './json-fields.ts';

/** A condition on the connection: where it comes from and where it came in. */
export interface ConnectionMatch {
  readonly port?: number | undefined;
  /** Names of Gateways as written. */
  readonly gateways: readonly string[];
  readonly sourceLabels: Readonly<Record<string, string>>;
  readonly sourceNamespace?: string | undefined;
}

type NamedMatch = readonly [name: string, match: StringMatch];

/** One item of `http[].match`. */
export interface HTTPMatchFields extends ConnectionMatch {
  readonly uri?: StringMatch | undefined;
  readonly ignoreUriCase: boolean;
  readonly method?: StringMatch | undefined;
  readonly authority?: StringMatch | undefined;
  readonly scheme?: StringMatch | undefined;
  readonly headers: readonly NamedMatch[];
  readonly withoutHeaders: readonly NamedMatch[];
  readonly queryParams: readonly NamedMatch[];
}

export interface RedirectFields {
  readonly uri?: string | undefined;
  readonly prefixRewrite?: string | undefined;
  readonly authority?: string | undefined;
  readonly scheme?: string | undefined;
  readonly port?: number | undefined;
  readonly derivePort?: string | undefined;
  readonly redirectCode?: number | undefined;
}

export interface AbortFields {
  readonly httpStatus?: number | undefined;
  readonly grpcStatus?: string | undefined;
  readonly percent: number;
}

export interface MirrorFields {
  readonly destination: Destination;
  readonly percent: number;
}

export interface CorsFields {
  readonly allowOrigins: readonly StringMatch[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge?: string | undefined;
  readonly allowCredentials: boolean;
  readonly unmatchedPreflights?: string | undefined;
}

/** One entry of `http`. */
export interface HTTPFields {
  readonly name?: string | undefined;
  readonly match: readonly HTTPMatchFields[];
  readonly route: readonly RouteDestination[];
  readonly redirect?: RedirectFields | undefined;
  readonly directResponse?: { readonly status: number } | undefined;
  readonly delegate?: { readonly name: string; readonly namespace?: string | undefined } | undefined;
  readonly rewrite?: HTTPRewrite | undefined;
  readonly timeout?: string | undefined;
  readonly retries?: HTTPRetry | undefined;
  readonly abort?: AbortFields | undefined;
  readonly delayed: boolean;
  readonly mirrors: readonly MirrorFields[];
  readonly cors?: CorsFields | undefined;
  readonly headers?: Headers | undefined;
}

/** One item of `tcp[].match` or `tls[].match`. */
export interface L4MatchFields extends ConnectionMatch {
  readonly sniHosts: readonly string[];
}

/** One entry of `tcp` or `tls`. */
export interface L4Fields {
  readonly match: readonly L4MatchFields[];
  readonly route: readonly RouteDestination[];
}

/** What is read of a VirtualService's `spec`, generated or a user's. */
export interface VirtualServiceFields {
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HTTPFields[];
  readonly tls: readonly L4Fields[];
  readonly tcp: readonly L4Fields[];
}

/** Reads a `spec` whose structure nobody has checked: what has another type counts as unset. */
export function readVirtualService(spec: unknown): VirtualServiceFields {
  const fields = isObject(spec) ? spec : {};
  return {
    hosts: textsField(fields, 'hosts'),
    gateways: textsField(fields, 'gateways'),
    exportTo: textsField(fields, 'exportTo'),
    http: objectsIn(fields, 'http').map(readHTTP),
    tls: objectsIn(fields, 'tls').map(readL4),
    tcp: objectsIn(fields, 'tcp').map(readL4),
  };
}

function readHTTP(entry: JsonObject): HTTPFields {
  const fault = objectField(entry, 'fault');
  return {
    name: textField(entry, 'name'),
    match: objectsIn(entry, 'match').map(readHTTPMatch),
    route: objectsIn(entry, 'route').map(readRouteDestination),
    redirect: readField(entry, 'redirect', readRedirect),
    directResponse: readField(entry, 'directResponse', (value) => ({ status: numberField(value, 'status') ?? 0 })),
    delegate: readField(entry, 'delegate', (value) => ({
      name: textField(value, 'name') ?? '',
      namespace: textField(value, 'namespace'),
    })),
    rewrite: readField(entry, 'rewrite', readRewrite),
    timeout: textField(entry, 'timeout'),
    retries: readField(entry, 'retries', readRetries),
    abort: fault && readField(fault, 'abort', readAbort),
    delayed: fault?.['delay'] !== undefined,
    mirrors: readMirrors(entry),
    cors: readField(entry, 'corsPolicy', readCors),
    headers: readField(entry, 'headers', readHeaders),
  };
}

function readConnectionMatch(match: JsonObject): ConnectionMatch {
  return {
    // Port 0 is protobuf's unset one.
    port: numberField(match, 'port') || undefined,
    gateways: textsField(match, 'gateways'),
    sourceLabels: textMapField(match, 'sourceLabels'),
    sourceNamespace: textField(match, 'sourceNamespace') || undefined,
  };
}

function readHTTPMatch(match: JsonObject): HTTPMatchFields {
  return {
    ...readConnectionMatch(match),
    uri: readField(match, 'uri', readStringMatch),
    ignoreUriCase: flagField(match, 'ignoreUriCase'),
    method: readField(match, 'method', readStringMatch),
    authority: readField(match, 'authority', readStringMatch),
    scheme: readField(match, 'scheme', readStringMatch),
    headers: readNamedMatches(match, 'headers'),
    withoutHeaders: readNamedMatches(match, 'withoutHeaders'),
    queryParams: readNamedMatches(match, 'queryParams'),
  };
}

function readL4(entry: JsonObject): L4Fields {
  const match = objectsIn(entry, 'match').map((one) => ({
    ...readConnectionMatch(one),
    sniHosts: textsField(one, 'sniHosts'),
  }));
  return { match, route: objectsIn(entry, 'route').map(readRouteDestination) };
}

function readStringMatch(match: JsonObject): StringMatch {
  return { exact: textField(match, 'exact'), prefix: textField(match, 'prefix'), regex: textField(match, 'regex') };
}

/** Null stands for an empty condition. */
function readNamedMatches(match: JsonObject, field: string): readonly NamedMatch[] {
  return Object.entries(objectField(match, field) ?? {}).map(([name, value]) => [
    name,
    isObject(value) ? readStringMatch(value) : {},
  ]);
}

function readDestination(destination: JsonObject): Destination {
  const port = objectField(destination, 'port');
  const number = port && numberField(port, 'number');
  return {
    host: textField(destination, 'host'),
    subset: textField(destination, 'subset') || undefined,
    port: number ? { number } : undefined,
  };
}

function readRouteDestination(route: JsonObject): RouteDestination {
  return {
    destination: readField(route, 'destination', readDestination) ?? {},
    weight: numberField(route, 'weight'),
    headers: readField(route, 'headers', readHeaders),
  };
}

function readHeaders(headers: JsonObject): Headers {
  return {
    request: readField(headers, 'request', readOperations),
    response: readField(headers, 'response', readOperations),
  };
}

function readOperations(operations: JsonObject): HeaderOperations {
  return {
    set: textMapField(operations, 'set'),
    add: textMapField(operations, 'add'),
    remove: textsField(operations, 'remove'),
  };
}

function readRedirect(redirect: JsonObject): RedirectFields {
  return {
    uri: textField(redirect, 'uri'),
    prefixRewrite: textField(redirect, 'prefixRewrite'),
    authority: textField(redirect, 'authority') || undefined,
    scheme: textField(redirect, 'scheme') || undefined,
    port: numberField(redirect, 'port'),
    derivePort: textField(redirect, 'derivePort'),
    redirectCode: numberField(redirect, 'redirectCode'),
  };
}

function readRewrite(rewrite: JsonObject): HTTPRewrite {
  return {
    uri: textField(rewrite, 'uri') || undefined,
    authority: textField(rewrite, 'authority') || undefined,
    uriRegexRewrite: readField(rewrite, 'uriRegexRewrite', (value) => ({
      match: textField(value, 'match') ?? '',
      rewrite: textField(value, 'rewrite'),
    })),
  };
}

function readRetries(retries: JsonObject): HTTPRetry {
  return {
    attempts: numberField(retries, 'attempts'),
    perTryTimeout: textField(retries, 'perTryTimeout'),
    retryOn: textField(retries, 'retryOn') || undefined,
    backoff: textField(retries, 'backoff'),
  };
}

/** Without a percentage nothing is aborted. */
function readAbort(abort: JsonObject): AbortFields {
  const percentage = objectField(abort, 'percentage');
  return {
    httpStatus: numberField(abort, 'httpStatus'),
    grpcStatus: textField(abort, 'grpcStatus'),
    percent: (percentage && numberField(percentage, 'value')) ?? 0,
  };
}

/** E-37: the mirror of older VirtualServices comes before the list of the newer ones. */
function readMirrors(entry: JsonObject): readonly MirrorFields[] {
  const mirror = readField(entry, 'mirror', readDestination);
  // The CRD has the older field by both of its names.
  const whole = numberField(entry, 'mirrorPercent') ?? numberField(entry, 'mirror_percent');
  const percent = percentOf(entry, 'mirrorPercentage') ?? whole ?? 100;
  const listed = objectsIn(entry, 'mirrors').map((one) => ({
    destination: readField(one, 'destination', readDestination) ?? {},
    percent: percentOf(one, 'percentage') ?? 100,
  }));
  return mirror === undefined ? listed : [{ destination: mirror, percent }, ...listed];
}

function percentOf(object: JsonObject, field: string): number | undefined {
  return readField(object, field, (value) => numberField(value, 'value') ?? 0);
}

/** `allowOrigin` is the list of exact origins of older VirtualServices; it counts where the newer one is empty. */
function readCors(cors: JsonObject): CorsFields {
  const origins = objectsIn(cors, 'allowOrigins').map(readStringMatch);
  const older = textsField(cors, 'allowOrigin').map((origin) => (origin === '*' ? { regex: '.*' } : { exact: origin }));
  return {
    allowOrigins: origins.length > 0 ? origins : older,
    allowMethods: textsField(cors, 'allowMethods'),
    allowHeaders: textsField(cors, 'allowHeaders'),
    exposeHeaders: textsField(cors, 'exposeHeaders'),
    maxAge: textField(cors, 'maxAge'),
    allowCredentials: flagField(cors, 'allowCredentials'),
    unmatchedPreflights: textField(cors, 'unmatchedPreflights'),
  };
}
