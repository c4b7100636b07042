import { rowsOf } from './case.ts';

const host = 'a.prod.svc.cluster.local';
const field = (name: string) => rowsOf('DestinationRule', (part) => ({ host, trafficPolicy: { [name]: part } }));
const at = 'spec.trafficPolicy';
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
const atLocality = `${at}.loadBalancer.localityLbSetting`;
const atHash = `${at}.loadBalancer.consistentHash`;
const wildcardProblem = "wildcard '*' number can not exceed 1 and must be in the end";

/** AP-104. */
export const loadBalancerCases = [
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
];
