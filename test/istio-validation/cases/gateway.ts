import { rowsOf } from './case.ts';

const port = { number: 443, name: 'web', protocol: 'HTTPS' };
const tls = { mode: 'SIMPLE', credentialName: 'cert' };
const server = { port, hosts: ['*.example.com'], tls };

const spec = rowsOf('Gateway', (part) => part);
const one = rowsOf('Gateway', (part) => ({ servers: [Object.assign({}, server, part)] }));
const http = rowsOf('Gateway', (part) => {
  const plain = { port: { number: 80, name: 'web', protocol: 'HTTP' }, hosts: ['*'] };
  return { servers: [Object.assign(plain, part)] };
});
const host = rowsOf('Gateway', (part) => ({ servers: [{ ...server, hosts: [part] }] }));
const inPort = rowsOf('Gateway', (part) => ({ servers: [{ ...server, port: Object.assign({}, port, part) }] }));
const inTLS = rowsOf('Gateway', (part) => ({ servers: [{ ...server, tls: part }] }));
const named = (name: string) => rowsOf('Gateway', (part) => part, { metadata: { name } });

const hosts = 'spec.servers.0.hosts';
const at = 'spec.servers.0.port';
const atTLS = 'spec.servers.0.tls';
const files = { serverCertificate: 'a.crt', privateKey: 'a.key' };
const pair = { ...files };

