// Inputs that grow in one place only, where the uniform input of bench-input.mjs has few of everything: each shape of a size.

/** @typedef {{ [key: string]: unknown }} Json */

const gatewayApi = 'gateway.networking.k8s.io/v1';
const istio = 'networking.istio.io/v1';
const everywhere = { namespaces: { from: 'All' } };

/**
 * By name, the objects of each shape: about as many as the size says, or as many entries in one object.
 * @type {Readonly<Record<string, (size: number) => readonly Json[]>>}
 */
export const shapes = {
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
  'routes of one Service in the mesh': (size) => [
    service('web', 'app'),
    ...list(size, (i) => route(i, { parentRefs: [meshParent('web')], rules: [rule(`/p${i}`, 'web')] })),
  ],
  'routes of many Services in the mesh': (size) => [
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => route(i, { parentRefs: [meshParent(`web-${i}`)], rules: [rule('/', `web-${i}`)] })),
  ],
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
    ...list(size, (i) => ({
      ...route(i, {
        parentRefs: [{ name: 'gateway', namespace: 'app' }],
        hostnames: [`h${i}.example.com`],
        rules: [rule('/', 'web')],
      }),
      metadata: { name: 'route', namespace: `ns-${i}` },
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
  'ReferenceGrants of one namespace': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    service('web', 'shared'),
    ...list(size, (i) => grant(i, 'shared', `ns-${i}`)),
    ...list(size, (i) => ({
      ...route(i, {
        parentRefs: [{ name: 'gateway', namespace: 'app' }],
        hostnames: [`h${i}.example.com`],
        rules: [{ backendRefs: [{ name: 'web', namespace: 'shared', port: 80 }] }],
      }),
      metadata: { name: 'route', namespace: `ns-${i}` },
    })),
  ],
  'references without a ReferenceGrant': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    service('web', 'shared'),
    ...list(size, (i) => grant(i, 'shared', `other-${i}`)),
    ...list(size, (i) => ({
      ...route(i, {
        parentRefs: [{ name: 'gateway', namespace: 'app' }],
        hostnames: [`h${i}.example.com`],
        rules: [{ backendRefs: [{ name: 'web', namespace: 'shared', port: 80 }] }],
      }),
      metadata: { name: 'route', namespace: `ns-${i}` },
    })),
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
  'VirtualServices beside routes': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
    ...list(size, (i) => virtualService(i, `h${i}.example.com`, ['app/gateway-istio-autogenerated-k8s-gateway-http'])),
  ],
  'VirtualServices of one Istio Gateway': (size) => [
    istioGateway('ingress', ['*']),
    ...list(size, (i) => virtualService(i, `h${i}.example.com`, ['ingress'])),
  ],
  'VirtualServices of one host': (size) => [
    istioGateway('ingress', ['*']),
    ...list(size, (i) => virtualService(i, 'shop.example.com', ['ingress'])),
  ],
  'wildcard VirtualServices of one Istio Gateway': (size) => [
    istioGateway('ingress', ['*']),
    ...list(size, (i) => virtualService(i, `*.h${i}.example.com`, ['ingress'])),
  ],
  'VirtualServices in the mesh': (size) => [
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => virtualService(i, `web-${i}.app.svc.cluster.local`)),
  ],
  'VirtualServices of one host in the mesh': (size) => [
    service('web', 'app'),
    ...list(size, (i) => virtualService(i, 'web.app.svc.cluster.local')),
  ],
  'VirtualServices of wildcard hosts in the mesh': (size) =>
    list(size, (i) => virtualService(i, `*.h${i}.example.com`)),
  'DestinationRules beside policies': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => service(`web-${i}`, 'app')),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', `web-${i}`)] })),
    ...list(size, (i) => tlsPolicy(i, `web-${i}`)),
    ...list(size, (i) => destinationRule(i, `web-${i}.app.svc.cluster.local`)),
  ],
  'DestinationRules of one host': (size) => [
    service('web', 'app'),
    ...list(size, (i) => destinationRule(i, 'web.app.svc.cluster.local')),
  ],
  'DestinationRules of wildcard hosts': (size) => [
    ...list(size, (i) => service(`web-${i}`, `ns-${i}`)),
    ...list(size, (i) => destinationRule(i, `*.ns-${i}.svc.cluster.local`)),
  ],
  'Istio Gateways of users': (size) => list(size, (i) => istioGateway(`ingress-${i}`, [`h${i}.example.com`])),
  'Istio Gateways of one host': (size) => list(size, (i) => istioGateway(`ingress-${i}`, ['shop.example.com'])),
  'Istio Gateways of one certificate': (size) =>
    list(size, (i) =>
      istioGateway(`ingress-${i}`, [`h${i}.example.com`], { credentialName: 'certificate', mode: 'SIMPLE' }),
    ),
  'Istio Gateways beside Gateways': (size) => [
    ...list(size, (i) => gateway(`gateway-${i}`, [listener({ name: 'http', hostname: `h${i}.example.com` })])),
    ...list(size, (i) => istioGateway(`ingress-${i}`, [`h${i}.example.com`])),
  ],
  'servers of one Istio Gateway': (size) => [
    {
      ...istioGateway('ingress', ['*']),
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: list(size, (i) => ({
          port: { number: 80, name: `http-${i}`, protocol: 'HTTP' },
          hosts: [`h${i}.example.com`],
        })),
      },
    },
  ],
  'hosts of one Istio Gateway': (size) => [
    istioGateway(
      'ingress',
      list(size, (i) => `h${i}.example.com`),
    ),
    ...list(size / 4, (i) => virtualService(i, `h${i}.example.com`, ['ingress'])),
  ],
  'hosts of one VirtualService': (size) => [
    istioGateway('ingress', ['*']),
    {
      ...virtualService(0, '', ['ingress']),
      spec: { hosts: list(size, (i) => `h${i}.example.com`), gateways: ['ingress'], http: [httpTo('web')] },
    },
  ],
  'http entries of one VirtualService': (size) => [
    istioGateway('ingress', ['*']),
    {
      ...virtualService(0, '', ['ingress']),
      spec: {
        hosts: ['shop.example.com'],
        gateways: ['ingress'],
        http: list(size, (i) => ({ match: [{ uri: { prefix: `/p${i}` } }], ...httpTo('web') })),
      },
    },
  ],
  ServiceEntries: (size) => list(size, (i) => serviceEntry(i, `h${i}.example.com`)),
  'ServiceEntries of one host': (size) => list(size, (i) => serviceEntry(i, 'shop.example.com')),
  'routes to ServiceEntries': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => serviceEntry(i, `h${i}.example.com`)),
    ...list(size, (i) =>
      route(i, {
        hostnames: [`r${i}.example.com`],
        rules: [
          { backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: `h${i}.example.com`, port: 80 }] },
        ],
      }),
    ),
  ],
  Sidecars: (size) => [
    ...list(size, (i) => service(`web-${i}`, `ns-${i}`)),
    ...list(size, (i) => ({
      apiVersion: istio,
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: `ns-${i}` },
      spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
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
  'misspelt Gateways with long names': (size) => [
    ...list(size, (i) => gateway(`${'a'.repeat(40)}-gateway-${i}`, [listener({ name: 'http' })])),
    ...list(size, (i) =>
      route(i, { parentRefs: [{ name: `${'a'.repeat(40)}-gatewy-${i}` }], rules: [rule('/', 'web')] }),
    ),
  ],
  duplicates: (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => route(0, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
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
  'one route with many rules': (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size / 16, (i) =>
      route(i, { hostnames: [`h${i}.example.com`], rules: list(16, (j) => rule(`/p${j}`, 'web')) }),
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
  Pods: (size) => [
    ...list(size, (i) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `web-${i}`, namespace: 'app' },
      spec: {
        selector: { matchLabels: { app: `web-${i}` } },
        template: { metadata: { labels: { app: `web-${i}`, istio: 'ingressgateway' } }, spec: { containers: [] } },
      },
    })),
    ...list(size, (i) => istioGateway(`ingress-${i}`, [`h${i}.example.com`])),
    ...list(size, (i) => service(`web-${i}`, 'app')),
  ],
  AuthorizationPolicies: (size) => [
    gateway('gateway', [listener({ name: 'http' })]),
    ...list(size, (i) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: `policy-${i}`, namespace: 'app' },
      spec: { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }], rules: [{}] },
    })),
    ...list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
  ],
  'AuthorizationPolicies of Gateways': (size) => [
    ...list(size, (i) => gateway(`gateway-${i}`, [listener({ name: 'http' })])),
    ...list(size, (i) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: `policy-${i}`, namespace: 'app' },
      spec: { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': `gateway-${i}` } }, rules: [{}] },
    })),
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
 * The same for shapes of text: where comments or the form of the documents count.
 * @type {Readonly<Record<string, (size: number) => string>>}
 */
