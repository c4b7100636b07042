// Shapes of input that are about routes.
import { alpha, everywhere, gateway, list, listener, meshParent, route, rule, service, web } from './objects.mjs';

/** @typedef {import('./objects.mjs').Json} Json */

/** @type {Readonly<Record<string, (size: number) => readonly Json[]>>} */
export const routes = {
  'routes of one host, all paths differ': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(i, { hostnames: ['shop.example.com'], rules: [rule(`/p${i}`, 'web')] })),
  ],
  'routes of one host, all paths equal': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(i, { hostnames: ['shop.example.com'], rules: [rule('/', 'web')] })),
  ],
  'routes of one host, with regular expressions': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) =>
      route(i, {
        hostnames: ['shop.example.com'],
        rules: [{ matches: [{ path: { type: 'RegularExpression', value: `/p${i}/[a-z]+` } }], backendRefs: [web] }],
      }),
    ),
  ],
  'routes without hosts': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(i, { rules: [rule(`/p${i}`, 'web')] })),
  ],
  'hosts of routes': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size / 16, (i) =>
      route(i, { hostnames: list(16, (j) => `h${i}-${j}.example.com`), rules: [rule('/', 'web')] }),
    ),
  ],
  'wildcard hosts of routes': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(i, { hostnames: [`*.t${i}.example.com`], rules: [rule('/', 'web')] })),
  ],
  'wildcard hosts beside exact ones': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) =>
      route(i, { hostnames: [`${i % 2 ? '*' : 'a'}.t${i >> 1}.example.com`], rules: [rule('/', 'web')] }),
    ),
  ],
  'TLSRoutes of one listener': (size) => [
    gateway('gateway', [
      { name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, allowedRoutes: everywhere },
    ]),
    ...list(size, (i) => ({
      ...route(i, { hostnames: [`t${i}.example.com`], rules: [{ backendRefs: [web] }] }),
      kind: 'TLSRoute',
    })),
  ],
  'TCPRoutes of one listener': (size) => [
    gateway('gateway', [{ name: 'tcp', port: 9000, protocol: 'TCP', allowedRoutes: everywhere }]),
    ...list(size, (i) => ({ ...route(i, { rules: [{ backendRefs: [web] }] }), apiVersion: alpha, kind: 'TCPRoute' })),
  ],
  'HTTPRoutes beside GRPCRoutes': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size / 2, (i) => route(i, { hostnames: ['shop.example.com'], rules: [rule(`/p${i}`, 'web')] })),
    ...list(size / 2, (i) => ({
      ...route(i, {
        hostnames: ['shop.example.com'],
        rules: [{ matches: [{ method: { service: `s${i}`, method: 'Get' } }], backendRefs: [web] }],
      }),
      kind: 'GRPCRoute',
    })),
  ],
  'routes that match no listener': (size) => [
    gateway('gateway', [listener({ name: 'http', hostname: 'only.example.com' })]),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.org`], rules: [rule('/', 'web')] })),
  ],
  'routes whose Gateway is missing': (size) =>
    list(size, (i) => route(i, { hostnames: ['shop.example.com'], rules: [rule(`/p${i}`, 'web')] })),
  'routes whose Gateways are missing': (size) =>
    list(size, (i) => ({
      ...route(i, {
        parentRefs: [{ name: `gateway-${i}` }],
        hostnames: ['shop.example.com'],
        rules: [rule(`/`, 'web')],
      }),
    })),
  'routes of one Service in the mesh': (size) => [
    service('web', 'app'),
    ...list(size, (i) => route(i, { parentRefs: [meshParent('web')], rules: [rule(`/p${i}`, 'web')] })),
  ],
  'routes of many Services in the mesh': (size) => [
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => route(i, { parentRefs: [meshParent(`web-${i}`)], rules: [rule('/', `web-${i}`)] })),
  ],
  duplicates: (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(0, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
  ],
  'one route with many rules': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size / 16, (i) =>
      route(i, { hostnames: [`h${i}.example.com`], rules: list(16, (j) => rule(`/p${j}`, 'web')) }),
    ),
  ],
};
