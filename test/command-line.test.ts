import { describe, expect, test } from '@jest/globals';
import { type Call, callsIn } from './command-line.ts';

const call = (args: readonly string[], rest: Partial<Call> = {}): Call => ({ env: {}, args, ...rest });

describe('command lines that take no shell', () => {
  test.each([
    ['gwx\n', [call([])]],
    [`gwx lint -o a,b=c ./d.yaml -S 'A=B "*' ""\n`, [call(['lint', '-o', 'a,b=c', './d.yaml', '-S', 'A=B "*', ''])]],
    ['gwx a; gwx b\ngwx c', [call(['a']), call(['b']), call(['c'])]],
    ['gwx a - < ../b.yaml\n', [call(['a', '-'], { stdin: '../b.yaml' })]],
    ['NO_COLOR=1 gwx a\n', [call(['a'], { env: { NO_COLOR: '1' } })]],
  ])('%p', (script, calls) => {
    expect(callsIn(script)).toEqual(calls);
  });
});

test.each([
  'gwx a | cat',
  'gwx a && gwx b',
  'gwx a; echo $?',
  'gwx a > b',
  'gwx "$HOME"',
  'gwx "`pwd`"',
  'gwx *.yaml',
  "gwx a='b c'",
  "gwx 'a; gwx b'",
  'A=$B gwx a',
])('%p takes a shell', (script) => {
  expect(callsIn(script)).toBeUndefined();
});
