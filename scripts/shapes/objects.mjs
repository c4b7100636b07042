// What the shapes are made of.

/** @typedef {{ [key: string]: unknown }} Json */

export const gatewayApi = 'gateway.networking.k8s.io/v1';
export const istio = 'networking.istio.io/v1';
export const everywhere = { namespaces: { from: 'All' } };
/** @param {number} i */
export function yamlRoute(i) {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: route-${i}
  namespace: app
spec:
  parentRefs:
  - name: gateway
  hostnames:
  - h${i}.example.com
  rules:
  - backendRefs:
    - name: web
      port: 80
`;
}

export const alpha = 'gateway.networking.k8s.io/v1alpha2';
export const web = { name: 'web', port: 80 };

/** @param {readonly string[]} texts */
export function documents(texts) {
  return texts.join('---\n');
}

/** @template T @param {number} size @param {(i: number) => T} make */
export function list(size, make) {
  return Array.from({ length: Math.ceil(size) }, (_, i) => make(i));
}

/** @param {string} name @param {readonly Json[]} listeners @param {Json} more */
export function gateway(name, listeners, more = {}) {
  return object(gatewayApi, 'Gateway', name, { gatewayClassName: 'istio', listeners, ...more });
}

/** @param {Json} fields */
export function listener(fields) {
  return { port: 80, protocol: 'HTTP', allowedRoutes: everywhere, ...fields };
}

/** @param {number} i @param {readonly Json[]} listeners */
export function listenerSet(i, listeners) {
  return object(gatewayApi, 'ListenerSet', `set-${i}`, { parentRef: { name: 'gateway' }, listeners });
}

/** @param {number} i @param {Json} spec */
export function route(i, spec) {
  return object(gatewayApi, 'HTTPRoute', `route-${i}`, { parentRefs: [{ name: 'gateway' }], ...spec });
}

/** @param {string} path @param {string} backend */
export function rule(path, backend) {
  return { matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: backend, port: 80 }] };
}

/** @param {string} name */
export function meshParent(name) {
  return { group: '', kind: 'Service', name, port: 80 };
}

/** @param {string} name @param {string} namespace */
export function service(name, namespace) {
  const spec = { selector: { app: name }, ports: [{ name: 'http', port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

/** @param {number} i @param {string} namespace @param {string} from */
export function grant(i, namespace, from) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: `grant-${i}`, namespace },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: from }],
      to: [{ group: '', kind: 'Service' }],
    },
  };
}

/** @param {number} i @param {string} target */
export function tlsPolicy(i, target) {
  return object(gatewayApi, 'BackendTLSPolicy', `policy-${i}`, {
    targetRefs: [{ group: '', kind: 'Service', name: target }],
    validation: { hostname: 'web.example.com', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: `ca-${i}` }] },
  });
}

/** @param {string} host */
export function httpTo(host) {
  return { route: [{ destination: { host, port: { number: 80 } } }] };
}

/** @param {number} i @param {string} host @param {readonly string[]} [gateways] */
export function virtualService(i, host, gateways) {
  return object(istio, 'VirtualService', `vs-${i}`, {
    hosts: [host],
    ...(gateways && { gateways }),
    http: [httpTo('web')],
  });
}

/** @param {number} i @param {string} host */
export function destinationRule(i, host) {
  return object(istio, 'DestinationRule', `dr-${i}`, { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } });
}

/** @param {string} name @param {readonly string[]} hosts @param {Json} [tls] */
export function istioGateway(name, hosts, tls) {
  const port = tls ? { number: 443, name: 'https', protocol: 'HTTPS' } : { number: 80, name: 'http', protocol: 'HTTP' };
  return object(istio, 'Gateway', name, {
    selector: { istio: 'ingressgateway' },
    servers: [{ port, hosts, ...(tls && { tls }) }],
  });
}

/** @param {number} i @param {string} host */
export function serviceEntry(i, host) {
  return object(istio, 'ServiceEntry', `se-${i}`, {
    hosts: [host],
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    resolution: 'DNS',
  });
}

/** @param {string} apiVersion @param {string} kind @param {string} name @param {Json} spec */
function object(apiVersion, kind, name, spec) {
  return { apiVersion, kind, metadata: { name, namespace: 'app' }, spec };
}
