// Shapes of input that are about what routes and Gateways refer to.
import {
  gateway,
  gatewayApi,
  grant,
  istioGateway,
  list,
  listener,
  route,
  rule,
  service,
  tlsPolicy,
} from './objects.mjs';

/** @typedef {import('./objects.mjs').Json} Json */

/** @type {Readonly<Record<string, (size: number) => readonly Json[]>>} */
export const references = {
  'namespaces that a selector chooses from': (size) => [
    gateway('gateway', [
      {
        ...listener({ name: 'http' }),
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
      },
    ]),
    ...list(size, (i) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `ns-${i}`, labels: { team: i % 2 ? 'a' : 'b' } },
    })),
    ...list(size, (i) => routeFrom(i, rule('/', 'web'))),
  ],
  'ReferenceGrants of one namespace': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    service('web', 'shared'),
    ...list(size, (i) => grant(i, 'shared', `ns-${i}`)),
    ...list(size, (i) => routeFrom(i, { backendRefs: [{ name: 'web', namespace: 'shared', port: 80 }] })),
  ],
  'references without a ReferenceGrant': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    service('web', 'shared'),
    ...list(size, (i) => grant(i, 'shared', `other-${i}`)),
    ...list(size, (i) => routeFrom(i, { backendRefs: [{ name: 'web', namespace: 'shared', port: 80 }] })),
  ],
  'policies on one Service': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    service('web', 'app'),
    route(0, { rules: [rule('/', 'web')] }),
    ...list(size, (i) => tlsPolicy(i, 'web')),
  ],
  'policies on many Services': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', `web-${i}`)] })),
    ...list(size, (i) => tlsPolicy(i, `web-${i}`)),
  ],
  'routes to a Service with a policy': (size) => [
    ...list(size, (i) => gateway(`gateway-${i}`, [listener({ name: 'http', hostname: `h${i}.example.com` })])),
    service('web', 'app'),
    ...list(size, (i) =>
      route(i, { parentRefs: [{ name: `gateway-${i}` }], hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] }),
    ),
    tlsPolicy(0, 'web'),
  ],
  ConfigMaps: (size) => [
    service('web', 'app'),
    ...list(size, (i) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `ca-${i}`, namespace: 'app' },
      data: { 'ca.crt': 'x' },
    })),
    ...list(size, (i) => tlsPolicy(i, `web-${i}`)),
  ],
  'misspelt backends': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => service(`checkout-service-${i}`, 'app')),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', `chekout-service-${i}`)] })),
  ],
  'one object with many unknown fields': (size) => [
    { ...gateway('gateway', [listener({ name: 'http' })]), ...Object.fromEntries(list(size, (i) => [`field${i}`, i])) },
  ],
  'one list with many wrong entries': (size) => [
    istioGateway(
      'ingress',
      list(size, (i) => `bad_host_${i}..example.com`),
    ),
  ],
  'one List': (size) => [
    {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        gateway('gateway', [listener({ name: 'http' })]),
        ...list(size, (i) => route(i, { rules: [rule(`/p${i}`, 'web')], hostnames: [`h${i}.example.com`] })),
      ],
    },
  ],
  'kinds that are not known': (size) =>
    list(size, (i) => ({ apiVersion: 'example.com/v1', kind: `Kind${i}`, metadata: { name: `a-${i}` }, spec: {} })),
  'kinds that do not exist': (size) =>
    list(size, (i) => ({ apiVersion: gatewayApi, kind: `HTTPRouteX${i}`, metadata: { name: `a-${i}` }, spec: {} })),
  'Services with EndpointSlices': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `web-${i}-a`, namespace: 'app', labels: { 'kubernetes.io/service-name': `web-${i}` } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
      ports: [{ port: 8080, name: 'http' }],
    })),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', `web-${i}`)] })),
  ],
  InferencePools: (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => ({
      apiVersion: 'inference.networking.k8s.io/v1',
      kind: 'InferencePool',
      metadata: { name: `pool-${i}`, namespace: 'app' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        targetPorts: [{ number: 80 }],
        endpointPickerRef: { name: 'epp', port: { number: 9002 } },
      },
    })),
    ...list(size, (i) =>
      route(i, {
        hostnames: [`h${i}.example.com`],
        rules: [{ backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: `pool-${i}` }] }],
      }),
    ),
  ],
};

/**
 * A route of its own namespace on the Gateway of another.
 * @param {number} i @param {Json} onlyRule
 */
function routeFrom(i, onlyRule) {
  const spec = {
    parentRefs: [{ name: 'gateway', namespace: 'app' }],
    hostnames: [`h${i}.example.com`],
    rules: [onlyRule],
  };
  return { ...route(i, spec), metadata: { name: 'route', namespace: `ns-${i}` } };
}
