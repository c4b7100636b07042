import { expect, test } from '@jest/globals';
import {
  all,
  alpha,
  at,
  describeBackends,
  external,
  portless,
  type Row,
  resolve,
  serviceEntry,
  toHostname,
  toImport,
  webHost,
  xbackend,
} from './backend-attempts.ts';
import { convertObjects, gatewayAPI, service } from './conversion.ts';

const services: readonly Row[] = [
  ['a Service', { ref: { name: 'web', port: 80 }, beside: [service('web')] }, at(webHost, 80), []],
  [
    'RT-10, RT-75: group and kind written out',
    { ref: { group: '', kind: 'Service', name: 'web', port: 80 }, beside: [service('web')] },
    at(webHost, 80),
    [],
  ],
  [
    'RT-73: a port that the Service does not have',
    { ref: { name: 'web', port: 12345 }, beside: [service('web')] },
    at(webHost, 12345),
    [],
  ],
  [
    'RT-72: a missing Service',
    { ref: { name: 'web', port: 80 } },
    at(webHost, 80),
    [`.name BackendNotFound (soft): backend(${webHost}) not found`],
    { assumed: 'Service app/web' },
  ],
  [
    'a Service of another namespace only',
    { ref: { name: 'web', port: 80 }, beside: [service('web', 'other')] },
    at(webHost, 80),
    [`.name BackendNotFound (soft): backend(${webHost}) not found`],
    { assumed: 'Service app/web' },
  ],
  ['no port beats not found', { ref: { name: 'web' } }, undefined, [portless]],
  ['no port', { ref: { name: 'web' }, beside: [service('web')] }, undefined, [portless]],
  [
    'a dot in the name beats both',
    { ref: { name: 'web.app' } },
    undefined,
    ['.name InvalidDestination (hard): service name invalid; the name of the Service must be used, not the hostname.'],
  ],
  [
    'the suffix of the cluster',
    { ref: { name: 'web', port: 80 }, beside: [service('web')], settings: { domainSuffix: 'corp.net' } },
    at('web.app.svc.corp.net', 80),
    [],
  ],
];

const hostnames: readonly Row[] = [
  [
    'a host of a ServiceEntry',
    { ref: toHostname, beside: [serviceEntry('app', 'x.com', 'e.com')] },
    at('e.com', 443),
    [],
  ],
  ['a host of a Service', { ref: { ...toHostname, name: webHost }, beside: [service('web')] }, at(webHost, 443), []],
  [
    'RT-75, RT-77: the host of an XBackend',
    { ref: toHostname, beside: [xbackend(external)], settings: alpha },
    at('e.com', 443),
    [],
  ],
  [
    'RT-77: an XBackend registers nothing while it is switched off',
    { ref: toHostname, beside: [xbackend(external)] },
    at('e.com', 443),
    [
      'kind silent object-gated (silent): XBackend is ignored unless istiod runs with PILOT_ENABLE_ALPHA_GATEWAY_API=true',
      '.name BackendNotFound (soft): backend(e.com) not found',
    ],
    { assumed: 'ServiceEntry host app/e.com' },
  ],
  [
    'RT-75: no wildcards, and the namespace counts',
    { ref: toHostname, beside: [serviceEntry('app', '*.com'), serviceEntry('other', 'e.com')] },
    at('e.com', 443),
    ['.name BackendNotFound (soft): backend(e.com) not found'],
    { assumed: 'ServiceEntry host app/e.com' },
  ],
  [
    'RT-3: a ServiceEntry of another revision',
    {
      ref: toHostname,
      beside: [
        {
          ...serviceEntry('app', 'e.com'),
          metadata: { name: 'se', namespace: 'app', labels: { 'istio.io/rev': 'v2' } },
        },
      ],
    },
    at('e.com', 443),
    [
      'metadata.labels.istio.io/rev silent object-not-selected (silent): ignored: label "istio.io/rev" selects revision "v2", this is "default"',
      '.name BackendNotFound (soft): backend(e.com) not found',
    ],
    { assumed: 'ServiceEntry host app/e.com' },
  ],
  [
    'a namespace, even the own one',
    { ref: { ...toHostname, namespace: 'app' }, beside: [serviceEntry('app', 'e.com')] },
    undefined,
    ['.namespace InvalidDestination (hard): namespace may not be set with Hostname type'],
  ],
  [
    'no port',
    { ref: { ...toHostname, port: undefined }, beside: [serviceEntry('app', 'e.com')] },
    undefined,
    [portless],
  ],
];

