import { rowsOf } from './case.ts';

const route = [{ destination: { host: 'a.prod.svc.cluster.local' } }];
const field = (name: string) => rowsOf('VirtualService', (part) => ({ hosts: ['a'], http: [{ route, [name]: part }] }));
const at = 'spec.http.0';
const re2 = 'Istio uses RE2 style regex-based match (https://github.com/google/re2/wiki/Syntax)';
const brackets = 'error parsing regexp: missing closing ]: `[`';
const timeout = field('timeout');
const retries = field('retries');
const cors = field('corsPolicy');

/** What an entry of `http` says of time, retries and origins: AP-10, AP-84, AP-86. */
export const httpPolicyCases = [
  ...['1ms', '1h30m', '1.001s', null, 5].map((value) => timeout('AP-10', `the timeout ${value}`, value)),
  ...['0s', '999us', '-1s', '0'].map((value) =>
    timeout('AP-10', `the timeout ${value}`, value, `AP-10 error ${at}.timeout: duration must be greater than 1ms`),
  ),
  timeout(
    'AP-10',
    'the timeout 1.0005s',
    '1.0005s',
    `AP-10 error ${at}.timeout: only durations to ms precision are supported`,
  ),
  ...['', '5', '1d'].map((value) =>
    timeout(
      'AP-10',
      `the timeout "${value}"`,
      value,
      `AP-10 error ${at}.timeout: must be a valid duration greater than 1ms`,
    ),
  ),

  cors('AP-84', 'everything', {
    allowOrigins: [{ exact: 'https://a.example.com' }, { prefix: 'https://' }, { regex: '.*' }],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'],
    allowHeaders: ['*', 'X-A', "!#$%&'*+-.^_`|~"],
    exposeHeaders: ['x-b'],
    maxAge: '24h',
  }),
  ...[{}, { exact: '' }].map((origin) =>
    cors(
      'AP-84',
      `the origin ${JSON.stringify(origin)}`,
      { allowOrigins: [origin] },
      `AP-84 error ${at}.corsPolicy.allowOrigins.0: '' is not a valid match type for CORS allow origins`,
    ),
  ),
  cors(
    'AP-84',
    'an origin that is no expression',
    { allowOrigins: [{ regex: '[' }] },
    `AP-84 error ${at}.corsPolicy.allowOrigins.0.regex: "corsPolicy.allowOrigins": ${brackets}; ${re2}`,
  ),
  cors(
    'AP-84',
    'a method in lower case',
    { allowMethods: ['get'] },
    `AP-84 error ${at}.corsPolicy.allowMethods.0: "get" is not a supported HTTP method`,
  ),
  cors(
    'AP-84',
    'what is no name of a header',
    { allowHeaders: ['a b'], exposeHeaders: [''] },
    `AP-84 error ${at}.corsPolicy.allowHeaders.0: header name a b is not a valid header name`,
    `AP-84 error ${at}.corsPolicy.exposeHeaders.0: header name cannot be empty`,
  ),
  cors(
    'AP-84',
    'half a second',
    { maxAge: '1.5s' },
    `AP-84 error ${at}.corsPolicy.maxAge: max_age duration is accurate only to seconds precision`,
  ),
  cors(
    'AP-84',
    'no time at all',
    { maxAge: '0s' },
    `AP-10 error ${at}.corsPolicy.maxAge: duration must be greater than 1ms`,
  ),

  ...[
    {},
    { attempts: 0 },
    { attempts: 0, backoff: '1s' },
    { attempts: 1, perTryTimeout: '1s', retryRemoteLocalities: false },
    { attempts: 1, retryOn: '5xx,503,100,226,418,451,511,http3-post-connect-failure,unavailable' },
  ].map((part) => retries('AP-86', JSON.stringify(part), part)),
  retries(
    'AP-86',
    'attempts below 0',
    { attempts: -1 },
    `AP-86 error ${at}.retries.attempts: attempts cannot be negative`,
  ),
  ...[{ perTryTimeout: '1s' }, { retryOn: '5xx' }, { retryRemoteLocalities: false }].map((part) =>
    retries(
      'AP-86',
      `no attempts, and ${Object.keys(part)}`,
      part,
      `AP-86 error ${at}.retries: http retry policy configured when attempts are set to 0 (disabled)`,
    ),
  ),
  ...['', ' 5xx', '5XX', '419', '427', '430', '450', '499', '509', '599', '306', '0', '99', 'unknown'].map((policy) =>
    retries(
      'AP-86',
      `the policy "${policy}"`,
      { attempts: 1, retryOn: `reset,${policy}` },
      `AP-86 error ${at}.retries.retryOn: "${policy}" is not a valid retryOn policy`,
    ),
  ),
  retries(
    'AP-86',
    'durations',
    { attempts: 1, perTryTimeout: '0s', backoff: '0s' },
    `AP-10 error ${at}.retries.perTryTimeout: duration must be greater than 1ms`,
    `AP-10 error ${at}.retries.backoff: duration must be greater than 1ms`,
  ),
];
