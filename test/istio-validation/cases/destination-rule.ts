import { rowsOf } from './case.ts';

const host = 'a.prod.svc.cluster.local';
const spec = rowsOf('DestinationRule', (part) => part);
const rule = rowsOf('DestinationRule', (part) => Object.assign({ host }, part));
const subsets = rowsOf('DestinationRule', (part) => ({ host, subsets: part }));
const policy = rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: part }));
const field = (name: string) => rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: { [name]: part } }));
const ports = field('portLevelSettings');
const tls = field('tls');
const pool = field('connectionPool');
const http = rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: { connectionPool: { http: part } } }));
const tcp = rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: { connectionPool: { tcp: part } } }));
const outlier = field('outlierDetection');
const tunnel = field('tunnel');
const at = 'spec.trafficPolicy';
const files = { clientCertificate: 'a.crt', privateKey: 'a.key' };

/** AP-99 to AP-103, and AP-105. */
export const destinationRuleCases = [
  ...['a', '*.example.com', '*', host].map((name) => spec('AP-99', `the host ${name}`, { host: name })),
  spec('AP-99', 'no host', {}, 'AP-99 error spec.host: empty domain name not allowed'),
  spec(
    'AP-99',
    'an IP address',
    { host: '10.0.0.1' },
    'AP-99 error spec.host: domain name "0.0.1" invalid (top level domain "1" cannot be all-numeric)',
  ),
  subsets('AP-99', 'subsets', [
    { name: 'v1', labels: { app: 'a' } },
    { name: 'V2', trafficPolicy: { tls: {} } },
  ]),
  subsets('AP-99', 'a null subset', [null], 'AP-99 error spec.subsets.0: subset may not be null'),
  subsets(
    'AP-99',
    'names of subsets',
    [{ name: 'v1' }, { name: '' }, { name: 'v1.2' }, { name: 'v1' }],
    'AP-99 error spec.subsets.1.name: subset name cannot be empty',
    'AP-99 error spec.subsets.2.name: subset name is invalid: v1.2',
    'AP-99 error spec.subsets.3.name: duplicate subset names: v1',
  ),
  subsets(
    'AP-99',
    'what is in a subset',
    [{ name: 'v1', labels: { '': '' }, trafficPolicy: {} }],
    'AP-11 error spec.subsets.0.labels.: invalid tag key: ""',
    'AP-100 error spec.subsets.0.trafficPolicy: traffic policy must have at least one field',
  ),

  ...['outlierDetection', 'loadBalancer', 'tls', 'proxyProtocol', 'retryBudget'].map((name) =>
    policy('AP-100', `${name} alone`, { [name]: {} }),
  ),
  policy('AP-100', 'nothing', {}, `AP-100 error ${at}: traffic policy must have at least one field`),
  policy(
    'AP-100',
    'a tunnel and a proxy protocol, of which nothing else is said',
    { tunnel: {}, proxyProtocol: {}, connectionPool: {} },
    `AP-100 error ${at}.proxyProtocol: tunnel and proxyProtocol must not be set together`,
  ),
  ports('AP-100', 'ports of any number', [
    { port: {}, tls: {} },
    { port: { number: 70000 }, loadBalancer: {} },
  ]),
  ports(
    'AP-100',
    'a null port, and one without anything',
    [null, {}],
    `AP-100 error ${at}.portLevelSettings.0: traffic policy may not be null`,
    `AP-100 error ${at}.portLevelSettings.1.port: portTrafficPolicy must have valid port`,
    `AP-100 error ${at}.portLevelSettings.1: port traffic policy must have at least one field`,
  ),
  ports(
    'AP-100',
    'what is in a port',
    [{ port: {}, connectionPool: {} }],
    `AP-102 error ${at}.portLevelSettings.0.connectionPool: connection pool must have at least one field`,
  ),

  ...[
    { mode: 'SIMPLE', credentialName: 'configmap://ns/ca' },
    { mode: 'SIMPLE', insecureSkipVerify: true },
    { mode: 'MUTUAL', insecureSkipVerify: true, credentialName: 'cert' },
    { mode: 'DISABLE', insecureSkipVerify: true, caCertificates: 'ca' },
    { mode: 'MUTUAL', ...files, caCertificates: 'ca' },
    { mode: 'ISTIO_MUTUAL', credentialName: 'cert', ...files },
    { mode: 'SIMPLE', caCertificates: 'ca', caCrl: 'crl' },
    { mode: 'SIMPLE', credentialName: 'invalid://' },
  ].map((part) => tls('AP-101', JSON.stringify(part), part)),
  ...['configmap://', 'configmap://ns', 'configmap://ns/', 'configmap:///ca'].map((credentialName) =>
    tls(
      'AP-101',
      `the credential ${credentialName}`,
      { mode: 'SIMPLE', credentialName },
      `AP-101 error ${at}.tls.credentialName: invalid credentialName ${credentialName}: expected configmap://<namespace>/<name>`,
    ),
  ),
  tls(
    'AP-101',
    'a ConfigMap of another namespace',
    { mode: 'SIMPLE', credentialName: 'configmap://other/ca' },
    `AP-101 error ${at}.tls.credentialName: invalid credentialName configmap://other/ca: ConfigMap must be in namespace ns`,
  ),
  tls(
    'AP-101',
    'no verification, SIMPLE',
    { mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: 'ca', subjectAltNames: ['a'] },
    `AP-101 error ${at}.tls.caCertificates: cannot specify CaCertificates when InsecureSkipVerify is set true`,
    `AP-101 error ${at}.tls.subjectAltNames: cannot specify SubjectAltNames when InsecureSkipVerify is set true`,
  ),
  tls(
    'AP-101',
    'no verification, and a credential',
    { mode: 'SIMPLE', insecureSkipVerify: true, credentialName: 'ca' },
    `AP-101 error ${at}.tls.credentialName: cannot specify CredentialName when InsecureSkipVerify is set true`,
  ),
  tls(
    'AP-101',
    'no verification, MUTUAL',
    { mode: 'MUTUAL', insecureSkipVerify: true, ...files, caCertificates: 'ca', subjectAltNames: ['a'] },
    `AP-101 error ${at}.tls.caCertificates: cannot specify CaCertificates when InsecureSkipVerify is set true`,
    `AP-101 error ${at}.tls.subjectAltNames: cannot specify SubjectAltNames when InsecureSkipVerify is set true`,
  ),
  ...['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'].map((name) =>
    tls(
      'AP-101',
      `a credential and ${name}`,
      { mode: 'MUTUAL', credentialName: 'cert', [name]: 'file' },
      `AP-101 error ${at}.tls.${name}: cannot specify client certificates or CA certificate If credentialName is set`,
    ),
  ),
  tls(
    'AP-101',
    'MUTUAL without files',
    { mode: 'MUTUAL' },
    `AP-101 error ${at}.tls.clientCertificate: client certificate required for mutual tls`,
    `AP-101 error ${at}.tls.privateKey: private key required for mutual tls`,
  ),

  http('AP-102', 'every limit of HTTP', {
    http1MaxPendingRequests: 0,
    http2MaxRequests: 1,
    maxRequestsPerConnection: 1,
    maxRetries: 1,
    maxConcurrentStreams: 1,
    idleTimeout: '1s',
    h2UpgradePolicy: 'UPGRADE',
    http2KeepAlive: { interval: '1s', timeout: '1s' },
  }),
  tcp('AP-102', 'every limit of TCP', {
    maxConnections: 1,
    connectTimeout: '1s',
    idleTimeout: '0s',
    tcpKeepalive: { time: '1s' },
  }),
  pool('AP-102', 'nothing', {}, `AP-102 error ${at}.connectionPool: connection pool must have at least one field`),
  ...[
    ['http1MaxPendingRequests', 'http1 max pending requests'],
    ['http2MaxRequests', 'http2 max requests'],
    ['maxRequestsPerConnection', 'max requests per connection'],
    ['maxRetries', 'max retries'],
    ['maxConcurrentStreams', 'max concurrent streams'],
  ].map(([name = '', text]) =>
    http(
      'AP-102',
      `${name} below 0`,
      { [name]: -1 },
      `AP-102 error ${at}.connectionPool.http.${name}: ${text} must be non-negative`,
    ),
  ),
  tcp(
    'AP-102',
    'connections below 0',
    { maxConnections: -1 },
    `AP-102 error ${at}.connectionPool.tcp.maxConnections: max connections must be non-negative`,
  ),
  http(
    'AP-102',
    "an upgrade of the client's protocol",
    { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true },
    `AP-102 error ${at}.connectionPool.http.useClientProtocol: use client protocol must not be true when H2UpgradePolicy is UPGRADE`,
  ),
  http(
    'AP-102',
    'a keep-alive without its times',
    { http2KeepAlive: {} },
    `AP-102 error ${at}.connectionPool.http.http2KeepAlive.interval: http2 keepalive interval must be set`,
    `AP-102 error ${at}.connectionPool.http.http2KeepAlive.timeout: http2 keepalive timeout must be set`,
  ),
  ...['connectTimeout', 'maxConnectionDuration'].map((name) =>
    tcp(
      'AP-102',
      `${name} of 0`,
      { [name]: '0s' },
      `AP-10 error ${at}.connectionPool.tcp.${name}: duration must be greater than 1ms`,
    ),
  ),
  ...['time', 'interval'].map((name) =>
    tcp(
      'AP-102',
      `a keep-alive ${name} of 0`,
      { tcpKeepalive: { [name]: '0s' } },
      `AP-10 error ${at}.connectionPool.tcp.tcpKeepalive.${name}: duration must be greater than 1ms`,
    ),
  ),
  http(
    'AP-102',
    'an idle time of 0',
    { idleTimeout: '0s' },
    `AP-10 error ${at}.connectionPool.http.idleTimeout: duration must be greater than 1ms`,
  ),

  outlier('AP-103', 'everything', {
    consecutiveLocalOriginFailures: 1,
    splitExternalLocalOriginErrors: true,
    interval: '1s',
    baseEjectionTime: '1s',
    maxEjectionPercent: 100,
    minHealthPercent: 0,
  }),
  outlier(
    'AP-103',
    'nothing right',
    {
      consecutiveErrors: 1,
      consecutiveLocalOriginFailures: 1,
      interval: '0s',
      baseEjectionTime: '0s',
      maxEjectionPercent: 101,
      minHealthPercent: -1,
    },
    `AP-10 error ${at}.outlierDetection.baseEjectionTime: duration must be greater than 1ms`,
    `AP-103 warning ${at}.outlierDetection.consecutiveErrors: outlier detection consecutive errors is deprecated, use consecutiveGatewayErrors or consecutive5xxErrors instead`,
    `AP-103 error ${at}.outlierDetection.consecutiveLocalOriginFailures: outlier detection consecutive local origin failures is specified, but split external local origin errors is set to false`,
    `AP-10 error ${at}.outlierDetection.interval: duration must be greater than 1ms`,
    `AP-103 error ${at}.outlierDetection.maxEjectionPercent: percentage 101 is not in range 0..100`,
    `AP-103 error ${at}.outlierDetection.minHealthPercent: percentage -1 is not in range 0..100`,
  ),

  ...[
    { targetHost: 'a.example.com', targetPort: 80 },
    { protocol: 'POST', targetHost: '10.0.0.1', targetPort: 65535 },
  ].map((part) => tunnel('AP-105', JSON.stringify(part), part)),
  tunnel(
    'AP-105',
    'a tunnel to nowhere',
    { protocol: 'GET', targetHost: '*.a', targetPort: 0 },
    `AP-105 error ${at}.tunnel.protocol: tunnel protocol must be "CONNECT" or "POST"`,
    `AP-105 error ${at}.tunnel.targetHost: tunnel target host must be valid FQDN or IP address: domain name "*.a" invalid (label "*" invalid); *.a is not a valid IP`,
    `AP-105 error ${at}.tunnel.targetPort: tunnel target port is invalid: port number 0 must be in the range 1..65535`,
  ),
  ...['V2', 1, 0].map((version) =>
    policy('AP-105', `version ${version} of the proxy protocol`, { proxyProtocol: { version } }),
  ),
  policy(
    'AP-105',
    'version 2 of the proxy protocol, which is number 1',
    { proxyProtocol: { version: 2 } },
    `AP-105 error ${at}.proxyProtocol.version: proxy protocol version is invalid: 2`,
  ),
  rule('AP-105', 'a selector', {
    workloadSelector: { matchLabels: { 'app.kubernetes.io/name': 'a' } },
    exportTo: ['.'],
  }),
  rule(
    'AP-105',
    'a selector with wildcards',
    { workloadSelector: { matchLabels: { '': 'a', 'b*': '', c: '*' } } },
    'AP-105 error spec.workloadSelector.matchLabels.: empty key is not supported in selector: "=a"',
    'AP-105 error spec.workloadSelector.matchLabels.b*: wildcard is not supported in selector: "b*="',
    'AP-105 error spec.workloadSelector.matchLabels.c: wildcard is not supported in selector: "c=*"',
  ),
  ...[['prod'], ['*']].map((exportTo) =>
    rule(
      'AP-12',
      `a selector, exported to ${exportTo}`,
      { workloadSelector: {}, exportTo },
      'AP-12 error spec.exportTo: destination rule with workload selector cannot have exportTo beyond current namespace',
    ),
  ),
  rule(
    'AP-12',
    'a selector, exported to its namespace and more',
    { workloadSelector: {}, exportTo: ['ns', 'prod'] },
    'AP-12 error spec.exportTo: destination rule with workload selector cannot have multiple entries in exportTo',
  ),
];
