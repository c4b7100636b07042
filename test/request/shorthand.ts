/** The objects of worked examples, by the shorthand of chapter 60: everything is in namespace `ns` unless it says otherwise. */

/** Where and when an object is; ages are small numbers, 1 the oldest. */
interface Common {
  readonly namespace?: string;
  readonly age?: number;
}

function object(
  apiVersion: string,
  kind: string,
  name: string,
  { namespace = 'ns', age }: Common,
  more: object,
): object {
  const creationTimestamp = age === undefined ? {} : { creationTimestamp: `2026-01-01T00:00:0${age}Z` };
  return { apiVersion, kind, metadata: { name, namespace, ...creationTimestamp }, ...more };
}

const gatewayAPI = 'gateway.networking.k8s.io/v1';

/**
 * A listener: `a:80/HTTP`, `s:443/HTTPS a.com`, `p:443/TLS/Passthrough *.com`. HTTP is the default; routes come from all
 * namespaces; the certificate is the Secret `certificate`.
 */
function listener(shorthand: string): object {
  const [where = '', hostname] = shorthand.split(' ');
  const [name, port, protocol = 'HTTP', mode = 'Terminate'] = where.split(/[:/]/);
  const certificates = mode === 'Terminate' ? { certificateRefs: [{ name: 'certificate' }] } : {};
  return {
    name,
    port: Number(port),
    protocol,
    ...(hostname !== undefined && { hostname }),
    ...((protocol === 'HTTPS' || protocol === 'TLS') && { tls: { mode, ...certificates } }),
    allowedRoutes: { namespaces: { from: 'All' } },
  };
}

/** The Gateway `gw` with listeners in shorthand. ListenerSets may come from everywhere. */
export function gateway(...listeners: readonly string[]): object {
  return namedGateway('gw', {}, ...listeners);
}

/** A Gateway of another name or age, or in front of a Service that is there already. */
export function namedGateway(
  name: string,
  { service, ...common }: Common & { readonly service?: string },
  ...listeners: readonly string[]
): object {
  const addresses = service === undefined ? {} : { addresses: [{ type: 'Hostname', value: service }] };
  return object(gatewayAPI, 'Gateway', name, common, {
    spec: {
      gatewayClassName: 'istio',
      allowedListeners: { namespaces: { from: 'All' } },
      ...addresses,
      listeners: listeners.map(listener),
    },
  });
}

/** A ListenerSet of the Gateway `gw`. */
export function listenerSet(name: string, ...listeners: readonly string[]): object {
  return object(
    gatewayAPI,
    'ListenerSet',
    name,
    {},
    {
      spec: { parentRef: { name: 'gw' }, listeners: listeners.map(listener) },
    },
  );
}

/** A route's own part. `at` names a listener of `gw` or, with a slash, a parent by kind and name; default: all of `gw`. */
interface RouteOptions extends Common {
  readonly hosts?: readonly string[];
  readonly at?: string;
  readonly parentRefs?: readonly object[];
}

function route(kind: string, name: string, options: RouteOptions, rules: readonly object[]): object {
  const { hosts = [], at, parentRefs = [parentRef(at)], ...common } = options;
  return object(gatewayAPI, kind, name, common, {
    spec: { parentRefs, ...(hosts.length > 0 && { hostnames: hosts }), rules },
  });
}

function parentRef(at: string | undefined): object {
  if (at?.includes('/')) {
    const [kind, name] = at.split('/');
    return { kind, namespace: 'ns', name };
  }
  return { namespace: 'ns', name: 'gw', ...(at !== undefined && { sectionName: at }) };
}

/** An HTTPRoute with rules of `rule`. */
export function httpRoute(name: string, options: RouteOptions, ...rules: readonly object[]): object {
  return route('HTTPRoute', name, options, rules);
}

/** A GRPCRoute with rules of `grpcRule`. */
export function grpcRoute(name: string, options: RouteOptions, ...rules: readonly object[]): object {
  return route('GRPCRoute', name, options, rules);
}

