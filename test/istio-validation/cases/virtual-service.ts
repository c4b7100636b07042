import { rowsOf } from './case.ts';

const destination = { host: 'a.prod.svc.cluster.local' };
const route = [{ destination }];
const http = [{ route }];
const base = { hosts: ['a.example.com'], gateways: ['infra/gw'], http };

const spec = rowsOf('VirtualService', (part) => part);
const one = rowsOf('VirtualService', (part) => Object.assign({}, base, part));
const mesh = rowsOf('VirtualService', (part) => Object.assign({}, base, { gateways: undefined }, part));
const hosts = rowsOf('VirtualService', (part) => ({ ...base, hosts: part }));
const gateways = rowsOf('VirtualService', (part) => ({ ...base, gateways: part }));
const generated = rowsOf('VirtualService', (part) => Object.assign({}, base, part), {
  metadata: { annotations: { 'internal.istio.io/route-semantics': 'gateway' } },
  exemptInternal: true,
});
const exportTo = rowsOf('VirtualService', (part) => ({ ...base, exportTo: part }));
const tcp = rowsOf('VirtualService', (part) => ({ ...base, http: undefined, tcp: [Object.assign({ route }, part)] }));
const sni = { match: [{ sniHosts: ['a.example.com'] }], route };
const tls = rowsOf('VirtualService', (part) => ({ ...base, http: undefined, tls: [Object.assign({}, sni, part)] }));
const sniHosts = rowsOf('VirtualService', (part) => ({
  hosts: ['*.example.com', 'outbound_.80_._.a.prod'],
  gateways: ['infra/gw'],
  tls: [{ match: [{ sniHosts: part }], route }],
}));

