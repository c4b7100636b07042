import { rowsOf } from './case.ts';

const port = { number: 80, name: 'web', protocol: 'HTTP' };
const hosts = ['a.example.com'];
const spec = rowsOf('ServiceEntry', (part) => part);
const entry = rowsOf('ServiceEntry', (part) => Object.assign({ hosts, ports: [port] }, part));
const inPort = rowsOf('ServiceEntry', (part) => ({ hosts, ports: [Object.assign({}, port, part)] }));
const fixed = rowsOf('ServiceEntry', (part) => ({ hosts, ports: [port], resolution: 'STATIC', endpoints: part }));
const named = rowsOf('ServiceEntry', (part) => ({ hosts, ports: [port], resolution: 'DNS', endpoints: part }));
const dynamic = rowsOf('ServiceEntry', (part) =>
  Object.assign({ hosts: ['*.example.com'], ports: [port], resolution: 'DYNAMIC_DNS' }, part),
);
const labelled = (labels: object) =>
  rowsOf('ServiceEntry', (part) => Object.assign({ hosts, ports: [port] }, part), { metadata: { labels } });

const at = 'spec.endpoints.0';
const off = { 'networking.istio.io/enable-autoallocate-ip': 'False' };

/** AP-110 to AP-116. */
export const serviceEntryCases = [
  ...['a', '*.example.com', 'a.example.com.'].map((host) => entry('AP-110', `the host ${host}`, { hosts: [host] })),
  spec('AP-110', 'no hosts', {}, 'AP-110 error spec.hosts: service entry must have at least one host'),
  entry('AP-110', 'everything', { hosts: ['*'] }, 'AP-110 error spec.hosts.0: invalid host *'),
  entry(
    'AP-110',
    'no domain',
    { hosts: ['a_b'] },
    'AP-110 error spec.hosts.0: domain name "a_b" invalid (label "a_b" invalid)',
  ),
  entry(
    'AP-110',
    'a partial wildcard',
    { hosts: ['*a.example.com'] },
    'AP-110 warning spec.hosts.0: partial wildcard "*a.example.com" not allowed',
  ),
  dynamic('AP-110', 'a partial wildcard that is resolved', { hosts: ['*a.example.com'] }),

  entry('AP-111', 'a selector, and addresses', {
    workloadSelector: { labels: { app: 'a' } },
    addresses: ['10.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    resolution: 'STATIC',
  }),
  entry('AP-111', 'a block of addresses without resolution', { addresses: ['10.0.0.0/8'] }),
  entry(
    'AP-111',
    'a selector and endpoints',
    { workloadSelector: {}, endpoints: [{ address: '10.0.0.1' }], resolution: 'STATIC' },
    'AP-111 error spec.endpoints: only one of WorkloadSelector or Endpoints is allowed in Service Entry',
  ),
  entry(
    'AP-111',
    'addresses that are none',
    { addresses: ['a', '10.0.0.0/33'], resolution: 'STATIC' },
    'AP-111 error spec.addresses.0: a is not a valid IP',
    'AP-111 error spec.addresses.1: 10.0.0.0/33 is not a valid CIDR block',
  ),
  entry(
    'AP-111',
    'a block of addresses for a name',
    { addresses: ['10.0.0.0/8'], resolution: 'DNS' },
    'AP-111 error spec.addresses.0: CIDR addresses are allowed only for NONE/STATIC resolution types',
  ),

  entry('AP-113', 'ports', {
    ports: [port, { number: 443, name: 'TLS', protocol: 'tls', targetPort: 8443 }, { number: 1, name: 'x' }],
  }),
  entry('AP-113', 'a null port', { ports: [null] }, 'AP-113 error spec.ports.0: service entry port may not be null'),
  entry(
    'AP-113',
    'a port twice',
    { ports: [port, port] },
    'AP-113 error spec.ports.1.name: service entry port name "web" already defined',
    'AP-113 error spec.ports.1.number: service entry port 80 already defined',
  ),
  inPort('AP-113', 'a name with a dot', { name: 'a.b' }, 'AP-113 error spec.ports.0.name: invalid port name: a.b'),
  inPort('AP-113', 'no name', { name: undefined }, 'AP-113 error spec.ports.0.name: invalid port name: '),
  inPort(
    'AP-113',
    'a protocol',
    { protocol: 'SCTP' },
    'AP-113 error spec.ports.0.protocol: unsupported protocol: SCTP',
  ),
  inPort(
    'AP-113',
    'numbers',
    { number: 0, targetPort: 65536 },
    'AP-9 error spec.ports.0.targetPort: port number 65536 must be in the range 1..65535',
    'AP-9 error spec.ports.0.number: port number 0 must be in the range 1..65535',
  ),

  entry('AP-114', 'no endpoints', {}),
  entry(
    'AP-114',
    'endpoints that nothing asks for',
    { endpoints: [{ address: 'a' }] },
    'AP-114 error spec.endpoints: no endpoints should be provided for resolution type none',
  ),
  fixed('AP-114', 'endpoints', [{ address: '10.0.0.1', ports: { web: 8080 }, labels: { app: 'a' } }, { network: 'n' }]),
  fixed('AP-114', 'a socket', [{ address: 'unix:///run/a' }]),
  fixed('AP-114', 'a null endpoint', [null], `AP-114 error ${at}: endpoint cannot be nil`),
  fixed(
    'AP-114',
    'a name',
    [{ address: 'a.example.com' }],
    `AP-114 error ${at}.address: a.example.com is not a valid IP`,
  ),
  fixed('AP-114', 'no address', [{}], `AP-114 error ${at}.address: address is required`),
  fixed(
    'AP-114',
    'a relative socket with ports',
    [{ address: 'unix://a', ports: { web: 1 } }],
    `AP-114 error ${at}.address: a is not an absolute path to a file`,
    `AP-114 error ${at}.ports: unix endpoint unix://a must not include ports`,
  ),
  entry(
    'AP-114',
    'a socket for several ports',
    { resolution: 'STATIC', ports: [port, { ...port, name: 'b', number: 81 }], endpoints: [{ address: 'unix://@a' }] },
    'AP-114 error spec.ports: exactly 1 service port required for unix endpoints',
  ),
  fixed(
    'AP-114',
    'ports and labels of endpoints',
    [{ address: '10.0.0.1', ports: { 'a.b': 0 }, labels: { a: '-' } }],
    `AP-114 error ${at}.ports.a.b: endpoint port 0 is not defined by the service entry`,
    `AP-114 error ${at}.ports.a.b: invalid port name: a.b`,
    `AP-9 error ${at}.ports.a.b: port number 0 must be in the range 1..65535`,
    `AP-11 error ${at}.labels.a: invalid tag value: "-"`,
  ),
  named('AP-114', 'names and addresses', [{ address: 'b.example.com', ports: { web: 1 } }, { address: '::1' }]),
  named(
    'AP-114',
    'no name',
    [{ address: '*.example.com' }],
    `AP-114 error ${at}.address: endpoint address "*.example.com" is not a valid FQDN or an IP address`,
  ),
  named(
    'AP-114',
    'a socket',
    [{ address: 'unix:///a' }],
    `AP-114 error ${at}.address: endpoint address "unix:///a" is not a valid FQDN or an IP address`,
  ),
  entry('AP-114', 'a wildcard with endpoints', { hosts: ['*.a'], resolution: 'DNS', endpoints: [{ address: 'b.a' }] }),
  entry(
    'AP-114',
    'a wildcard, which cannot be resolved',
    { hosts: ['*.a'], resolution: 'DNS_ROUND_ROBIN' },
    'AP-114 error spec.hosts.0: hosts must be FQDN if no endpoints are provided for resolution mode DNS_ROUND_ROBIN',
  ),
  entry(
    'AP-114',
    'two endpoints in turns',
    { resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'b.a' }, { address: 'c.a' }] },
    'AP-114 error spec.endpoints: there must only be 0 or 1 endpoint for resolution mode DNS_ROUND_ROBIN',
  ),
  ...['HTTP', 'TLS', 'grpc', 'HTTP2'].map((protocol) =>
    dynamic('AP-114', `${protocol}, resolved when asked for`, { ports: [{ ...port, protocol }] }),
  ),
  dynamic(
    'AP-114',
    'resolved when asked for, against every condition',
    { hosts: ['a.example.com'], addresses: ['10.0.0.1'], endpoints: [{}], ports: [{ ...port, protocol: 'TCP' }] },
    'AP-114 error spec.hosts.0: hosts must be wildcards for resolution mode DYNAMIC_DNS',
    'AP-114 error spec.addresses: no addresses should be provided for resolution mode DYNAMIC_DNS',
    'AP-114 error spec.endpoints: no endpoints should be provided for resolution mode DYNAMIC_DNS',
    'AP-114 error spec.ports.0.protocol: protocol TCP is not supported for resolution mode DYNAMIC_DNS',
  ),
  ...['', 'none'].map((waypoint) =>
    labelled({ 'istio.io/use-waypoint': waypoint })('AP-114', `in the mesh, by the waypoint "${waypoint}"`, {
      hosts: ['*.a'],
      resolution: 'DYNAMIC_DNS',
      location: 'MESH_INTERNAL',
    }),
  ),
  labelled({ 'istio.io/use-waypoint': 'w' })(
    'AP-114',
    'in the mesh, by a waypoint',
    { hosts: ['*.a'], resolution: 'DYNAMIC_DNS', location: 'MESH_INTERNAL' },
    'AP-114 error spec.location: MESH_INTERNAL with a waypoint is not supported for resolution mode DYNAMIC_DNS',
  ),

  entry('AP-115', 'several hosts of requests', {
    hosts: ['a', 'b'],
    resolution: 'STATIC',
    ports: [port, { number: 443, name: 'tls', protocol: 'TLS' }],
  }),
  entry('AP-115', 'several hosts of nothing in particular', {
    hosts: ['a', 'b'],
    ports: [{ number: 1, name: 'a', protocol: 'TCP' }],
  }),
  ...['TCP', ''].map((protocol) =>
    entry(
      'AP-115',
      `several hosts of connections, protocol "${protocol}"`,
      { hosts: ['a', 'b'], resolution: 'STATIC', ports: [port, { number: 1, name: 'a', protocol }] },
      'AP-115 error spec.ports.1: multiple hosts provided with non-HTTP, non-TLS ports',
    ),
  ),

  entry('AP-116', 'TCP with an address that is allocated', { ports: [{ ...port, protocol: 'TCP' }] }),
  labelled(off)('AP-116', 'TCP with an address', { ports: [{ ...port, protocol: 'TCP' }], addresses: ['10.0.0.1'] }),
  labelled(off)('AP-116', 'protocols that need no address', {
    ports: [port, { number: 1, name: 'a', protocol: 'tcp' }],
  }),
  ...['TCP', undefined].map((protocol) =>
    labelled(off)(
      'AP-116',
      `no address, protocol ${protocol}`,
      { ports: [{ ...port, protocol }] },
      'AP-116 warning spec.ports.0: addresses are required for ports serving TCP (or unset) protocol when IP Autoallocation is not enabled',
    ),
  ),
  entry(
    'AP-116',
    'several hosts at an address',
    { hosts: ['a', 'b'], resolution: 'DNS', addresses: ['10.0.0.1'], ports: [{ ...port, protocol: 'TLS' }] },
    'AP-116 warning spec.hosts: service entry can not have more than one host specified simultaneously with address and tcp port',
  ),

  entry('AP-12', 'to no one', { exportTo: ['~'] }),
  entry(
    'AP-12',
    'to no one and someone',
    { exportTo: ['~', '*'] },
    'AP-12 error spec.exportTo: cannot have both public (*) and non-public exportTo values for a resource',
    'AP-12 error spec.exportTo: cannot export service entry to no one (~) and someone',
  ),
];
