import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createNearest, nearest } from '../../src/model/nearest.ts';

test.each([
  { name: 'backendRef', candidates: ['backendRefs', 'filters', 'matches'], expected: ['backendRefs'] },
  { name: 'Hostnames', candidates: ['hostnames', 'hostname'], expected: ['hostnames'] },
  { name: 'ptah', candidates: ['path', 'type'], expected: ['path'] },
  { name: 'reviews', candidates: ['reviews-svc', 'ratings'], expected: ['reviews-svc'] },
  { name: 'public-gateway', candidates: ['public', 'private'], expected: ['public'] },
  { name: 'shop-a', candidates: ['shop-d', 'shop-c', 'shop-b', 'shopping'], expected: ['shop-b', 'shop-c', 'shop-d'] },
  { name: 'web', candidates: ['api', 'db'], expected: [] },
  { name: 'abcdefghijklmnop', candidates: ['abcdefghijkl'], expected: [] },
  { name: 'same', candidates: ['same'], expected: [] },
  { name: '', candidates: ['a', 'ab'], expected: ['a'] },
])('LN-52: nearest to "$name" is $expected', ({ name, candidates, expected }) => {
  expect(nearest(name, candidates)).toEqual(expected);
});

/** The definition of the distance, without a limit. */
function distance(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    rows[i] = Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i));
    for (let j = 1; i > 0 && j <= b.length; j++) {
      const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped);
    }
  }
  return rows[a.length]?.[b.length] ?? 0;
}

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '-'), maxLength: 9 }),
  fc.constantFrom('shop', 'shop-svc', 'shpo', 'Shop', 'shop-gateway', 'hsop-gw', 'sho'),
);

test('of many candidates the nearest are those of the plain distance', () => {
  const found = new Set<number>();
  const check = (name: string, candidates: readonly string[]) => {
    const isEnding = (a: string, b: string) => ['-svc', '-service', '-gateway', '-gw'].some((end) => a === b + end);
    const far = (candidate: string) => {
      const [a, b] = [name.toLowerCase(), candidate.toLowerCase()];
      return isEnding(a, b) || isEnding(b, a) ? Math.min(1, distance(a, b)) : distance(a, b);
    };
    const others = [...new Set(candidates)].filter((candidate) => candidate !== name);
    const least = Math.min(...others.map(far), Math.min(3, Math.max(1, Math.floor(name.length / 3))));
    const expected = others.filter((candidate) => far(candidate) === least).sort();
    found.add(expected.length === 0 ? -1 : least);
    expect(createNearest(candidates)(name)).toEqual(expected.slice(0, 3));
  };
  fc.assert(fc.property(word, fc.array(word, { maxLength: 6 }), check), { numRuns: 5000, seed: 1 });
  expect([...found].sort()).toEqual([-1, 0, 1, 2, 3]);
});
