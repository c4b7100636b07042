import { rowsOf } from './case.ts';

const destination = { host: 'a.prod.svc.cluster.local' };
const http = (entry: object) => ({ hosts: ['a'], gateways: ['infra/gw'], http: [entry] });
const headers = rowsOf('VirtualService', (part) => http({ route: [{ destination }], headers: part }));
const ofRoute = rowsOf('VirtualService', (part) => http({ route: [{ destination, headers: part }] }));
const value = rowsOf('VirtualService', (part) =>
  http({ route: [{ destination }], headers: { response: { add: { a: part } } } }),
);
const match = rowsOf('VirtualService', (part) => http({ route: [{ destination }], match: [part] }));

const at = 'spec.http.0.headers';
const atValue = `${at}.response.add.a`;
const atMatch = 'spec.http.0.match.0';
const format = `AP-82 error ${atValue}: header value configuration: invalid header configuration.`;
const re2 = 'Istio uses RE2 style regex-based match (https://github.com/google/re2/wiki/Syntax)';

/** AP-80 to AP-83, AP-88 and AP-89. */
export const headersAndMatchesCases = [
  ...['host', 'Host', ':authority', ':Authority', 'a b'].map((name) =>
    headers('AP-80', `${name} set in the request`, { request: { set: { [name]: 'a' } } }),
  ),
  ...[':path', ':'].map((name) =>
    headers(
      'AP-80',
      `${name} added to the request`,
      { request: { add: { [name]: 'a' } } },
      `AP-80 error ${at}.request.add.${name}: invalid header "${name}": header cannot have ":" prefix`,
    ),
  ),
  headers(
    'AP-80',
    'an empty name',
    { request: { set: { '': 'a' } } },
    `AP-80 error ${at}.request.set.: header name cannot be empty`,
  ),

  headers('AP-81', 'names of every other header', {
    request: { remove: ['a'] },
    response: { remove: ['b'], set: { c: '' }, add: { d: '' } },
  }),
  headers(
    'AP-81',
    'the host, and pseudo headers',
    {
      request: { remove: ['HOST', ':path', ''] },
      response: { add: { host: 'a' }, set: { ':status': '200' }, remove: [':a'] },
    },
    `AP-81 error ${at}.request.remove.0: invalid header "HOST": cannot set Host header`,
    `AP-81 error ${at}.request.remove.1: invalid header ":path": header cannot have ":" prefix`,
    `AP-81 error ${at}.request.remove.2: header name cannot be empty`,
    `AP-81 error ${at}.response.add.host: invalid header "host": cannot set Host header`,
    `AP-81 error ${at}.response.set.:status: invalid header ":status": header cannot have ":" prefix`,
    `AP-81 error ${at}.response.remove.0: invalid header ":a": header cannot have ":" prefix`,
  ),

  ...[
    '',
    'plain\ttext é',
    '100%%',
    '%%%nonsense%%%',
    '%REQ(:path)%',
    '%DYNAMIC_METADATA(["a", "b\\"c"])  %',
    '%START_TIME( %Y )%',
    'a %A% b %B%',
    '%A([ "a" , "b" ] )%',
    '%A(x\\)y)%',
  ].map((text) => value('AP-82', `the value "${text}"`, text)),
  ...['a\nb', 'a\u007f', '\u0000'].map((text) =>
    value(
      'AP-82',
      `the control character ${JSON.stringify(text)}`,
      text,
      `AP-82 error ${atValue}: header value configuration ${text} is invalid`,
    ),
  ),
  ...[
    ['é 50%', 'Un-escaped % at position 5'],
    ['50% off', "Un-terminated variable expression ' off'"],
    ['%A(b', "Un-terminated variable expression 'A(b'"],
    ['%A()%', "Un-terminated variable expression 'A()%'"],
    ['%A(b):3%', "Expecting '%' or whitespace after 'A(b)', but found ':'"],
    ['%A(b\\', "Un-terminated backslash in JSON string after 'A(b'"],
    ['%A([b])%', `Expecting '"' or whitespace after 'A([', but found 'b'`],
    ['%A(["b";])%', `Expecting ',', ']', or whitespace after 'A(["b"', but found ';'`],
    ['%A(["b"]x)%', `Expecting ')' or whitespace after 'A(["b"]', but found 'x'`],
  ].map(([text, problem]) => value('AP-82', `the value "${text}"`, text, `${format} ${problem}`)),

  ofRoute('AP-83', 'of a destination', { request: { set: { host: 'a' } } }),
  ofRoute(
    'AP-83',
    'of a destination',
    { request: { set: { ':path': '%' } }, response: { remove: ['host'] } },
    'AP-80 error spec.http.0.route.0.headers.request.set.:path: invalid header ":path": header cannot have ":" prefix',
    'AP-82 error spec.http.0.route.0.headers.request.set.:path: header value configuration: invalid header configuration. Un-escaped % at position 0',
    'AP-81 error spec.http.0.route.0.headers.response.remove.0: invalid header "host": cannot set Host header',
  ),

  match('AP-88', 'everything', {
    uri: { prefix: '' },
    scheme: { exact: '' },
    method: { regex: 'GET|POST' },
    authority: { prefix: 'a' },
    headers: { ':method': { exact: '' }, 'x-a': {}, '@request.auth.claims.a': { exact: 'b' } },
    withoutHeaders: { a: null, b: { regex: '*' } },
    queryParams: { '': { exact: '' }, 'a b': { regex: 'é{0,3}' } },
  }),
  ...['a b', ':host', '@request.auth.claims', '@request.auth.claims[a', 'é'].map((name) =>
    match(
      'AP-88',
      `the header ${name}`,
      { headers: { [name]: { exact: 'a' } } },
      `AP-88 error ${atMatch}.headers.${name}: header name ${name} is not a valid header name`,
    ),
  ),
  match(
    'AP-88',
    'an empty name',
    { withoutHeaders: { '': {} } },
    `AP-88 error ${atMatch}.withoutHeaders.: header name cannot be empty`,
  ),
  match(
    'AP-88',
    'a null match',
    { headers: { a: null } },
    `AP-88 error ${atMatch}.headers.a: header match a cannot be null`,
  ),
  ...['scheme', 'method', 'authority'].map((name) =>
    match(
      'AP-88',
      `an empty prefix of ${name}`,
      { [name]: { prefix: '' } },
      `AP-88 error ${atMatch}.${name}.prefix: "${name}": prefix string match should not be empty`,
    ),
  ),
  ...['headers', 'withoutHeaders', 'queryParams'].map((name) =>
    match(
      'AP-88',
      `an empty prefix in ${name}`,
      { [name]: { a: { prefix: '' } } },
      `AP-88 error ${atMatch}.${name}.a.prefix: "${name}": prefix string match should not be empty`,
    ),
  ),
  match('AP-88', 'an expression of 1024 bytes', { uri: { regex: 'é'.repeat(512) } }),
  match(
    'AP-88',
    'a longer one',
    { uri: { regex: `a${'é'.repeat(512)}` } },
    `AP-88 error ${atMatch}.uri.regex: "uri": regex is too large, max length allowed is 1024`,
  ),
  match(
    'AP-88',
    'an empty expression',
    { uri: { regex: '' } },
    `AP-88 error ${atMatch}.uri.regex: "uri": regex string match should not be empty`,
  ),
  ...['headers', 'queryParams'].map((name) =>
    match(
      'AP-88',
      `* in ${name}`,
      { [name]: { a: { regex: '*' } } },
      `AP-88 error ${atMatch}.${name}.a.regex: "${name}": error parsing regexp: missing argument to repetition operator: \`*\`; ${re2}`,
    ),
  ),
  match(
    'AP-88',
    'what RE2 does not know',
    { method: { regex: '(?=a)' } },
    `AP-88 error ${atMatch}.method.regex: "method": error parsing regexp: invalid or unsupported Perl syntax: \`(?=\`; ${re2}`,
  ),

  match('AP-89', 'where a request comes from', { port: 65535, sourceLabels: { app: 'a' }, sourceNamespace: 'prod' }),
  match(
    'AP-89',
    'no namespace',
    { sourceNamespace: 'a.b' },
    `AP-89 error ${atMatch}.sourceNamespace: sourceNamespace match a.b is invalid`,
  ),
  match(
    'AP-89',
    'no port',
    { port: 65536 },
    `AP-9 error ${atMatch}.port: port number 65536 must be in the range 1..65535`,
  ),

  match('AP-11', 'labels', {
    sourceLabels: {
      'A.b/C_d.e-f': `a${'_'.repeat(70)}b`,
      'a.B-c/d': '',
      [`${'a'.repeat(253)}/${'b'.repeat(63)}`]: '1',
    },
  }),
  ...['', '-a', 'a/', '/a', 'a_b/c', 'a/b/c', 'é'].map((key) =>
    match(
      'AP-11',
      `the key "${key}"`,
      { sourceLabels: { [key]: 'a' } },
      `AP-11 error ${atMatch}.sourceLabels.${key}: invalid tag key: "${key}"`,
    ),
  ),
  match(
    'AP-11',
    'keys that are too long',
    { sourceLabels: { ['a'.repeat(64)]: '', [`${'a'.repeat(254)}/b`]: '' } },
    `AP-11 error ${atMatch}.sourceLabels.${'a'.repeat(64)}: invalid tag key: "${'a'.repeat(64)}" (name is too long)`,
    `AP-11 error ${atMatch}.sourceLabels.${'a'.repeat(254)}/b: invalid tag key: "${'a'.repeat(254)}/b" (DNS prefix is too long)`,
  ),
  match(
    'AP-11',
    'a value',
    { sourceLabels: { a: 'b c' } },
    `AP-11 error ${atMatch}.sourceLabels.a: invalid tag value: "b c"`,
  ),
];