const imports: readonly Row[] = [
  ['POL-77: the Service counts', { ref: toImport, beside: [service('web')] }, at(webHost, 80), []],
  [
    'POL-77: not the ServiceImport',
    {
      ref: toImport,
      beside: [
        {
          apiVersion: 'multicluster.x-k8s.io/v1alpha1',
          kind: 'ServiceImport',
          metadata: { name: 'web', namespace: 'app' },
          spec: { type: 'ClusterSetIP', ports: [] },
        },
      ],
    },
    at(webHost, 80),
    [`.name BackendNotFound (soft): backend(${webHost}) not found`],
    { assumed: 'Service app/web' },
  ],
  ['no port', { ref: { ...toImport, port: undefined } }, undefined, [portless]],
  [
    'ENABLE_MCS_HOST',
    { ref: toImport, settings: { EnableMCSHost: true } },
    at('web.app.svc.clusterset.local', 80),
    ['.name BackendNotFound (soft): backend(web.app.svc.clusterset.local) not found'],
    { assumed: 'Service app/web' },
  ],
  [
    'MCS_API_GROUP',
    { ref: { ...toImport, group: 'mcs.corp' }, settings: { MCSAPIGroup: 'mcs.corp' }, beside: [service('web')] },
    at(webHost, 80),
    [],
  ],
  [
    'MCS_API_GROUP replaces the usual group',
    { ref: toImport, settings: { MCSAPIGroup: 'mcs.corp' }, beside: [service('web')] },
    {},
    [
      '.kind InvalidKind (soft): referencing unsupported backendRef: group "multicluster.x-k8s.io" kind "ServiceImport"',
    ],
  ],
];

const unsupported: readonly Row[] = [
  [
    'RT-75: a ServiceEntry',
    { ref: { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'se', port: 80 } },
    {},
    ['.kind InvalidKind (soft): referencing unsupported backendRef: group "networking.istio.io" kind "ServiceEntry"'],
  ],
  [
    'unset prints as empty, and the text is quoted as Go does',
    { ref: { kind: 'O"dd', name: 'x', port: 80 } },
    {},
    ['.kind InvalidKind (soft): referencing unsupported backendRef: group "" kind "O\\"dd"'],
  ],
  [
    'RT-75: the default of the kind does not depend on the group',
    { ref: { group: 'apps', name: 'x', port: 80 } },
    {},
    ['.kind InvalidKind (soft): referencing unsupported backendRef: group "apps" kind ""'],
  ],
];

describeBackends('Service', services);
describeBackends('Hostname', hostnames);
describeBackends('ServiceImport', imports);
describeBackends('other kinds', unsupported);

test('RT-72: a refused backend stays in its place, with its weight and headers', async () => {
  const filters = [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['a'] } }];
  const rules = [
    {
      backendRefs: [
        { kind: 'Odd', name: 'x', weight: 3, filters },
        { name: 'web', port: 80 },
      ],
    },
  ];
  const route = gatewayAPI('HTTPRoute', 'r', { parentRefs: [{ name: 'web' }], rules });
  const { virtualServices } = await convertObjects([all, route]);
  expect(virtualServices[0]?.spec.http?.[0]?.route).toEqual([
    { destination: {}, weight: 3, headers: { response: { remove: ['a'] } } },
    { destination: at(webHost, 80), weight: 1 },
  ]);
});

test('each assumption is recorded once', async () => {
  const ref = { name: 'gone', port: 80 };
  const rules = [{ backendRefs: [ref, ref] }, { backendRefs: [ref] }];
  const route = gatewayAPI('HTTPRoute', 'r', { parentRefs: [{ name: 'web' }], rules });
  const { assumptions } = await convertObjects([all, route]);
  expect(assumptions).toEqual(['Service app/gone']);
});

test('LN-22: other Services of the namespace change nothing', async () => {
  const attempt = { ref: { name: 'web', port: 80 } };
  const covered = { ...attempt, beside: [service('wet')] };
  expect(await resolve(covered, false)).toEqual(await resolve(attempt, false));
});
