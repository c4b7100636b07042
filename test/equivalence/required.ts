/** What has to be reached often enough to prove anything: rows of section 4 of chapter 60, rules of chapter 50, and what configurations and requests are made of. */
export const requiredFeatures: readonly string[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22].map(dRow),
  ...[24, 25, 26, 27, 28, 29, 31, 32, 33, 34, 37, 40, 41].map(dRow),
  ...['AF-44', 'AF-45', 'E-12', 'E-35', 'E-55', 'E-7', 'GA-46', 'RT-60', 'RT-96', 'X-110'],
  'D-10: expression and prefix',
  'AF-40: prefix of elements',
  'AF-42: prefix replaced',
  'AF-42: prefix stripped',
  'AF-43: prefix / replaced',
  'AF-45: full path replaced',
  'AF-47: redirect with prefix',
  'AF-47: redirect with prefix /',
  'AF-50: all backends invalid',
  'AF-50: no backends',
  'AF-50: some backends invalid',
  'AF-54: mirror of nothing',
  'AF-59a: retries',
  'AF-60: one of several TCPRoutes',
  'AF-61: a share of connections closed',
  'AF-62: one of several on a listener that ends TLS',
  'AF-63: SNI that several claim',
  'AF-71: consumer route',
  'AF-72: one VirtualService for a port, one for all',
  'AF-74: SNI hosts added',
  'AF-75: consumer of connections',
  'AF-91: joined across listeners',
  'AF-91: joined on a listener',
  ...['closed world', 'gRPC call', 'in the mesh', 'port in Host', 'Host unlike server name', 'TLS without server name'],
  ...['exact host', 'wildcard host', 'host *', 'merged hosts', 'several listeners on a port (isolation)'],
  ...[
    'listeners of ListenerSets',
    'method',
    'several backends',
    'timeouts',
    'filter of a backend RequestHeaderModifier',
  ],
  ...['Exact', 'PathPrefix', 'RegularExpression'].map((type) => `path ${type}`),
  ...['Exact', 'RegularExpression'].flatMap((type) => [`header ${type}`, `query ${type}`]),
  ...['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute'].map((kind) => `kind ${kind}`),
  ...['CORS', 'RequestHeaderModifier', 'RequestMirror', 'RequestRedirect', 'ResponseHeaderModifier', 'URLRewrite'].map(
    (type) => `filter ${type}`,
  ),
  ...['backends', 'default-forward', 'direct', 'not-found', 'redirect', 'rejected', 'tcp', 'tls-passthrough'].map(
    (kind) => `outcome ${kind}`,
  ),
];

function dRow(number: number): string {
  return `D-${number}`;
}