/** AP-40 to AP-54, and what entries of `tls` and `tcp` have for themselves. */
export const virtualServiceCases = [
  spec('AP-40', 'a delegate', { http }),
  spec(
    'AP-40',
    'a delegate with what only its parent has',
    { http, gateways: ['mesh'], tls: [sni], tcp: [{ route }] },
    'AP-40 error spec.gateways: delegate virtual service must have no gateways specified',
    'AP-40 error spec.tls: delegate virtual service must have no tls route specified',
    'AP-40 error spec.tcp: delegate virtual service must have no tcp route specified',
    'AP-96 error spec.tls.0.match.0.sniHosts.0: SNI host "a.example.com" is not a compatible subset of any of the virtual service hosts: []',
  ),
  spec(
    'AP-40',
    'a delegate with a delegate',
    { http: [{ name: 'a', delegate: { name: 'other' }, route }] },
    'AP-40 error spec.http.0.delegate: delegate HTTP route a cannot contain delegate',
  ),

  gateways('AP-41', 'names with their namespace', ['infra/gw', 'Prod/gw-2']),
  ...['mesh', 'gw'].map((name) => gateways('AP-41', `the bare name ${name}`, [name])),
  gateways('AP-41', 'the own namespace', ['./gw'], 'AP-41 error spec.gateways.0: invalid value for namespace: "."'),
  gateways(
    'AP-41',
    'a name with a tilde',
    ['infra/gw~a'],
    'AP-41 error spec.gateways.0: invalid value for gateway name: "gw~a"',
  ),
  gateways(
    'AP-41',
    'empty parts',
    ['/'],
    'AP-41 error spec.gateways.0: config namespace and gateway name cannot be empty',
    'AP-41 error spec.gateways.0: invalid value for namespace: ""',
    'AP-41 error spec.gateways.0: invalid value for gateway name: ""',
  ),
  gateways(
    'AP-41',
    'a bare name that is none',
    ['gw_1'],
    'AP-41 error spec.gateways.0: domain name "gw_1" invalid (label "gw_1" invalid)',
  ),
  gateways('AP-41', 'an empty name', [''], 'AP-41 error spec.gateways.0: empty domain name not allowed'),
  one(
    'AP-41',
    'in a match',
    { http: [{ route, match: [{ gateways: ['./gw'] }] }] },
    'AP-41 error spec.http.0.match.0.gateways.0: invalid value for namespace: "."',
  ),
  gateways('AP-42', 'nothing behind a bare name is looked at', ['mesh', './gw']),
  gateways(
    'AP-42',
    'the form of old',
    ['gw.infra.svc', './gw'],
    'AP-42 warning spec.gateways.0: using legacy gatewayName format "gw.infra.svc"; prefer the <namespace>/<name> format: "infra/gw"',
  ),

  ...['@request.auth.claims.group', '@Request.Auth.Claims[group]'].map((name) =>
    one('AP-44', `${name} on a gateway`, { http: [{ route, match: [{ headers: { [name]: { exact: 'a' } } }] }] }),
  ),
  one('AP-44', 'a header of another name, in the mesh', {
    http: [{ route, match: [{ headers: { claims: {} } }] }],
    gateways: ['mesh'],
  }),
  one(
    'AP-44',
    'claims on gateways and the mesh',
    {
      gateways: ['infra/gw', 'mesh'],
      http: [
        {
          route,
          match: [{ headers: { '@request.auth.claims.a': {} }, withoutHeaders: { '@request.auth.claims[b]': {} } }],
        },
      ],
    },
    'AP-44 error spec.http.0.match.0.headers.@request.auth.claims.a: JWT claim based routing (key: @request.auth.claims.a) is only supported for gateway, found no gateways: [infra/gw mesh]',
    'AP-44 error spec.http.0.match.0.withoutHeaders.@request.auth.claims[b]: JWT claim based routing (key: @request.auth.claims[b]) is only supported for gateway, found no gateways: [infra/gw mesh]',
  ),

  ...['*', '*.example.com', '*-a.example.com', '*a.com', 'reviews', '1234', '10.0.0.1', '::1', 'A.example.com'].map(
    (host) => hosts('AP-50', `the host ${host}`, [host]),
  ),
  hosts('AP-50', 'an empty host', [''], 'AP-50 error spec.hosts.0: empty domain name not allowed'),
  hosts(
    'AP-50',
    'a port',
    ['a.example.com:80'],
    'AP-50 error spec.hosts.0: domain name "example.com:80" invalid (label "com:80" invalid)',
  ),
  hosts(
    'AP-50',
    'too long a name',
    [`${'a'.repeat(62)}.`.repeat(4) + 'b'.repeat(4)],
    `AP-50 error spec.hosts.0: domain name "${`${'a'.repeat(62)}.`.repeat(4)}bbbb" too long (max 255)`,
  ),
  hosts(
    'AP-50',
    'too long a label',
    [`${'a'.repeat(64)}.b`],
    `AP-50 error spec.hosts.0: domain name "${'a'.repeat(64)}.b" invalid (label "${'a'.repeat(64)}" invalid)`,
  ),
  hosts(
    'AP-50',
    'a generated name without a match on SNI',
    ['outbound_.80_._.a.prod'],
    'AP-50 error spec.hosts.0: domain name "outbound_.80_._.a.prod" invalid (label "outbound_" invalid)',
  ),
  one('AP-51', 'everything, on a gateway', { hosts: ['*'] }),
  mesh('AP-51', 'a wildcard, in the mesh', { hosts: ['*.com'] }),
  mesh(
    'AP-51',
    'everything, in the mesh',
    { hosts: ['*', '*.com'] },
    'AP-51 error spec.hosts.0: wildcard host * is not allowed for virtual services bound to the mesh gateway',
  ),
  hosts('AP-52', 'hosts apart', ['a.example.com', '*.b.example.com', 'example.com']),
  hosts(
    'AP-52',
    'a host and a wildcard over it, in this order',
    ['a.example.com', '*.example.com', 'b.example.com'],
    'AP-52 error spec.hosts.1: duplicate hosts in virtual service: a.example.com & *.example.com',
    'AP-52 error spec.hosts.2: duplicate hosts in virtual service: *.example.com & b.example.com',
  ),
  hosts(
    'AP-52',
    'a host three times',
    ['a', 'b', 'a', 'a'],
    'AP-52 error spec.hosts.2: duplicate hosts in virtual service: a & a',
    'AP-52 error spec.hosts.3: duplicate hosts in virtual service: a & a',
  ),
  hosts(
    'AP-52',
    'not judged beside an invalid host',
    ['a', 'a', ''],
    'AP-50 error spec.hosts.2: empty domain name not allowed',
  ),

  one('AP-53', 'tcp alone', { http: undefined, tcp: [{ route }] }),
  one('AP-53', 'no rules', { http: [] }, 'AP-53 error spec.http: http, tcp or tls must be provided in virtual service'),
  one('AP-53', 'a null route', { http: [null] }, 'AP-53 error spec.http.0: http route may not be null'),

  ...[['*'], ['.', 'prod'], []].map((list) => exportTo('AP-12', `exported to ${list}`, list)),
  exportTo(
    'AP-12',
    'to no one',
    ['~'],
    'AP-12 error spec.exportTo.0: exportTo ~ (none) is not allowed for Istio configuration objects',
  ),
  exportTo(
    'AP-12',
    'to no namespace',
    ['a.b'],
    'AP-12 error spec.exportTo.0: only .,*, or a valid DNS 1123 label is allowed as exportTo entry',
  ),
  exportTo(
    'AP-12',
    'to one twice',
    ['prod', 'prod'],
    'AP-12 error spec.exportTo.1: duplicate entries in exportTo: prod',
  ),
  exportTo(
    'AP-12',
    'to the own namespace by both names',
    ['ns', '.'],
    'AP-12 error spec.exportTo.1: duplicate entries in exportTo: . and current namespace ns',
  ),
  exportTo(
    'AP-12',
    'to all and one',
    ['*', 'prod'],
    'AP-12 error spec.exportTo: cannot have both public (*) and non-public exportTo values for a resource',
  ),

  tls('AP-95', 'a match and a route', {}),
  tls(
    'AP-95',
    'no match',
    { match: [] },
    'AP-95 error spec.tls.0.match: TLS route must have at least one match condition',
  ),
  tls(
    'AP-95',
    'a null match',
    { match: [null, ...sni.match] },
    'AP-95 error spec.tls.0.match.0: TLS match may not be null',
  ),
  tls('AP-95', 'no route', { route: undefined }, 'AP-95 error spec.tls.0.route: TLS route is required'),
  sniHosts('AP-96', 'names below the hosts', ['a.example.com', '*.b.example.com', 'outbound_.80_._.a.prod']),
  sniHosts(
    'AP-96',
    'no names, and so no generated host either',
    [],
    'AP-50 error spec.hosts.1: domain name "outbound_.80_._.a.prod" invalid (label "outbound_" invalid)',
    'AP-96 error spec.tls.0.match.0.sniHosts: TLS match must have at least one SNI host',
  ),
  sniHosts(
    'AP-96',
    'names beside the hosts',
    ['example.com', '*'],
    'AP-96 error spec.tls.0.match.0.sniHosts.0: SNI host "example.com" is not a compatible subset of any of the virtual service hosts: [*.example.com, outbound_.80_._.a.prod]',
    'AP-96 error spec.tls.0.match.0.sniHosts.1: SNI host "*" is not a compatible subset of any of the virtual service hosts: [*.example.com, outbound_.80_._.a.prod]',
  ),
  sniHosts(
    'AP-96',
    'no domain',
    ['a_b'],
    'AP-96 error spec.tls.0.match.0.sniHosts.0: domain name "a_b" invalid (label "a_b" invalid)',
  ),
  ...[
    [
      'outbound_.80',
      `domain name outbound_.80 invalid, should follow '<trafficDirection>_.<port>_.<subset>_.<hostname>' format`,
    ],
    ['outboundx_.80_._.a', 'domain name "outboundx_.80_._.a" invalid (label "outboundx" invalid)'],
    ['outbound_.x_._.a', 'domain name "outbound_.x_._.a" invalid (label "x" invalid)'],
    ['outbound_.80_._.-', 'domain name "outbound_.80_._.-" invalid (label "-" invalid)'],
  ].map(([name, message]) =>
    sniHosts('AP-96', `the half-generated ${name}`, [name], `AP-96 error spec.tls.0.match.0.sniHosts.0: ${message}`),
  ),
  one(
    'AP-96',
    'an IP address',
    { hosts: ['*'], http: undefined, tls: [{ match: [{ sniHosts: ['10.0.0.1'] }], route }] },
    'AP-96 warning spec.tls.0.match.0.sniHosts.0: using an IP address ("10.0.0.1") goes against SNI spec and most clients do not support this',
  ),
  tls('AP-96', 'subnets', { match: [{ ...sni.match[0], destinationSubnets: ['10.0.0.0/8', '::1', 'fd00::/8'] }] }),
  ...['10.0.0.0/33', '10.0.0.0/08', 'fd00::/129', 'a/8', '1.2.3.4/'].map((subnet) =>
    tls(
      'AP-96',
      `the subnet ${subnet}`,
      { match: [{ ...sni.match[0], destinationSubnets: [subnet] }] },
      `AP-96 error spec.tls.0.match.0.destinationSubnets.0: ${subnet} is not a valid CIDR block`,
    ),
  ),

  tcp('AP-97', 'every condition', {
    match: [
      {
        destinationSubnets: ['10.0.0.1'],
        port: 80,
        sourceLabels: { 'a.b/c': '' },
        sourceNamespace: 'prod',
        gateways: ['infra/gw'],
      },
    ],
  }),
  tcp('AP-97', 'no route', { route: [] }, 'AP-97 error spec.tcp.0.route: TCP route is required'),
  tcp('AP-97', 'a null match', { match: [null] }, 'AP-97 error spec.tcp.0.match.0: tcp match may not be nil'),
  tcp(
    'AP-97',
    'conditions that are none',
    { match: [{ destinationSubnets: ['a'], port: 65536, sourceLabels: { a: '-' }, sourceNamespace: 'a.b' }] },
    'AP-97 error spec.tcp.0.match.0.destinationSubnets.0: a is not a valid IP',
    'AP-9 error spec.tcp.0.match.0.port: port number 65536 must be in the range 1..65535',
    'AP-11 error spec.tcp.0.match.0.sourceLabels.a: invalid tag value: "-"',
    'AP-89 error spec.tcp.0.match.0.sourceNamespace: sourceNamespace match a.b is invalid',
  ),

  generated('AP-13', "istiod's own names and missing hosts", {
    gateways: ['infra/gw~istio-autogenerated-k8s-gateway~web'],
    http: [{ route: [{ destination: {} }] }],
    tcp: [{ route: [{ destination: {} }] }],
    tls: [{ ...sni, route: [{ destination: { host: '*' } }] }],
  }),
  generated(
    'AP-13',
    'what is not let off',
    { gateways: ['./gw~a'], http: [{ route, mirrors: [{ destination: {} }] }] },
    'AP-41 error spec.gateways.0: invalid value for namespace: "."',
    'AP-62 error spec.http.0.mirrors.0.destination.host: empty domain name not allowed',
  ),
  {
    ...one(
      'AP-13',
      'lint never lets anything off, and neither does any other annotation',
      { gateways: ['infra/gw~a'] },
      'AP-41 error spec.gateways.0: invalid value for gateway name: "gw~a"',
    ),
    metadata: { annotations: { 'internal.istio.io/route-semantics': 'gateway' } },
  },
];
