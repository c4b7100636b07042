import { rowsOf } from './case.ts';

const route = [{ destination: { host: 'a.prod.svc.cluster.local' } }];
const entry = rowsOf('VirtualService', (part) => ({
  hosts: ['a.example.com'],
  gateways: ['infra/gw'],
  http: [Object.assign({ route }, part)],
}));
const noRoute = rowsOf('VirtualService', (part) => ({ hosts: ['a.example.com'], http: [part] }));
const field = (name: string) => rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: [{ route, [name]: part }] }));
const redirect = rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: [{ redirect: part }] }));
const response = rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: [{ directResponse: part }] }));
const destination = rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: [{ route: [{ destination: part }] }] }));
const routes = field('route');
const fault = field('fault');
const rewrite = field('rewrite');
const at = 'spec.http.0';
const numeric = 'domain name "0.0.1" invalid (top level domain "1" cannot be all-numeric)';
const re2 = 'Istio uses RE2 style regex-based match (https://github.com/google/re2/wiki/Syntax)';
const brackets = 'error parsing regexp: missing closing ]: `[`';

/** AP-62 to AP-77. */
export const httpRouteCases = [
  ...['a', '*.example.com', 'a.prod.svc.cluster.local.', '1234'].map((host) =>
    destination('AP-62', `the host ${host}`, { host }),
  ),
  destination(
    'AP-62',
    'everything',
    { host: '*' },
    `AP-62 error ${at}.route.0.destination.host: invalid destination host *`,
  ),
  destination('AP-62', 'no host', {}, `AP-62 error ${at}.route.0.destination.host: empty domain name not allowed`),
  destination('AP-62', 'an IP address', { host: '10.0.0.1' }, `AP-62 error ${at}.route.0.destination.host: ${numeric}`),
  destination('AP-63', 'a subset and a port', { host: 'a', subset: 'v1', port: { number: 80 } }),
  destination('AP-63', 'no subset', { host: 'a', subset: '' }),
  destination(
    'AP-63',
    'a subset with a dot',
    { host: 'a', subset: 'v1.2' },
    `AP-63 error ${at}.route.0.destination.subset: subset name is invalid: v1.2`,
  ),
  destination(
    'AP-63',
    'a port without a number',
    { host: 'a', port: {} },
    `AP-9 error ${at}.route.0.destination.port.number: port number 0 must be in the range 1..65535`,
  ),
  routes('AP-64', 'a destination', route),
  routes(
    'AP-64',
    'a null item',
    [null, ...route],
    `AP-64 error ${at}.route.0: weight may not be nil`,
    `AP-66 error ${at}.route: total destination weight = 0`,
  ),
  routes('AP-64', 'no destination', [{}], `AP-64 error ${at}.route.0.destination: destination is required`),
  field('mirrors')(
    'AP-64',
    'mirrors',
    [null, {}],
    `AP-64 error ${at}.mirrors.0: mirror cannot be null`,
    `AP-64 error ${at}.mirrors.1.destination: destination is required for mirrors`,
  ),
  routes('AP-65', 'a weight of 0', [{ ...route[0], weight: 0 }]),
  routes('AP-65', 'a weight below 0', [{ ...route[0], weight: -1 }], `AP-65 error ${at}.route.0.weight: weight -1 < 0`),
  routes('AP-66', 'two destinations, one of them with a weight', [{ ...route[0], weight: 1 }, ...route]),
  routes(
    'AP-66',
    'two destinations without weights',
    [...route, ...route],
    `AP-66 error ${at}.route: total destination weight = 0`,
  ),

  entry('AP-70', 'a route with a fault, a rewrite and mirrors', {
    fault: { abort: { httpStatus: 500 } },
    rewrite: { uri: '/' },
    mirrors: route,
  }),
  noRoute('AP-70', 'a redirect alone', { redirect: { uri: '/' } }),
  noRoute('AP-70', 'a response alone', { directResponse: { status: 404 } }),
  noRoute('AP-70', 'a delegate alone', { delegate: { name: 'a' } }),
  noRoute('AP-70', 'nothing', {}, `AP-70 error ${at}.route: HTTP route, redirect or direct_response is required`),
  entry(
    'AP-70',
    'a redirect with everything',
    {
      redirect: { uri: '/' },
      fault: { delay: { fixedDelay: '1s' } },
      rewrite: { uri: '/' },
      directResponse: { status: 200 },
    },
    `AP-70 error ${at}.route: HTTP route cannot contain both route and redirect`,
    `AP-70 error ${at}.fault: HTTP route cannot contain both fault and redirect`,
    `AP-70 error ${at}.rewrite: HTTP route rule cannot contain both rewrite and redirect`,
    `AP-70 error ${at}.directResponse: HTTP route rule cannot contain both direct_response and redirect`,
  ),
  entry(
    'AP-70',
    'a response with everything',
    { directResponse: { status: 200 }, fault: { delay: { fixedDelay: '1s' } }, rewrite: { uri: '/' } },
    `AP-70 error ${at}.route: HTTP route cannot contain both route and direct_response`,
    `AP-70 error ${at}.fault: HTTP route cannot contain both fault and direct_response`,
    `AP-70 error ${at}.rewrite: HTTP route rule cannot contain both rewrite and direct_response`,
  ),
  entry(
    'AP-70',
    'a mirror and mirrors',
    { mirror: { host: 'b' }, mirrors: [{ destination: { host: 'b' } }] },
    `AP-70 error ${at}.mirror: HTTP route cannot contain both mirror and mirrors`,
  ),
  entry(
    'AP-70',
    'a delegate beside what it decides',
    { name: 'a', delegate: { name: 'b' }, redirect: { uri: '/' } },
    `AP-70 error ${at}.redirect: root HTTP route a must not specify redirect`,
    `AP-70 error ${at}.route: root HTTP route a must not specify route`,
  ),

  ...[
    { uri: '/' },
    { authority: 'a', redirectCode: 308 },
    { scheme: 'https' },
    { port: 443 },
    { derivePort: 'FROM_PROTOCOL_DEFAULT', redirectCode: 399 },
  ].map((part) => redirect('AP-71', JSON.stringify(part), part)),
  noRoute('AP-71', 'a new prefix for prefixes', {
    match: [{ uri: { prefix: '/a' } }, { port: 80 }],
    redirect: { prefixRewrite: '/' },
  }),
  noRoute(
    'AP-71',
    'a new prefix for an exact path',
    { match: [{ uri: { prefix: '/a' } }, { uri: { exact: '/a' } }], redirect: { prefixRewrite: '/' } },
    `AP-71 error ${at}.redirect.prefixRewrite: redirect prefix_rewrite requires all URI matches to use prefix match type`,
  ),
  redirect(
    'AP-71',
    'a path and a prefix',
    { uri: '/', prefixRewrite: '/' },
    `AP-71 error ${at}.redirect.prefixRewrite: redirect may only contain one of uri or prefix_rewrite`,
  ),
  redirect(
    'AP-71',
    'a code alone',
    { redirectCode: 301 },
    `AP-71 error ${at}.redirect: redirect must specify URI, authority, scheme, or port`,
  ),
  ...[299, 400].map((redirectCode) =>
    redirect(
      'AP-71',
      `the code ${redirectCode}`,
      { uri: '/', redirectCode },
      `AP-71 error ${at}.redirect.redirectCode: ${redirectCode} is not a valid redirect code, must be 3xx`,
    ),
  ),
  redirect(
    'AP-71',
    'a scheme',
    { scheme: 'ftp' },
    `AP-71 error ${at}.redirect.scheme: invalid redirect scheme, must be "http" or "https"`,
  ),
  redirect(
    'AP-71',
    'a port',
    { port: 65536 },
    `AP-9 error ${at}.redirect.port: port number 65536 must be in the range 1..65535`,
  ),

  ...[200, 600].map((status) => response('AP-72', `the status ${status}`, { status })),
  ...[199, 601].map((status) =>
    response(
      'AP-72',
      `the status ${status}`,
      { status },
      `AP-72 error ${at}.directResponse.status: HTTP status ${status} is not in range 200-599`,
    ),
  ),
  response('AP-72', 'a body of 100 KiB', { status: 200, body: { string: 'a'.repeat(102_400) } }),
  response(
    'AP-72',
    'a larger body, in bytes',
    { status: 200, body: { string: 'é'.repeat(51_201) } },
    `AP-72 warning ${at}.directResponse.body: large direct_responses may impact control plane performance`,
  ),
  response(
    'AP-72',
    'a body above 1 MiB, in base64',
    { status: 200, body: { bytes: 'aaaa'.repeat(349_526) } },
    `AP-72 error ${at}.directResponse.body: large direct_responses may impact control plane performance, must be less than 1mb`,
  ),

  ...[
    { abort: { httpStatus: 503, percentage: { value: 0.0001 } } },
    { abort: { grpcStatus: 'UNAVAILABLE', percentage: {} } },
    { delay: { fixedDelay: '1ms', percentage: { value: 100 } } },
    { delay: {} },
  ].map((part) => fault('AP-73', JSON.stringify(part), part)),
  fault('AP-73', 'nothing', {}, `AP-73 error ${at}.fault: HTTP fault injection must have an abort and/or a delay`),
  ...[
    [0.00001, '1e-05'],
    [-1, '-1'],
    [100.5, '100.5'],
  ].map(([value, text]) =>
    fault(
      'AP-73',
      `${value} percent`,
      { abort: { httpStatus: 500, percentage: { value } } },
      `AP-73 error ${at}.fault.abort.percentage.value: percentage ${text} is neither 0.0, nor in range [0.0001, 100.0]`,
    ),
  ),
  fault(
    'AP-73',
    'a status',
    { abort: { httpStatus: 100 } },
    `AP-73 error ${at}.fault.abort.httpStatus: HTTP status 100 is not in range 200-599`,
  ),
  fault(
    'AP-73',
    'a status of gRPC in lower case',
    { abort: { grpcStatus: 'unavailable' } },
    `AP-73 error ${at}.fault.abort.grpcStatus: gRPC status "unavailable" is not supported. See https://github.com/grpc/grpc/blob/master/doc/statuscodes.md for a list of supported codes`,
  ),
  fault(
    'AP-73',
    'an error of HTTP/2',
    { abort: { http2Error: 'X' } },
    `AP-73 error ${at}.fault.abort.http2Error: HTTP/2 abort fault injection not supported yet`,
  ),
  fault(
    'AP-73',
    'an abort without a type',
    { abort: {} },
    `AP-73 warning ${at}.fault.abort: abort configured, but error type not set`,
  ),
  fault(
    'AP-73',
    'delays',
    { delay: { exponentialDelay: '1s' } },
    `AP-73 error ${at}.fault.delay.exponentialDelay: exponentialDelay not supported yet`,
  ),

  entry('AP-74', 'one authority', { headers: { request: { set: { HOST: 'a' } } }, rewrite: { uri: '/' } }),
  entry(
    'AP-74',
    'a rewrite and a header',
    { headers: { request: { set: { Host: 'b' } } }, rewrite: { authority: 'a' } },
    `AP-74 error ${at}.headers.request.set.Host: authority header cannot be set multiple times: have "a", attempting to set "b"`,
  ),
  entry(
    'AP-74',
    'two headers',
    { headers: { request: { add: { ':authority': 'b' }, set: { host: 'a' } } } },
    `AP-74 error ${at}.headers.request.add.:authority: authority header cannot be set multiple times: have "a", attempting to set "b"`,
  ),

  ...[{ uri: '/' }, { authority: 'a' }, { uriRegexRewrite: { match: '^/(.*)$', rewrite: '/a/\\1' } }].map((part) =>
    rewrite('AP-75', JSON.stringify(part), part),
  ),
  rewrite(
    'AP-75',
    'nothing',
    { uri: '' },
    `AP-75 error ${at}.rewrite: rewrite must specify at least one of URI, UriRegexRewrite, or authority. Only one of URI or UriRegexRewrite may be specified`,
  ),
  rewrite(
    'AP-75',
    'a path and an expression',
    { uri: '/', uriRegexRewrite: { match: 'a', rewrite: 'b' } },
    `AP-75 error ${at}.rewrite.uriRegexRewrite: rewrite may only contain one of Uri or UriRegexRewrite`,
  ),
  rewrite('AP-76', 'an expression of 1024 bytes', { uriRegexRewrite: { match: 'a'.repeat(1024), rewrite: 'b' } }),
  ...[{}, { match: 'a' }, { rewrite: 'a', match: '' }].map((uriRegexRewrite) =>
    rewrite(
      'AP-76',
      JSON.stringify(uriRegexRewrite),
      { uriRegexRewrite },
      `AP-76 error ${at}.rewrite.uriRegexRewrite: UriRegexRewrite requires both Rewrite and Match fields to be specified`,
    ),
  ),
  rewrite(
    'AP-76',
    'what is no expression',
    { uriRegexRewrite: { match: '[', rewrite: 'a' } },
    `AP-76 error ${at}.rewrite.uriRegexRewrite.match: "HTTPRewrite.UriRegexRewrite.Match": ${brackets}; ${re2}`,
  ),

  field('mirrorPercentage')('AP-77', 'a percentage', { value: 100 }),
  field('mirrorPercentage')(
    'AP-77',
    'more than all',
    { value: 100.5 },
    `AP-77 error ${at}.mirrorPercentage.value: mirror_percentage must have a max value of 100 (it has 100.500000)`,
  ),
  field('mirrors')(
    'AP-77',
    'less than nothing, to no host',
    [{ destination: { host: '*' }, percentage: { value: -1 } }],
    `AP-62 error ${at}.mirrors.0.destination.host: invalid destination host *`,
    `AP-77 error ${at}.mirrors.0.percentage.value: mirror_percentage must have a min value of 0 (it has -1.000000)`,
  ),
  field('mirror')('AP-77', 'a mirror without host', {}, `AP-62 error ${at}.mirror.host: empty domain name not allowed`),
  field('mirrorPercent')(
    'AP-77',
    'the field of old',
    101,
    `AP-77 error ${at}.mirrorPercent: mirror_percent must have a max value of 100 (it has 101)`,
    `AP-77 warning ${at}.mirrorPercent: using deprecated setting "mirrorPercent", use "mirrorPercentage" instead`,
  ),
  field('mirror_percent')(
    'AP-77',
    'its other name',
    0,
    `AP-77 warning ${at}.mirror_percent: using deprecated setting "mirrorPercent", use "mirrorPercentage" instead`,
  ),
];
