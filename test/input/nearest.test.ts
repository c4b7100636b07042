import { expect, test } from '@jest/globals';
import { nearest } from '../../src/model/nearest.ts';

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
