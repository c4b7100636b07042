import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { benchInput } from '../scripts/bench-input.mjs';

/** What becomes of the built command when the other end of its streams does not do as it should. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-pipes-'));
  symlinkSync(fileURLToPath(new URL('../bin/gwx.js', import.meta.url)), join(folder, 'gwx'));
  // What each command makes of it is longer than a pipe holds.
  const text = benchInput(120, 5);
  const middle = text.length / 2;
  writeFileSync(join(folder, 'big.yaml'), text);
  writeFileSync(join(folder, 'begin'), text.slice(0, middle));
  writeFileSync(join(folder, 'end'), text.slice(middle));
  writeFileSync(join(folder, 'requests.yaml'), '- url: http://shop.g0.example.com/\n'.repeat(200));
});
afterAll(() => rmSync(folder, { recursive: true }));

function bash(script: string): string {
  const { stdout } = spawnSync('bash', ['-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  return stdout;
}

const full = 'gwx: error: the result cannot be written: ENOSPC: no space left on device, write';
const reading = [
  ['convert -q', 0],
  ['status -q -o yaml', 0],
  ['lint --complete -q -o json', 1],
  ['request -q -o json --gateway infra/gateway-0 --requests requests.yaml', 0],
] as const;

describe.each([
  ...reading.map(([command, code]) => [`${command} --no-config`, code, 'big.yaml'] as const),
  ['rules', 0, ''],
  ['explain GWX0101', 0, ''],
  ['--help', 0, ''],
] as const)('gwx %s', (command, code, file) => {
  test('keeps its exit code and says nothing when its reader leaves early, or when there is none', () => {
    const report = bash(`
        gwx ${command} ${file} 2>err | head -c 1 >/dev/null; echo "left early: $?" $(grep -c 'cannot be written' err)
        gwx ${command} ${file} >&- 2>err; echo "closed: $?" $(grep -c 'cannot be written' err)`);
    expect(report).toBe(`left early: ${code} 0\nclosed: ${code} 0\n`);
  });

  test('says in one line that the disk is full', () => {
    const report = bash(
      `gwx ${command} ${file} 2>err >/dev/full; echo $?; tail -n 1 err; grep -c 'cannot be written\\|    at ' err`,
    );
    expect(report).toBe(`3\n${full}\n1\n`);
  });
});

test.each(reading)('gwx %s reads a stdin that comes slowly, and keeps its exit code behind a pipe', (command, code) => {
  const report = bash(`
    gwx ${command} --no-config big.yaml >once 2>/dev/null
    { cat begin; sleep 0.5; cat end; } | gwx ${command} --no-config --stdin-filename big.yaml - 2>/dev/null | cat >slowly
    echo $?; cmp once slowly && test -s once && echo same`);
  expect(report).toBe(`${code}\nsame\n`);
});

describe('a report that goes to a file', () => {
  test('is whole or not there: a disk that fills up leaves the old one', () => {
    writeFileSync(join(folder, 'report.json'), 'old');
    const report = bash(`
      trap '' XFSZ; ulimit -f 8
      gwx lint --complete --no-config -o json=report.json big.yaml 2>err; echo $?
      sed 's/EFBIG.*/EFBIG/' err | grep -v '^gwx: not'`);
    expect(report).toBe('2\ngwx: error: -o report.json: cannot be written: EFBIG\n');
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('replaces what a link leads to, and no device', () => {
    writeFileSync(join(folder, 'target.json'), 'old');
    symlinkSync('target.json', join(folder, 'link.json'));
    const report = bash(`
      gwx lint --complete --no-config -q -o json=link.json -o gitlab=/dev/null -o concise=/dev/stdout big.yaml | head -c 8
      gwx lint --no-config -q -o json=/dev/full big.yaml 2>&1; echo " $?"; test -c /dev/null && test -c /dev/full && echo devices`);
    expect(report).toBe(
      'big.yamlgwx: error: -o /dev/full: cannot be written: ENOSPC: no space left on device, write\n 2\ndevices\n',
    );
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8'))).toMatchObject({ version: 1 });
  });
});