/** AP-20 to AP-38. */
export const gatewayCases = [
  named('web')('AP-20', 'a label', { servers: [server] }),
  named('Web')(
    'AP-20',
    'an upper case label, which Kubernetes refuses',
    { servers: [server] },
    `AP-1 error metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
  ),
  named('a.b')(
    'AP-20',
    'a name with a dot',
    { servers: [server] },
    'AP-20 error metadata.name: invalid gateway name: "a.b"',
  ),
  named('a'.repeat(64))(
    'AP-20',
    'a name of 64 characters',
    { servers: [server] },
    `AP-20 error metadata.name: invalid gateway name: "${'a'.repeat(64)}"`,
  ),

  spec('AP-21', 'two servers with their own names', {
    servers: [server, { ...server, port: { ...port, number: 444, name: 'web-2' } }],
  }),
  spec('AP-21', 'no servers', { servers: [] }, 'AP-21 error spec.servers: gateway must have at least one server'),
  spec('AP-21', 'nothing at all', {}, 'AP-21 error spec.servers: gateway must have at least one server'),
  spec('AP-21', 'a null server', { servers: [null, server] }, 'AP-21 error spec.servers.0: cannot have nil server'),
  spec(
    'AP-21',
    'a port name twice',
    { servers: [server, server] },
    'AP-21 error spec.servers.1.port.name: port names in servers must be unique: duplicate name web',
  ),

  one('AP-22', 'a host', { hosts: ['a.example.com'] }),
  one('AP-22', 'no hosts', { hosts: [] }, `AP-22 error ${hosts}: server config must contain at least one host`),

  ...['*/*', './a.example.com', 'prod/*.example.com', 'Prod/a.example.com', 'a.example.com'].map((name) =>
    host('AP-23', `the host ${name}`, name),
  ),
  host(
    'AP-23',
    'an illegal namespace',
    'a.b/x.example.com',
    `AP-23 error ${hosts}.0: invalid namespace value "a.b" in gateway`,
  ),
  host(
    'AP-23',
    'no namespace at all',
    '~/x.example.com',
    `AP-23 error ${hosts}.0: invalid namespace value "~" in gateway`,
  ),
  host(
    'AP-23',
    'an empty namespace',
    '/x.example.com',
    `AP-23 error ${hosts}.0: config namespace and dnsName in host entry cannot be empty`,
    `AP-23 error ${hosts}.0: invalid namespace value "" in gateway`,
  ),
  host(
    'AP-23',
    'an empty domain',
    'prod/',
    `AP-23 error ${hosts}.0: config namespace and dnsName in host entry cannot be empty`,
    `AP-24 error ${hosts}.0: short names (non FQDN) are not allowed`,
    `AP-24 error ${hosts}.0: empty domain name not allowed`,
  ),

  ...['*', '*.com', 'a.example.com.', '10.0.0.1', 'prod/A.example.com'].map((name) =>
    host('AP-24', `the host ${name}`, name),
  ),
  host('AP-24', 'a single label', 'localhost', `AP-24 error ${hosts}.0: short names (non FQDN) are not allowed`),
  host(
    'AP-24',
    'an IPv6 address, which has no dot',
    '::1',
    `AP-24 error ${hosts}.0: short names (non FQDN) are not allowed`,
  ),
  host(
    'AP-24',
    'a partial wildcard',
    '*a.example.com',
    `AP-24 error ${hosts}.0: partial wildcard "*a.example.com" not allowed`,
  ),
  host(
    'AP-24',
    'a wildcard in the middle',
    'a.*.com',
    `AP-24 error ${hosts}.0: domain name "*.com" invalid (label "*" invalid)`,
    `AP-24 error ${hosts}.0: partial wildcard "a.*.com" not allowed`,
  ),
  host(
    'AP-24',
    'an underscore',
    'a_b.example.com',
    `AP-24 error ${hosts}.0: domain name "a_b.example.com" invalid (label "a_b" invalid)`,
  ),
  host(
    'AP-24',
    'a number as its last label',
    'a.example.443',
    `AP-24 error ${hosts}.0: domain name "example.443" invalid (top level domain "443" cannot be all-numeric)`,
  ),

  inPort('AP-25', 'a port', {}),
  one('AP-25', 'no number on a Unix socket', { bind: 'unix:///run/web', port: { ...port, number: 0 } }),
  inPort('AP-9', 'the number 65535', { number: 65535 }),
  inPort('AP-9', 'the number 0', { number: 0 }, `AP-9 error ${at}.number: port number 0 must be in the range 1..65535`),
  inPort(
    'AP-9',
    'the number 65536',
    { number: 65536 },
    `AP-9 error ${at}.number: port number 65536 must be in the range 1..65535`,
  ),
  one('AP-25', 'no port', { port: undefined }, `AP-25 error ${at}: port is required`),
  inPort(
    'AP-25',
    'no name',
    { name: '' },
    `AP-25 error ${at}.name: port name must be set: number:443 protocol:"HTTPS"`,
  ),
  inPort(
    'AP-25',
    'a target port',
    { targetPort: 8443 },
    `AP-25 error ${at}.targetPort: targetPort has no impact on Gateways`,
  ),

  ...['tcp', 'UDP', 'mongo', 'redis', 'mysql'].map((protocol) =>
    http('AP-26', `the protocol ${protocol}`, { port: { number: 80, name: 'web', protocol } }),
  ),
  ...['grpc', 'GRPC-WEB', 'http', 'http_proxy', 'HTTP2'].map((protocol) =>
    http('AP-26', `the protocol ${protocol}`, {
      port: { number: 80, name: 'web', protocol },
      tls: { httpsRedirect: true },
    }),
  ),
  ...['https', 'tls'].map((protocol) => inPort('AP-26', `the protocol ${protocol}`, { protocol })),
  ...['HBONE', ''].map((protocol) =>
    inPort(
      'AP-26',
      `the protocol "${protocol}", whose tls is not looked at`,
      { protocol },
      `AP-26 error ${at}.protocol: invalid protocol "${protocol}", supported protocols are HTTP, HTTP2, GRPC, GRPC-WEB, MONGO, REDIS, MYSQL, TCP`,
    ),
  ),

  ...['10.0.0.1', '::1', 'fe80::1%eth0'].map((bind) => one('AP-27', `bound to ${bind}`, { bind })),
  ...['unix:///run/web', 'unix://@web'].map((bind) =>
    one('AP-27', `bound to ${bind}`, { bind, port: { ...port, number: 0 } }),
  ),
  one(
    'AP-27',
    'bound to a name',
    { bind: 'localhost' },
    'AP-27 error spec.servers.0.bind: localhost is not a valid IP',
  ),
  one(
    'AP-27',
    'a Unix socket with a number',
    { bind: 'unix:///run/web' },
    `AP-27 error ${at}.number: port number must be 0 for unix domain socket: number:443 protocol:"HTTPS" name:"web"`,
  ),
  one(
    'AP-27',
    'a relative path',
    { bind: 'unix://run/web', port: { ...port, number: 0 } },
    'AP-27 error spec.servers.0.bind: run/web is not an absolute path to a file',
  ),
  one(
    'AP-27',
    'a folder',
    { bind: 'unix:///run/', port: { ...port, number: 0 } },
    'AP-27 error spec.servers.0.bind: /run/ is not an absolute path to a file',
  ),
  one(
    'AP-27',
    'no path',
    { bind: 'unix://', port: { ...port, number: 0 } },
    'AP-27 error spec.servers.0.bind: unix address must not be empty',
  ),

  one('AP-30', 'HTTPS with tls', {}),
  one(
    'AP-30',
    'HTTPS without tls',
    { tls: null },
    `AP-30 error ${atTLS}: server must have TLS settings for HTTPS/TLS protocols`,
  ),
  one(
    'AP-30',
    'not judged beside an invalid port',
    { tls: null, port: { ...port, number: 0 } },
    `AP-9 error ${at}.number: port number 0 must be in the range 1..65535`,
  ),

  http('AP-31', 'a redirect of HTTP', { tls: { httpsRedirect: true } }),
  inTLS(
    'AP-31',
    'a redirect of HTTPS',
    { ...tls, httpsRedirect: true },
    `AP-31 warning ${atTLS}.httpsRedirect: tls.httpsRedirect should only be used with http servers`,
  ),

  http('AP-33', 'HTTP with a mode that leaves TLS alone', { tls: { mode: 'AUTO_PASSTHROUGH' } }),
  http(
    'AP-33',
    'HTTP that ends TLS',
    { tls },
    `AP-33 error ${atTLS}: server cannot have TLS settings for plain text HTTP ports`,
  ),
  http(
    'AP-33',
    'HTTP with a key',
    { tls: { privateKey: 'a.key' } },
    `AP-34 warning ${atTLS}.privateKey: PASSTHROUGH mode does not use certificates, they will be ignored`,
    `AP-33 error ${atTLS}: server cannot have TLS settings for plain text HTTP ports`,
  ),
  http(
    'AP-33',
    'TCP with tls',
    { port: { number: 80, name: 'web', protocol: 'TCP' }, tls: {} },
    `AP-33 error ${atTLS}: server cannot have TLS settings for non HTTPS/TLS ports`,
  ),

  inTLS('AP-34', 'ISTIO_MUTUAL alone', { mode: 'ISTIO_MUTUAL' }),
  inTLS(
    'AP-34',
    'ISTIO_MUTUAL with everything, of which nothing else is said',
    {
      mode: 'ISTIO_MUTUAL',
      ...files,
      caCertificates: 'ca',
      credentialName: 'a',
      credentialNames: ['b'],
      tlsCertificates: [pair],
    },
    `AP-34 error ${atTLS}.serverCertificate: ISTIO_MUTUAL TLS cannot have associated server certificate`,
    `AP-34 error ${atTLS}.privateKey: ISTIO_MUTUAL TLS cannot have associated private key`,
    `AP-34 error ${atTLS}.caCertificates: ISTIO_MUTUAL TLS cannot have associated CA bundle`,
    `AP-34 error ${atTLS}.credentialName: ISTIO_MUTUAL TLS cannot have associated credentialName`,
    `AP-34 error ${atTLS}.tlsCertificates: ISTIO_MUTUAL TLS cannot have associated tlsCertificates`,
    `AP-34 error ${atTLS}.credentialNames: ISTIO_MUTUAL TLS cannot have associated credentialNames`,
  ),
  inTLS(
    'AP-34',
    'a mode that leaves TLS alone, with a list of revoked certificates',
    { mode: 'AUTO_PASSTHROUGH', caCrl: 'crl' },
    `AP-34 warning ${atTLS}.caCrl: AUTO_PASSTHROUGH mode does not use certificates, they will be ignored`,
  ),

  inTLS('AP-35', 'two credentials', { mode: 'SIMPLE', credentialNames: ['rsa', 'ecdsa'] }),
  ...[{ credentialNames: ['b'] }, { privateKey: 'a.key' }, { tlsCertificates: [pair] }].map((other) =>
    inTLS(
      'AP-35',
      `a credential and ${Object.keys(other)}`,
      { ...tls, ...other },
      `AP-35 error ${atTLS}: only one of credential_name, credential_names, server_certificate/private_key, tls_certificates should be specified`,
    ),
  ),

  inTLS('AP-36', 'SIMPLE with files', { mode: 'SIMPLE', ...files }),
  inTLS('AP-36', 'SIMPLE with several files', { mode: 'SIMPLE', tlsCertificates: [pair, pair] }),
  inTLS('AP-36', 'MUTUAL with a credential, which may hold the CA too', { mode: 'MUTUAL', credentialName: 'cert' }),
  inTLS('AP-36', 'MUTUAL with files', { mode: 'MUTUAL', ...files, caCertificates: 'ca.crt' }),
  inTLS(
    'AP-36',
    'SIMPLE without anything',
    { mode: 'SIMPLE' },
    `AP-36 error ${atTLS}.serverCertificate: SIMPLE TLS requires a server certificate`,
    `AP-36 error ${atTLS}.privateKey: SIMPLE TLS requires a private key`,
  ),
  inTLS(
    'AP-36',
    'OPTIONAL_MUTUAL without anything',
    { mode: 'OPTIONAL_MUTUAL' },
    `AP-36 error ${atTLS}.serverCertificate: MUTUAL TLS requires a server certificate`,
    `AP-36 error ${atTLS}.privateKey: MUTUAL TLS requires a private key`,
    `AP-36 error ${atTLS}.caCertificates: MUTUAL TLS requires a client CA bundle`,
  ),
  inTLS(
    'AP-36',
    'a second pair without its key',
    { mode: 'SIMPLE', tlsCertificates: [pair, { serverCertificate: 'b.crt' }] },
    `AP-36 error ${atTLS}.tlsCertificates.1.privateKey: SIMPLE TLS requires a private key`,
  ),

  inTLS('AP-37', 'revoked certificates with MUTUAL', {
    mode: 'MUTUAL',
    ...files,
    caCertificates: 'ca.crt',
    caCrl: 'crl',
  }),
  inTLS('AP-37', 'not reached with a credential', { ...tls, caCrl: 'crl' }),
  inTLS(
    'AP-37',
    'revoked certificates with SIMPLE',
    { mode: 'SIMPLE', ...files, caCrl: 'crl' },
    `AP-37 error ${atTLS}.caCrl: CRL is not supported with SIMPLE TLS`,
  ),
  inTLS(
    'AP-37',
    'revoked certificates with a credential that is not used',
    { caCrl: 'crl', credentialName: 'cert' },
    `AP-34 warning ${atTLS}.caCrl: PASSTHROUGH mode does not use certificates, they will be ignored`,
    `AP-37 error ${atTLS}.caCrl: CRL is not supported with credentialName. CRL has to be specified in the credential`,
  ),

  inTLS('AP-38', 'suites for an old version', {
    ...tls,
    minProtocolVersion: 'TLSV1_1',
    cipherSuites: ['ECDHE-RSA-AES128-SHA', '!aNULL', ''],
  }),
  inTLS('AP-38', 'a new version without suites', { ...tls, minProtocolVersion: 'TLSV1_2' }),
  inTLS(
    'AP-38',
    'unknown and repeated suites, sorted',
    { ...tls, cipherSuites: ['Z', 'ALL', 'A', 'AES128-SHA', 'ALL', 'AES128-SHA', 'Z'] },
    `AP-38 warning ${atTLS}.cipherSuites: ignoring invalid cipher suites: [A Z]`,
    `AP-38 warning ${atTLS}.cipherSuites: ignoring duplicate cipher suites: [AES128-SHA ALL]`,
  ),
  inTLS(
    'AP-38',
    'an old version without suites',
    { ...tls, minProtocolVersion: 'TLSV1_0' },
    `AP-38 warning ${atTLS}.minProtocolVersion: TLS version below TLSV1_2 require setting compatible ciphers as by default they no longer include compatible ciphers.`,
  ),
  inTLS(
    'AP-38',
    'three pairs of files',
    { mode: 'SIMPLE', tlsCertificates: [pair, pair, pair] },
    `AP-38 warning ${atTLS}.tlsCertificates: at most 2 tls_certificates are used`,
  ),

  ...['kubernetes-gateway://infra/cert', 'builtin://', 'configmap://a/b', 'Any thing'].map((credentialName) =>
    inTLS('AP-39', `the credential ${credentialName}`, { mode: 'SIMPLE', credentialName }),
  ),
];
