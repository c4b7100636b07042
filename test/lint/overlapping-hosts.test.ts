import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHostMap } from '../../src/lint/overlapping-hosts.ts';
import { overlap } from '../../src/model/hosts.ts';

const label = fc.constantFrom('a', 'b');
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const host = fc.oneof(
  fc.constant('*'),
  name,
  name.map((text) => `*.${text}`),
);

test('GWX0511: the first overlapping host is that which comparing with each in turn finds', () => {
  fc.assert(
    fc.property(fc.array(host), host, fc.nat(3), (hosts, wanted, skip) => {
      const map = createHostMap<number>();
      for (const [i, one] of hosts.entries()) map.add(one, i);
      const first = hosts.findIndex((one, i) => i >= skip && overlap(one, wanted));
      expect(map.overlapping(wanted, (i) => i >= skip)?.item ?? -1).toBe(first);
    }),
  );
});

test.each([
  ['*.b', 'a.b', 'a.b'],
  ['a.b', '*.b', 'a.b'],
  ['*', '*.b', '*.b'],
])('the narrower one of %s and %s is %s', (one, other, narrower) => {
  const map = createHostMap<string>();
  map.add(one, 'x');
  expect(map.overlapping(other, () => true)).toEqual({ item: 'x', host: narrower });
});
