import { describe, expect, test } from '@jest/globals';
import { normalizePath } from '../../../src/request/istio/paths.ts';
import { http } from '../requests.ts';
import { evaluate, forwarded, route, site } from './evaluation.ts';

describe('path normalisation (E-21)', () => {
  test.each([
    ['/a/../b', '/b'],
    ['/a/./b', '/a/b'],
    ['/a/..', '/'],
    ['/a/.', '/a/'],
    ['/../../a', '/a'],
    ['/a/%2e%2E/b', '/b'],
    ['\\a\\b', '/a/b'],
    ['a', '/a'],
    ['', '/'],
    ['//a', '//a'],
    ['/a//../b', '/a/b'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%5cb', '/a%5cb'],
    ['/%25', '/%25'],
    ['/%c0%af', '/%c0%af'],
    ['/%41%7e', '/A~'],
    ['/A/b', '/A/b'],
    ['/a?x=/../%41', '/a?x=/../%41'],
  ])('BASE: %s is %s', (sent, path) => {
    expect(normalizePath(sent, 'BASE')).toEqual({ path });
  });

  test.each([
    ['NONE', '/a/../b//c%2fd', '/a/../b//c%2fd'],
    ['MERGE_SLASHES', '/a///b//c%2fd?x=//', '/a/b/c%2fd?x=//'],
    ['DECODE_AND_MERGE_SLASHES', '/a//b%2f%5Cc', '/a/b/c'],
  ] as const)('%s: %s is %s', (mode, sent, path) => {
    expect(normalizePath(sent, mode)).toEqual({ path });
  });

  test.each(['/a%00b', '/a#b'])('%s is refused', async (path) => {
    const { outcome } = await evaluate(site('user', `{${route('v1')}}`), http(`a.com${path}`));
    expect(outcome).toMatchObject({ kind: 'bad-request', status: 400 });
  });

  test('the normalised path is forwarded', async () => {
    const { requests } = await forwarded(site('user', `{${route('v1')}}`), http('a.com/a/../b?x=/../'));
    expect(requests[0]?.path).toBe('/b?x=/../');
  });
});
