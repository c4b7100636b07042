import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIPAddress } from '../../src/model/ip-address.ts';

describe('isIPAddress', () => {
  test.each([
    ['1.2.3.4', true],
    ['01.2.3.4', false],
    ['1.2.3.256', false],
    ['1.2.3', false],
    ['::', true],
    ['fd00::1', true],
    ['1:2:3:4:5:6:7::', true],
    ['1:2:3:4:5:6:7:8::', false],
    ['::ffff:1.2.3.4', true],
    ['1.2.3.4::', false],
    ['1::2::3', false],
    ['fe80::1%eth0', true],
    ['fe80::1%', false],
    [':1::2', false],
    ['', false],
    ['a.example', false],
  ])('%s: %s', (text, expected) => {
    expect(isIPAddress(text)).toBe(expected);
  });

  test('agrees with Node', () => {
    const near = fc.array(fc.constantFrom(':', '::', '.', '0', '1', 'ff', '255', '256', '1.2.3.4', 'g'), {
      maxLength: 16,
    });
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      near.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (value) => isIPAddress(value) === isIP(value) > 0),
      { numRuns: 2000, seed: 1 },
    );
  });
});
