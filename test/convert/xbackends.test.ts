import { alpha, at, describeBackends, external, type Row, toX, webHost, xbackend } from './backend-attempts.ts';
import { service } from './conversion.ts';

const xbackends: readonly Row[] = [
  [
    'switched off',
    { ref: toX },
    {},
    [
      '.kind InvalidKind (soft): The Alpha Gateway API is not enabled, XBackend is invalid. To enable, set PILOT_ENABLE_ALPHA_GATEWAY_API to true in istiod.',
    ],
  ],
  [
    'LN-22a: a missing one is never assumed',
    { ref: toX, settings: alpha },
    {},
    ['.name BackendNotFound (soft): backend(ext) not found'],
  ],
  [
    'another type',
    { ref: toX, beside: [xbackend({ ...external, type: 'Odd' })], settings: alpha },
    {},
    [
      '.kind InvalidKind (soft): backend(ext) type: expected ExternalHostname, got Odd',
      'spec.type Accepted Invalid (hard): unsupported backend type: Odd',
    ],
  ],
  [
    'no external hostname',
    { ref: toX, beside: [xbackend({ type: 'ExternalHostname', port: { port: 443 } })], settings: alpha },
    {},
    [
      '.kind InvalidKind (soft): backend(ext) type: expected ExternalHostname, got ExternalHostname',
      'spec.type Accepted Invalid (hard): unsupported backend type: ExternalHostname',
    ],
  ],
  ['POL-62: no port', { ref: toX, beside: [xbackend(external)], settings: alpha }, at('e.com', 443), []],
  [
    'POL-62: the port',
    { ref: { ...toX, port: 443 }, beside: [xbackend(external)], settings: alpha },
    at('e.com', 443),
    [],
  ],
  [
    'POL-62: another port',
    { ref: { ...toX, port: 80 }, beside: [xbackend(external)], settings: alpha },
    {},
    ['.port BackendNotFound (soft): backend(ext) does not expose port 80, expected 443'],
  ],
  [
    'POL-60: a host of the cluster is not registered by the XBackend',
    {
      ref: toX,
      beside: [xbackend({ ...external, externalHostname: { hostname: webHost } })],
      settings: alpha,
    },
    at(webHost, 443),
    [`.name BackendNotFound (soft): backend(${webHost}) not found`],
    { assumed: `ServiceEntry host app/${webHost}` },
  ],
  [
    'POL-60: nor one of the cluster set',
    {
      ref: toX,
      beside: [xbackend({ ...external, externalHostname: { hostname: 'a.b.svc.clusterset.local' } })],
      settings: alpha,
    },
    at('a.b.svc.clusterset.local', 443),
    ['.name BackendNotFound (soft): backend(a.b.svc.clusterset.local) not found'],
    { assumed: 'ServiceEntry host app/a.b.svc.clusterset.local' },
  ],
  [
    'POL-63: unless a Service of its namespace has it',
    {
      ref: toX,
      beside: [xbackend({ ...external, externalHostname: { hostname: webHost } }), service('web')],
      settings: alpha,
    },
    at(webHost, 443),
    [],
  ],
];

describeBackends('XBackend', xbackends);