export const textShapes = {
  'suppressions of findings': (size) =>
    documents([
      ...list(
        size,
        (i) =>
          `${yamlRoute(i).replace('  - name: gateway', `  # gwx-ignore parent-not-found -- it is elsewhere\n  - name: gateway`)}`,
      ),
    ]),
  'suppressions without use': (size) => documents(list(size, (i) => `# gwx-ignore GWX0501 -- not so\n${yamlRoute(i)}`)),
  'suppressions in one document': (size) =>
    `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ingress
  namespace: app
spec:
  selector:
    istio: ingressgateway
  servers:
${list(size, (i) => `  # gwx-ignore all -- later\n  - port: {number: 80, name: http-${i}, protocol: HTTPX}\n    hosts: ["bad_${i}..example"]\n`).join('')}`,
  'one JSON array': (size) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
    }),
  'one YAML list': (size) =>
    `apiVersion: v1\nkind: List\nitems:\n${list(size, (i) => yamlRoute(i).replace(/^/gm, '  ').replace('  ', '- ').trimEnd()).join('\n')}\n`,
  'Helm sources': (size) => documents(list(size, (i) => `# Source: chart/templates/route-${i}.yaml\n${yamlRoute(i)}`)),
  'repeated keys': (size) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${list(size, (i) => `  k${i % 2 ? i : 0}: v\n`).join('')}`,
  'broken documents': (size) => documents(list(size, (i) => `a: [\nb${i}: }\n`)),
  templates: (size) =>
    documents(list(size, (i) => yamlRoute(i).replace('name: gateway', 'name: {{ .Values.gateway }}'))),
  anchors: (size) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${list(size, (i) => `  k${i}: &a${i} v\n  l${i}: *a${i}\n`).join('')}`,
  'one long line': (size) =>
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{${list(size, (i) => `"k${i}":"v"`).join(',')}}}`,
};

/** @param {number} i */
function yamlRoute(i) {
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

const alpha = 'gateway.networking.k8s.io/v1alpha2';
const web = { name: 'web', port: 80 };

/** @param {readonly string[]} texts */
function documents(texts) {
  return texts.join('---\n');
}

/** @template T @param {number} size @param {(i: number) => T} make */
function list(size, make) {
  return Array.from({ length: Math.ceil(size) }, (_, i) => make(i));
}

/** @param {string} name @param {readonly Json[]} listeners @param {Json} more */
function gateway(name, listeners, more = {}) {
  return object(gatewayApi, 'Gateway', name, { gatewayClassName: 'istio', listeners, ...more });
}

/** @param {Json} fields */
function listener(fields) {
  return { port: 80, protocol: 'HTTP', allowedRoutes: everywhere, ...fields };
}

/** @param {number} i @param {readonly Json[]} listeners */
function listenerSet(i, listeners) {
  return object(gatewayApi, 'ListenerSet', `set-${i}`, { parentRef: { name: 'gateway' }, listeners });
}

/** @param {number} i @param {Json} spec */
function route(i, spec) {
  return object(gatewayApi, 'HTTPRoute', `route-${i}`, { parentRefs: [{ name: 'gateway' }], ...spec });
}

/** @param {string} path @param {string} backend */
function rule(path, backend) {
  return { matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: backend, port: 80 }] };
}

/** @param {string} name */
function meshParent(name) {
  return { group: '', kind: 'Service', name, port: 80 };
}

/** @param {string} name @param {string} namespace */
function service(name, namespace) {
  const spec = { selector: { app: name }, ports: [{ name: 'http', port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

/** @param {number} i @param {string} namespace @param {string} from */
function grant(i, namespace, from) {
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
function tlsPolicy(i, target) {
  return object(gatewayApi, 'BackendTLSPolicy', `policy-${i}`, {
    targetRefs: [{ group: '', kind: 'Service', name: target }],
    validation: { hostname: 'web.example.com', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: `ca-${i}` }] },
  });
}

/** @param {string} host */
function httpTo(host) {
  return { route: [{ destination: { host, port: { number: 80 } } }] };
}

/** @param {number} i @param {string} host @param {readonly string[]} [gateways] */
function virtualService(i, host, gateways) {
  return object(istio, 'VirtualService', `vs-${i}`, {
    hosts: [host],
    ...(gateways && { gateways }),
    http: [httpTo('web')],
  });
}

/** @param {number} i @param {string} host */
function destinationRule(i, host) {
  return object(istio, 'DestinationRule', `dr-${i}`, { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } });
}

/** @param {string} name @param {readonly string[]} hosts @param {Json} [tls] */
function istioGateway(name, hosts, tls) {
  const port = tls ? { number: 443, name: 'https', protocol: 'HTTPS' } : { number: 80, name: 'http', protocol: 'HTTP' };
  return object(istio, 'Gateway', name, {
    selector: { istio: 'ingressgateway' },
    servers: [{ port, hosts, ...(tls && { tls }) }],
  });
}

/** @param {number} i @param {string} host */
function serviceEntry(i, host) {
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