/** A TCPRoute or TLSRoute, by its backends in shorthand. */
export function l4Route(kind: 'TCPRoute' | 'TLSRoute', name: string, options: RouteOptions, backends: string): object {
  return route(kind, name, options, [{ backendRefs: backendRefs(backends) }]);
}

/** The parents of a mesh route: a Service of a namespace, or one port of it. */
export function ofService(name: string, namespace: string, port?: number): { readonly parentRefs: readonly object[] } {
  return { parentRefs: [{ group: '', kind: 'Service', name, namespace, ...(port !== undefined && { port }) }] };
}

/** A rule of an HTTPRoute: `rule('P/a h:x=1', 'v1')`; matches without backends for rules that have filters only. */
export function rule(
  matches: string | readonly string[],
  backends?: string | readonly object[],
  more: object = {},
): object {
  const list = typeof matches === 'string' ? [matches] : matches;
  return { matches: list.map(match), ...withBackends(backends), ...more };
}

/** A match: `P/x` prefix, `E/x` exact, `X/x` expression, `h:name=value`, `q:name=value`, `m:METHOD`. */
function match(shorthand: string): object {
  const parts = shorthand.split(' ');
  const pairs = (mark: string) =>
    parts
      .filter((part) => part.startsWith(mark))
      .map((part) => part.slice(mark.length).split('='))
      .map(([name, value]) => ({ type: 'Exact', name, value }));
  const path = parts.find((part) => /^[EPX]\//.test(part)) ?? 'P/';
  const headers = pairs('h:');
  const queryParams = pairs('q:');
  const method = parts.find((part) => part.startsWith('m:'))?.slice(2);
  return {
    path: { type: pathTypes[path.slice(0, 1)], value: path.slice(1) },
    ...(headers.length > 0 && { headers }),
    ...(queryParams.length > 0 && { queryParams }),
    ...(method !== undefined && { method }),
  };
}

const pathTypes: Readonly<Record<string, string>> = { E: 'Exact', P: 'PathPrefix', X: 'RegularExpression' };

/** A rule of a GRPCRoute: `grpcRule('foo.Bar/Baz', 'v1')`, `foo.Bar/` for every method, `/Baz` for every service. */
export function grpcRule(method: string, backends: string | readonly object[]): object {
  const [service, name] = method.split('/');
  return {
    matches: [{ method: { type: 'Exact', ...(service && { service }), ...(name && { method: name }) } }],
    ...withBackends(backends),
  };
}

function withBackends(backends: string | readonly object[] | undefined): object {
  if (backends === undefined) return {};
  return { backendRefs: typeof backends === 'string' ? backendRefs(backends) : backends };
}

/** Backends with weights: `v1`, `v1=90 v2=10`. `Unknown/x` is of a kind that nobody knows, `far/x` a Service of namespace `far`. */
export function backendRefs(shorthand: string): readonly object[] {
  return shorthand.split(' ').map((part) => {
    const [name = '', weight] = part.split('=');
    const [scope = '', scoped] = name.split('/');
    return { ...(scoped === undefined ? { name } : scopedRef(scope, scoped)), port: 80, weight: Number(weight ?? 1) };
  });
}

function scopedRef(scope: string, name: string): object {
  return scope === 'Unknown' ? { group: 'example.com', kind: 'Unknown', name } : { namespace: scope, name };
}

/** A Service with one port. */
export function service(name: string, namespace = 'ns', port: object = { name: 'http', port: 80 }): object {
  return object('v1', 'Service', name, { namespace }, { spec: { selector: { app: name }, ports: [port] } });
}

/** A ServiceEntry in `prod` that opens port 80 for HTTP. */
export function serviceEntry(name: string, host: string): object {
  return object(
    'networking.istio.io/v1',
    'ServiceEntry',
    name,
    { namespace: 'prod' },
    {
      spec: { hosts: [host], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'NONE' },
    },
  );
}
