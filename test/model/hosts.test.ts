import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { intersect, isWildcard, overlap, subset } from '../../src/model/hosts.ts';

/** a, b, whether they overlap, whether a lies within b, whether b lies within a. */
const pairs: readonly (readonly [string, string, boolean, boolean, boolean])[] = [
  ['a.com', 'a.com', true, true, true],
  ['a.com', 'b.com', false, false, false],
  ['A.com', 'a.com', false, false, false],
  ['a.com', '*', true, true, false],
  ['*', '*', true, true, true],
  ['foo.a.com', '*.a.com', true, true, false],
  ['a.com', '*.a.com', false, false, false],
  ['x.y.a.com', '*.a.com', true, true, false],
  ['*.foo.a.com', '*.a.com', true, true, false],
  ['*.a.com', '*.b.com', false, false, false],
  ['*.com', '*', true, true, false],
  ['*-a.com', 'x-a.com', true, false, true],
  ['*a.com', 'banana.com', true, false, true],
  ['*a.com', 'a.com', true, false, true],
  ['*a.com', '*.a.com', true, false, true],
  // Of equal length, with other text.
  ['*.a', '*bb', false, false, false],
  ['', '', true, true, true],
  ['', '*', true, true, false],
];

describe('host algebra (RT-26)', () => {
  test.each(pairs)('%p and %p', (a, b, overlaps, aInB, bInA) => {
    expect({ overlap: overlap(a, b), aInB: subset(a, b), bInA: subset(b, a) }).toEqual({
      overlap: overlaps,
      aInB,
      bInA,
    });
  });

  test('a name is a wildcard when it starts with *', () => {
    expect(['*', '*.a', '*a', 'a.*', '', 'a'].map(isWildcard)).toEqual([true, true, true, false, false, false]);
  });

  test('an intersection takes the narrower name of each pair, once, in the order first seen', () => {
    expect(intersect(['*.a.com', 'b.com'], ['x.a.com', '*', '*.com'])).toEqual(['x.a.com', '*.a.com', 'b.com']);
    expect(intersect(['*'], ['b', 'a', 'b'])).toEqual(['b', 'a']);
    expect(intersect(['a'], ['b'])).toEqual([]);
    expect(intersect([], ['b'])).toEqual([]);
  });
});

const label = fc.constantFrom('a', 'b', 'ab', 'com');
const host = fc
  .tuple(fc.constantFrom('', '*', '*.'), fc.array(label, { maxLength: 3 }))
  .map(([star, labels]) => star + labels.join('.'));

describe('properties of the host algebra', () => {
  test('overlap is symmetric and reflexive; subset is reflexive and transitive and implies overlap', () => {
    const reached = { overlapping: 0, within: 0, apart: 0 };
    fc.assert(
      fc.property(host, host, host, (a, b, c) => {
        expect(overlap(a, b)).toBe(overlap(b, a));
        expect(overlap(a, a) && subset(a, a)).toBe(true);
        if (subset(a, b)) expect(overlap(a, b)).toBe(true);
        if (subset(a, b) && subset(b, c)) expect(subset(a, c)).toBe(true);
        if (subset(a, b) && subset(b, a)) expect(a).toBe(b);
        reached[subset(a, b) ? 'within' : overlap(a, b) ? 'overlapping' : 'apart']++;
      }),
      { numRuns: 2000 },
    );
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(20);
  });

  test('a host in both of two names is in the intersection of the two, and the other way round', () => {
    let inBoth = 0;
    const exact = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const hosts = fc.array(host, { maxLength: 3 });
    const covered = (name: string, by: readonly string[]) => by.some((wildcard) => subset(name, wildcard));
    fc.assert(
      fc.property(hosts, hosts, exact, (left, right, name) => {
        const both = covered(name, left) && covered(name, right);
        if (both) inBoth++;
        expect(covered(name, intersect(left, right))).toBe(both);
      }),
      { numRuns: 2000 },
    );
    expect(inBoth).toBeGreaterThan(50);
  });
});
