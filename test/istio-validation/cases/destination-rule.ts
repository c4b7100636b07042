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
const balancer = field('loadBalancer');
const hash = rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: { loadBalancer: { consistentHash: part } } }));
const locality = rowsOf('DestinationRule', (part) => ({
  host,
  trafficPolicy: { outlierDetection: {}, loadBalancer: { localityLbSetting: part } },
}));
const localities = rowsOf('DestinationRule', (part) => {
  const names = Array.isArray(part) ? part : [];
  const distribute = names.map((from) => ({ from, to: { [String(from)]: 100 } }));
  return { host, trafficPolicy: { loadBalancer: { localityLbSetting: { distribute } } } };
});
const tunnel = field('tunnel');

const at = 'spec.trafficPolicy';
const files = { clientCertificate: 'a.crt', privateKey: 'a.key' };
const atLocality = `${at}.loadBalancer.localityLbSetting`;
const atHash = `${at}.loadBalancer.consistentHash`;
const wildcardProblem = "wildcard '*' number can not exceed 1 and must be in the end";

/** AP-99 to AP-105. */
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

  hash('AP-104', 'a cookie', { httpCookie: { name: 'a', ttl: '0s', attributes: [{ name: 'b' }, { name: 'c' }] } }),
  hash(
    'AP-104',
    'a cookie without names',
    { httpCookie: { attributes: [{ name: '' }, { name: 'b' }, { name: 'b' }] } },
    `AP-104 error ${atHash}.httpCookie.name: name required for HttpCookie`,
    `AP-104 error ${atHash}.httpCookie.attributes.0.name: name required for HttpCookie attribute`,
    `AP-104 error ${atHash}.httpCookie.attributes.2.name: duplicate HttpCookie attribute name: b`,
  ),
  ...[65537, 4999999].map((tableSize) => hash('AP-104', `a table of ${tableSize}`, { maglev: { tableSize } })),
  ...[0, 1, 4, 65535].map((tableSize) =>
    hash(
      'AP-104',
      `a table of ${tableSize}`,
      { maglev: { tableSize } },
      `AP-104 error ${atHash}.maglev.tableSize: tableSize must be a prime number for maglev`,
    ),
  ),
  hash(
    'AP-104',
    'a table that is too large',
    { maglev: { tableSize: 5000011 } },
    `AP-104 error ${atHash}.maglev.tableSize: tableSize must be less than 5000011 for maglev`,
  ),
  hash(
    'AP-104',
    'the size of a ring, of old',
    { minimumRingSize: 1 },
    `AP-104 warning ${atHash}.minimumRingSize: consistent hash MinimumRingSize is deprecated, use ConsistentHashLB's RingHash configuration instead`,
  ),
  hash(
    'AP-104',
    'the size of a ring, in both ways',
    { minimumRingSize: 1, ringHash: {} },
    `AP-104 warning ${atHash}.minimumRingSize: consistent hash MinimumRingSize is deprecated, use ConsistentHashLB's RingHash configuration instead`,
    `AP-104 error ${atHash}.minimumRingSize: minimumRingSize must not be set together with a hash algorithm`,
  ),
  balancer(
    'AP-104',
    'two ways to look at localities',
    { localityLbSetting: {}, zoneAwareLbSetting: {} },
    `AP-104 error ${at}.loadBalancer.zoneAwareLbSetting: localityLbSetting and zoneAwareLbSetting must not be set together`,
  ),
  balancer('AP-104', 'a warmup', {
    warmup: { duration: '1s', minimumPercent: 100, aggression: 0.5 },
    warmupDurationSecs: '1s',
  }),
  balancer(
    'AP-104',
    'a warmup without anything right',
    { warmup: { minimumPercent: 101, aggression: 0 }, warmupDurationSecs: '0s' },
    `AP-104 error ${at}.loadBalancer.warmup.duration: duration is required for warmup`,
    `AP-104 error ${at}.loadBalancer.warmup.minimumPercent: minimumPercent of warmup must be at most 100`,
    `AP-104 error ${at}.loadBalancer.warmup.aggression: aggression of warmup must be greater than 0`,
    `AP-10 error ${at}.loadBalancer.warmupDurationSecs: duration must be greater than 1ms`,
  ),
  locality('AP-104', 'a failover', {
    failover: [{ from: 'us', to: 'eu' }],
    failoverPriority: ['topology.istio.io/network'],
  }),
  balancer(
    'AP-104',
    'a failover that nothing sets off',
    { localityLbSetting: { failover: [{ from: 'us', to: 'eu' }] } },
    `AP-104 warning ${atLocality}.failover: outlier detection policy must be provided for failover`,
  ),
  balancer(
    'AP-104',
    'priorities that nothing sets off',
    { zoneAwareLbSetting: { failoverPriority: ['a'] } },
    `AP-104 warning ${at}.loadBalancer.zoneAwareLbSetting.failoverPriority: outlier detection policy must be provided for failover`,
  ),
  locality(
    'AP-104',
    'a failover beside distribution, of which nothing else is said',
    { distribute: [{}], failover: [{}] },
    `AP-104 error ${atLocality}.failover: can not simultaneously specify 'distribute' and 'failover'`,
  ),
  locality(
    'AP-104',
    'a failover by region twice',
    { failover: [{}], failoverPriority: ['a', 'topology.kubernetes.io/region'] },
    `AP-104 error ${atLocality}.failoverPriority.1: can not simultaneously set 'failover' and topology label 'topology.kubernetes.io/region' in 'failover_priority'`,
  ),
  locality(
    'AP-104',
    'regions of a failover',
    {
      failover: [
        { from: 'us', to: 'us' },
        { from: 'us/a', to: 'eu' },
        { from: 'us', to: '*' },
      ],
    },
    `AP-104 error ${atLocality}.failover.0: locality lb failover settings must specify different regions`,
    `AP-104 error ${atLocality}.failover.1: locality lb failover only specify region`,
    `AP-104 error ${atLocality}.failover.2: locality lb failover region should not contain '*' wildcard`,
  ),
  locality('AP-104', 'a distribution', { distribute: [{ from: 'us/*', to: { 'us/*': 99, 'eu/a/b/c': 1 } }] }),
  ...[0, 101].map((weight) =>
    locality(
      'AP-104',
      `a weight of ${weight}`,
      { distribute: [{ from: 'us', to: { a: weight, b: 100 } }, {}] },
      `AP-104 error ${atLocality}.distribute.0.to.a: locality weight must be in range [1, 100]`,
    ),
  ),
  locality(
    'AP-104',
    'weights',
    { distribute: [{ from: 'us', to: { a: 1, b: 98 } }] },
    `AP-104 error ${atLocality}.distribute.0.to: total locality weight 99 != 100`,
  ),
  locality(
    'AP-104',
    'targets that overlap',
    { distribute: [{ from: 'us', to: { 'eu/*': 50, 'eu/a': 50 } }] },
    `AP-104 error ${atLocality}.distribute.0.to.eu/a: locality eu/a overlap with previous specified ones`,
  ),
  ...[
    ['us', 'eu'],
    ['us/a', 'us/b', 'us/c/d'],
    ['us/a/1', 'us/a/2'],
  ].map((names) => localities('AP-104', `the localities ${names}`, names)),
  ...[
    ['us', 'us'],
    ['us/a', 'us'],
    ['us', 'us/a'],
    ['us/*', 'us/a'],
    ['us/a/*', 'us/a/1'],
    ['*', 'us'],
  ].map((names) =>
    localities(
      'AP-104',
      `the localities ${names}`,
      names,
      `AP-104 error ${atLocality}.distribute.1.from: locality ${names[1]} overlap with previous specified ones`,
    ),
  ),
  ...[
    ['u*s', wildcardProblem],
    ['*/*', wildcardProblem],
    ['us//a', 'must not contain empty region/zone/subzone info'],
    ['', 'must not contain empty region/zone/subzone info'],
  ].map(([name, problem]) =>
    localities(
      'AP-104',
      `the locality "${name}"`,
      [name],
      `AP-104 error ${atLocality}.distribute.0.to.${name}: locality ${name} ${problem}`,
      `AP-104 error ${atLocality}.distribute.0.from: locality ${name} ${problem}`,
    ),
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
