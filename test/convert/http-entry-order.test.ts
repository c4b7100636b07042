import { describe, expect, test } from '@jest/globals';
import { sortEntries } from '../../src/convert/http-entry-order.ts';
import type { HTTPEntry } from '../../src/convert/http-routes.ts';
import type { HTTPMatchRequest } from '../../src/model/istio.ts';
import { loadRoute } from './conversion.ts';

const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, { exact: 'v' }]));

/** Matches from the most to the least specific. */
const ranking: readonly (readonly [string, HTTPMatchRequest | undefined])[] = [
  ['exact, long', { uri: { exact: '/aaaa' } }],
  ['exact, short', { uri: { exact: '/a' } }],
  ['longest prefix', { uri: { prefix: '/bbbbbb' } }],
  // 4 characters, but 7 bytes.
  ['prefix by bytes', { uri: { prefix: '/☃ß' } }],
  ['prefix, method and headers', { uri: { prefix: '/bbbb' }, method: { exact: 'GET' }, headers: named(3) }],
  ['prefix, method', { uri: { prefix: '/bbbb' }, method: { exact: 'GET' } }],
  ['prefix, two headers', { uri: { prefix: '/bbbb' }, headers: named(2) }],
  ['prefix, one header, two parameters', { uri: { prefix: '/bbbb' }, headers: named(1), queryParams: named(2) }],
  ['prefix, one header', { uri: { prefix: '/bbbb' }, headers: named(1) }],
  ['prefix, three parameters', { uri: { prefix: '/bbbb' }, queryParams: named(3) }],
  ['prefix', { uri: { prefix: '/bbbb' } }],
  ['shortest prefix', { uri: { prefix: '/' } }],
  ['regex, long', { uri: { regex: '/ccccccccccccc' } }],
  ['regex, short', { uri: { regex: '/.*' } }],
  ['no path, method', { method: { exact: 'GET' } }],
  ['no path, header', { headers: named(1) }],
  ['no path, parameter', { queryParams: named(1) }],
  ['no path', {}],
  ['no match', undefined],
];

async function entriesOf(matches: readonly (HTTPMatchRequest | undefined)[]): Promise<readonly HTTPEntry[]> {
  const route = await loadRoute();
  return matches.map((match, rule) => ({ spec: match ? { match: [match] } : {}, route, rule, errors: [] }));
}

describe('RT-60: the order of http entries', () => {
  test('every criterion counts, in its place', async () => {
    const entries = await entriesOf(ranking.map(([, match]) => match).reverse());
    expect(sortEntries(entries).map(({ rule }) => ranking.at(-1 - rule)?.[0])).toEqual(ranking.map(([name]) => name));
  });

  test('what is not considered keeps its order: type of the other matches, port', async () => {
    const uri = { prefix: '/' };
    const entries = await entriesOf([
      { uri, headers: { a: { regex: '.*' } } },
      { uri, headers: { b: { exact: 'longer' } }, port: 80 },
      { uri, headers: { c: { exact: 'x' } } },
    ]);
    expect(sortEntries(entries).map(({ rule }) => rule)).toEqual([0, 1, 2]);
  });
});
