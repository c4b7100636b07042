import { rowsOf } from './case.ts';

const route = [{ destination: { host: 'a' } }];
const rules = (...matches: readonly unknown[]) => matches.map((match) => ({ match, route }));
const http = rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: part }));
const tcp = rowsOf('VirtualService', (part) => ({ hosts: ['a'], tcp: part }));
const tls = rowsOf('VirtualService', (part) => ({ hosts: ['a'], tls: part }));

const prefix = (text: string, more: object = {}) => ({ uri: { prefix: text }, ...more });
const overlap = (rule: number, match: number, by: string) =>
  `AP-55 warning spec.http.${rule}.match.${match}: virtualService rule #${rule} match #${match} is not used (duplicate/overlapping match in rule ${by})`;
const repeated = (field: string, rule: number, match: number, by: string) =>
  `AP-54 warning spec.${field}.${rule}.match.${match}: virtualService rule #${rule} match #${match} is not used (duplicate/overlapping match in rule ${by})`;
const unused = (field: string, rule: number, reason: string) =>
  `AP-54 warning spec.${field}.${rule}: virtualService rule #${rule} not used (${reason})`;
const get = { method: { exact: 'GET' } };

/** AP-54 and AP-55. */
export const reachabilityCases = [
  http('AP-54', 'a last rule without matches', rules([prefix('/b')], [prefix('/a')], undefined)),
  http(
    'AP-54',
    'rules behind one without matches',
    rules(undefined, [prefix('/a')], []),
    unused('http', 1, 'route without matches defined before'),
    unused('http', 2, 'only the last rule can have no matches'),
  ),
  http(
    'AP-54',
    'a match that repeats another one under a name of its own',
    [
      { name: 'first', match: [{ name: 'x', uri: { exact: '/a' }, port: 0, headers: {} }], route },
      { match: [{ name: 'y', uri: { exact: '/a' }, gateways: [] }, { uri: { exact: '/b' } }], route },
    ],
    'AP-54 warning spec.http.1.match.0: virtualService rule #1 match "y" is not used (duplicate/overlapping match in rule "first")',
  ),
  http('AP-54', 'lists of the same letters', rules([{ gateways: ['ab', 'c'] }], [{ gateways: ['a', 'bc'] }])),
  http(
    'AP-54',
    'all matches repeated',
    rules([{ uri: { exact: '/a' } }], [{ uri: { exact: '/a' } }]),
    repeated('http', 1, 0, '#0'),
    unused('http', 1, 'all matches used by prior rules'),
  ),
  http('AP-54', 'a match repeated in its own rule', rules([{ port: 80 }, { port: 80 }]), repeated('http', 0, 1, '#0')),
  ...[
    { uri: { prefix: '/a' } },
    { uri: { exact: '/a' }, ignoreUriCase: true },
    { uri: { exact: '/a' }, port: 80 },
    { uri: { exact: '/a' }, headers: { a: {} } },
    { uri: { exact: '/a' }, withoutHeaders: { a: {} } },
    { uri: { exact: '/a' }, queryParams: { a: { exact: '' } } },
    { uri: { exact: '/a' }, sourceLabels: { a: '' } },
    { uri: { exact: '/a' }, gateways: ['mesh'] },
    { uri: { exact: '/a' }, method: {} },
    { uri: { exact: '/a' }, statPrefix: 'a' },
    { uri: { exact: '/a' }, sourceNamespace: 'a' },
  ].map((other) => http('AP-54', `not the same: ${JSON.stringify(other)}`, rules([{ uri: { exact: '/a' } }], [other]))),
  tcp(
    'AP-54',
    'entries of tcp',
    rules([{ port: 1 }], [{ port: 1 }, { port: 1, sourceSubnet: '10.0.0.0/8' }], undefined, undefined),
    repeated('tcp', 1, 0, '#0'),
    unused('tcp', 3, 'only the last rule can have no matches'),
  ),
  tls(
    'AP-54',
    'entries of tls',
    rules([{ sniHosts: ['a'] }], [{ sniHosts: ['a'], port: 1 }], [{ sniHosts: ['a'] }]),
    repeated('tls', 2, 0, '#0'),
    unused('tls', 2, 'all matches used by prior rules'),
  ),

  http('AP-55', 'longer prefixes first', rules([prefix('/a/b')], [prefix('/a')], [prefix('/')])),
  http(
    'AP-55',
    'a shorter prefix first; the first one is named',
    rules([prefix('/'), prefix('/a')], [prefix('/ab')]),
    overlap(0, 1, '#0 of prefix /'),
    overlap(1, 0, '#0 of prefix /'),
  ),
  http(
    'AP-55',
    'no method stands for GET',
    rules([prefix('/a')], [prefix('/ab', get)]),
    overlap(1, 0, '#0 of prefix /a'),
  ),
  http(
    'AP-55',
    'conditions that agree',
    rules(
      [prefix('/a', { headers: { x: { exact: 'a' } }, authority: { prefix: 'a' } })],
      [prefix('/ab', { headers: { x: { exact: 'ab' } }, authority: { prefix: 'a.com' } })],
    ),
    overlap(1, 0, '#0 of prefix /a'),
  ),
  ...[
    { method: { exact: 'POST' } },
    { port: 80 },
    { headers: { x: { exact: 'a' } } },
    { queryParams: { x: { exact: 'a' } } },
    { withoutHeaders: { x: { exact: 'a' } } },
  ].map((other) => http('AP-55', `apart by ${JSON.stringify(other)}`, rules([prefix('/a')], [prefix('/ab', other)]))),
  http(
    'AP-55',
    'apart by the value of a header, and by its name',
    rules(
      [prefix('/a', { headers: { x: { exact: 'a' } } })],
      [prefix('/ab', { headers: { x: { exact: 'b' } } })],
      [prefix('/abc', { headers: { y: { exact: 'a' } } })],
    ),
  ),
  http(
    'AP-55',
    'exact paths, and equal prefixes',
    rules([prefix('/a')], [{ uri: { exact: '/a' } }], [prefix('/a', { port: 1 })]),
  ),
];
