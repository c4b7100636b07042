import { expect, test } from '@jest/globals';
import { coverAtHead, literalHead } from '../../src/lint/literal-head.ts';

test.each([
  ['/api/v1', '/api/v1', ''],
  ['/api/.*', '/api/', '.*'],
  ['^/api/.*$', '/api/', '.*$'],
  // What is repeated may be absent.
  ['/api/?', '/api', '/?'],
  ['/ap*', '/a', 'p*'],
  ['/api/x{0,2}', '/api/', 'x{0,2}'],
  ['/api+', '/api', '+'],
  ['/api\\.v1', '/api', '\\.v1'],
  ['/api(/a|/b)', '/api', '(/a|/b)'],
  ['/api[|]', '/api', '[|]'],
  ['/api\\|x', '/api', '\\|x'],
  ['/api|/b', '', '/api|/b'],
  ['/(a)|/b', '', '/(a)|/b'],
  ['.*', '', '.*'],
  ['?', '', '?'],
])('GWX0504: %s begins with %j', (expression, text, rest) => {
  expect(literalHead(expression)).toEqual({ text, rest });
});

test.each([
  ['all', ['', '$', '/?', '/*', '/?$', '(/.*)?', '(?:/[^/]+)*', '(/x)']],
  ['some', ['.*', '(/a|/b)', '(/a)x', '(.*)']],
  ['none', ['[0-9]+', '\\d', '+', '(x|/y)', 'p*']],
] as const)('GWX0504: a prefix covers %s of what begins with it and goes on with one of %j', (cover, rests) => {
  expect(rests.map(coverAtHead)).toEqual(rests.map(() => cover));
});
