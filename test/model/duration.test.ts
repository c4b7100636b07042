import { describe, expect, test } from '@jest/globals';
import { formatProtoDuration, parseGoDuration } from '../../src/model/duration.ts';

describe('RT-99: durations print as protobuf JSON, with 0, 3, 6 or 9 decimals', () => {
  test.each([
    ['0s', '0s'],
    ['0', '0s'],
    ['50s', '50s'],
    ['10m', '600s'],
    ['1h30m', '5400s'],
    ['3ms', '0.003s'],
    ['1500ms', '1.500s'],
    ['1.5s', '1.500s'],
    ['1.05s', '1.050s'],
    ['100us', '0.000100s'],
    ['100µs', '0.000100s'],
    ['1ns', '0.000000001s'],
    ['1s10ns', '1.000000010s'],
    ['-1.5s', '-1.500s'],
    ['.5s', '0.500s'],
    ['1.s', '1s'],
  ])('%s', (text, printed) => {
    const duration = parseGoDuration(text);
    expect(duration === undefined ? undefined : formatProtoDuration(duration)).toBe(printed);
  });

  test.each(['', '5', 's', '5 s', '5x', '1s!', '--1s', '9223372036854775808ns', '1d'])(
    'RT-98: %j does not parse',
    (text) => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );
});
