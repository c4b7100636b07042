import { expect, test } from '@jest/globals';
import { closestDenials } from '../../src/convert/bindings.ts';

const denials = (
  ...reasons: ('NotAllowedByListeners' | 'NoMatchingListenerHostname' | 'NoMatchingParent')[]
): readonly { reason: (typeof reasons)[number] }[] => reasons.map((reason) => ({ reason }));

test.each([
  [[], []],
  [['NoMatchingParent'], ['NoMatchingParent']],
  [['NoMatchingParent', 'NotAllowedByListeners', 'NoMatchingListenerHostname'], ['NotAllowedByListeners']],
  [
    ['NoMatchingListenerHostname', 'NoMatchingParent', 'NoMatchingListenerHostname'],
    ['NoMatchingListenerHostname', 'NoMatchingListenerHostname'],
  ],
] as const)('of %j the closest are %j', (all, closest) => {
  expect(closestDenials(denials(...all)).map(({ reason }) => reason)).toEqual(closest);
});

test('any number of listeners may deny a route', () => {
  const many = Array.from({ length: 300_000 }, () => ({ reason: 'NoMatchingParent' }) as const);
  expect(closestDenials(many)).toHaveLength(300_000);
});
