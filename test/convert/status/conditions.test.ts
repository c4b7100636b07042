import { describe, expect, test } from '@jest/globals';
import { bad, good, writeConditions } from '../../../src/convert/status/conditions.ts';

const time = '2024-01-01T00:00:00Z';
const old = {
  type: 'Programmed',
  status: 'True',
  reason: 'Old',
  message: 'm',
  observedGeneration: 2,
  lastTransitionTime: time,
};

describe('writing conditions', () => {
  test('GW-130, POL-42: existing types keep their position, new ones follow in alphabetical order, others stay', () => {
    const existing = [
      { type: 'Ready', status: 'False' },
      { type: 'ResolvedRefs', status: 'False' },
      { type: 'Mine', status: 'True' },
    ];
    const computed = { ResolvedRefs: good('R', 'm'), Programmed: good('P', 'm'), Accepted: good('A', 'm') };
    const written = writeConditions(existing, computed, undefined);
    expect(written.map(({ type }) => type)).toEqual(['Ready', 'ResolvedRefs', 'Mine', 'Accepted', 'Programmed']);
    expect([written[0], written[2]]).toEqual([existing[0], existing[2]]);
  });

  test.each([
    [
      'GW-131: the same status, message and generation leave it untouched, even with another reason',
      good('New', 'm'),
      2,
      old,
    ],
    ['another message', good('New', 'n'), 2, { ...old, reason: 'New', message: 'n' }],
    ['another generation keeps the time', good('New', 'm'), 3, { ...old, reason: 'New', observedGeneration: 3 }],
    [
      'another status loses the time, which no file knows',
      bad({ reason: 'New', message: 'm' }),
      2,
      { type: 'Programmed', status: 'False', reason: 'New', message: 'm', observedGeneration: 2 },
    ],
    [
      'no generation any more',
      good('New', 'm'),
      undefined,
      { type: 'Programmed', status: 'True', reason: 'New', message: 'm', lastTransitionTime: time },
    ],
  ])('%s', (_title, state, generation, expected) => {
    expect(writeConditions([old], { Programmed: state }, generation)).toEqual([expected]);
  });

  test('GW-131: a generation of 0 is left out, and equals an absent one', () => {
    const [written] = writeConditions([], { Accepted: good('A', 'm') }, 0);
    expect(written).toEqual({ type: 'Accepted', status: 'True', reason: 'A', message: 'm' });
    const untouched = { type: 'Accepted', status: 'True', reason: 'Other', message: 'm', observedGeneration: 0 };
    expect(writeConditions([untouched], { Accepted: good('A', 'm') }, undefined)).toEqual([untouched]);
  });
});
