// Shapes of input that are about Gateways and ListenerSets.
import { everywhere, gateway, gatewayApi, list, listener, listenerSet, route, rule } from './objects.mjs';

/** @typedef {import('./objects.mjs').Json} Json */

/** @type {Readonly<Record<string, (size: number) => readonly Json[]>>} */
export const gateways = {
  'ListenerSets of one Gateway': (size) => [
    gateway('gateway', [listener({ name: 'http' })], { allowedListeners: everywhere }),
    ...list(size, (i) => listenerSet(i, [listener({ name: 'http', hostname: `h${i}.example.com` })])),
  ],
  'ListenerSets of one Gateway, wildcard hosts': (size) => [
    gateway('gateway', [listener({ name: 'http' })], { allowedListeners: everywhere }),
    ...list(size, (i) => listenerSet(i, [listener({ name: 'http', hostname: `*.h${i}.example.com` })])),
    ...list(size / 4, (i) => route(i, { hostnames: [`a.h${i}.example.com`], rules: [rule('/', 'web')] })),
  ],
  'ListenerSets of one Gateway, all in conflict': (size) => [
    gateway('gateway', [listener({ name: 'http' })], { allowedListeners: everywhere }),
    ...list(size, (i) => listenerSet(i, [listener({ name: 'http' })])),
  ],
  'ListenerSets with routes of their own': (size) => [
    gateway('gateway', [listener({ name: 'http' })], { allowedListeners: everywhere }),
    ...list(size / 2, (i) => listenerSet(i, [listener({ name: 'http', hostname: `h${i}.example.com` })])),
    ...list(size / 2, (i) =>
      route(i, {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: `set-${i}` }],
        hostnames: [`h${i}.example.com`],
        rules: [rule('/', 'web')],
      }),
    ),
  ],
  'ListenerSets of namespaces that a selector chooses from': (size) => [
    gateway('gateway', [listener({ name: 'http' })], {
      allowedListeners: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
    }),
    ...list(size, (i) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `ns-${i}`, labels: { team: i % 2 ? 'a' : 'b' } },
    })),
    ...list(size, (i) => ({
      apiVersion: gatewayApi,
      kind: 'ListenerSet',
      metadata: { name: 'set', namespace: `ns-${i}` },
      spec: {
        parentRef: { name: 'gateway', namespace: 'app' },
        listeners: [listener({ name: 'http', hostname: `h${i}.example.com` })],
      },
    })),
  ],
  'ports of ListenerSets': (size) => [
    gateway('gateway', [listener({ name: 'http' })], { allowedListeners: everywhere }),
    ...list(size, (i) => listenerSet(i, [listener({ name: 'http', port: 1024 + i })])),
  ],
  'full Gateways, every route on each listener': (size) => [
    ...list(size / 64, (i) =>
      gateway(
        `gateway-${i}`,
        list(64, (j) => listener({ name: `l${j}`, hostname: j % 2 ? `h${j}.example.com` : `*.h${j}.example.com` })),
      ),
    ),
    ...list(size / 64, (i) =>
      route(i, {
        parentRefs: [{ name: `gateway-${i}` }],
        hostnames: ['h1.example.com', 'a.h2.example.com'],
        rules: [rule('/', 'web')],
      }),
    ),
  ],
  'Gateways of one class': (size) =>
    list(size, (i) => gateway(`gateway-${i}`, [listener({ name: 'http', hostname: `h${i}.example.com` })])),
  'Gateways of one host and port': (size) =>
    list(size, (i) => [
      gateway(`gateway-${i}`, [listener({ name: 'http', hostname: 'shop.example.com' })]),
      route(i, { parentRefs: [{ name: `gateway-${i}` }], hostnames: ['shop.example.com'], rules: [rule('/', 'web')] }),
    ]).flat(),
  'Gateways with HTTPS and a redirect': (size) =>
    list(size, (i) => [
      gateway(`gateway-${i}`, [
        listener({ name: 'http', hostname: `h${i}.example.com` }),
        {
          ...listener({ name: 'https', hostname: `h${i}.example.com`, port: 443, protocol: 'HTTPS' }),
          tls: { mode: 'Terminate', certificateRefs: [{ name: `cert-${i}` }] },
        },
      ]),
      route(i, {
        parentRefs: [{ name: `gateway-${i}`, sectionName: 'http' }],
        hostnames: [`h${i}.example.com`],
        rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
      }),
    ]).flat(),
  'Gateways with one overlay': (size) => [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'overlay', namespace: 'app' },
      data: { deployment: 'spec:\n  replicas: 3\n', service: 'spec:\n  type: ClusterIP\n' },
    },
    ...list(size, (i) =>
      gateway(`gateway-${i}`, [listener({ name: 'http' })], {
        infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'overlay' }, labels: { team: 'a' } },
      }),
    ),
  ],
  GatewayClasses: (size) => [
    ...list(size, (i) => ({
      apiVersion: gatewayApi,
      kind: 'GatewayClass',
      metadata: { name: `class-${i}` },
      spec: { controllerName: 'istio.io/gateway-controller' },
    })),
    ...list(size, (i) => ({
      ...gateway(`gateway-${i}`, [listener({ name: 'http' })]),
      spec: { gatewayClassName: `class-${i}`, listeners: [listener({ name: 'http' })] },
    })),
  ],
  'Gateways that select among namespaces': (size) => [
    ...list(size, (i) =>
      gateway(`gateway-${i}`, [
        {
          ...listener({ name: 'http' }),
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
        },
      ]),
    ),
    ...list(size, (i) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `ns-${i}`, labels: { team: i % 2 ? 'a' : 'b' } },
    })),
  ],
  Secrets: (size) => [
    ...list(size, (i) =>
      gateway(`gateway-${i}`, [
        {
          ...listener({ name: 'https', port: 443, protocol: 'HTTPS' }),
          tls: { mode: 'Terminate', certificateRefs: [{ name: `cert-${i}` }] },
        },
      ]),
    ),
    ...list(size, (i) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: `cert-${i}`, namespace: 'app' },
      data: { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' },
    })),
  ],
  'misspelt Gateways with long names': (size) => [
    ...list(size, (i) => gateway(`${'a'.repeat(40)}-gateway-${i}`, [listener({ name: 'http' })])),
    ...list(size, (i) =>
      route(i, { parentRefs: [{ name: `${'a'.repeat(40)}-gatewy-${i}` }], rules: [rule('/', 'web')] }),
    ),
  ],
};
