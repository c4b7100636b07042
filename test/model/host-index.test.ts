import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexHosts } from '../../src/model/host-index.ts';
import { overlap } from '../../src/model/hosts.ts';

const anyHost = fc
  .tuple(fc.constantFrom('', '*', '*.', '*a', '**'), fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 }))
  .map(([start, labels]) => start + labels.join('.'));

test('finds the hosts that overlap a host, in order (RT-26)', () => {
  fc.assert(
    fc.property(fc.array(anyHost), anyHost, (hosts, asked) => {
      const expected = hosts.flatMap((host, i) => (overlap(host, asked) ? [i] : []));
      expect(indexHosts(hosts.map((host, i) => [host, i])).overlapping(asked)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
