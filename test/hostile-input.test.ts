import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { benchInput } from '../scripts/bench-input.mjs';
import { readSources } from '../src/input/read.ts';

/** Input that is made to break a reader, given to the built command. `test/input/limits.test.ts` has more of the same for the parser alone. */
const gwx = fileURLToPath(new URL('../bin/gwx.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reports the peak memory of the process, in KiB, on a last line of stderr. */
const reportPeak = `data:text/javascript,process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS))`;

/** Runs `gwx convert --mirror -o name` in the test's folder. */
function convert(...args: string[]) {
  const command = ['--import', reportPeak, gwx, 'convert', '--mirror', '-o', 'name', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 30,
    timeout: 120_000,
  });
  const lines = stderr.trimEnd().split('\n');
  const peak = Number(lines.pop()?.replace('peak ', '')) * 1024;
  return { status, lines: stdout.split('\n').slice(0, -1), messages: lines, peak };
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const route =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\n  namespace: a\nspec:\n';
const notPrinted = 'gwx: nothing is printed because of these errors; --keep-going prints the rest';

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('');
}

describe('what cannot be read gives one message and exit code 3', () => {
  const deep = /^a\.yaml:1:\d+: error: invalid YAML: collections nest more than 200 deep$/;
  const aliases = /^a\.yaml:\d+:\d+: error: invalid YAML: document contains excessive aliasing$/;
  const empty = /^a\.yaml: error: holds no Kubernetes object \(empty\)$/;
  test.each([
    [
      'aliases that explode',
      `a0: &a0 [lol]\n${lines(30, (i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]\n`)}`,
      aliases,
    ],
    [
      'merge keys that explode',
      `a: &a\n${lines(1000, (i) => `  k${i}: 1\n`)}${lines(5000, (i) => `b${i}: {<<: *a}\n`)}`,
      aliases,
    ],
    ['YAML that nests 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), deep],
    ['JSON that nests 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, deep],
    [
      'an unrendered template',
      `${route}  hostnames: {{ .Values.hosts }}\n`,
      /^a\.yaml:7:14: error: file contains unrendered template expressions$/,
    ],
    ['an empty file', '', empty],
    ['a million empty documents', '---\n'.repeat(1_000_000), empty],
    ['one comment of ten megabytes', '#'.repeat(10_000_000), empty],
    ['a text that is no configuration', 'lorem ipsum\n'.repeat(1000), /^a\.yaml: error: holds no Kubernetes object /],
    ['a binary file', '\u0000\u0001\u0002', /^a\.yaml:1:\d+: error: invalid YAML: null byte is not allowed in input$/],
  ])('%s', (_, text, message) => {
    const { status, lines, messages } = convert(write('a.yaml', text));
    expect([status, lines]).toEqual([3, []]);
    expect(messages[0]).toMatch(message);
    expect(messages.filter((line) => line.includes(' error: '))).toHaveLength(1);
  });
});

describe('of the mistakes that a file is made to hold the first 10,000 are reported one by one, and the others counted', () => {
  const count = 50_000;
  const listed = 10_000;
  test.each([
    // All but the first, and the last one is too short.
    ['keys that are repeated', '  rules: []\n', 'error: key "rules" is defined twice in this mapping', count],
    // One more: the list has too many items.
    ['items of a wrong type', '  - {}\n', 'must be of type string', count + 1],
  ])(
    '%s',
    (_, line, message, expected) => {
      const text = (line.startsWith('  -') ? '  hostnames:\n' : '') + lines(count, () => line);
      const { status, lines: printed, messages, peak } = convert(write('many.yaml', route + text));
      expect(peak).toBeLessThan(100 * text.length + 150 * 2 ** 20);
      expect([status, printed, messages.at(-1)]).toEqual([1, [], notPrinted]);
      expect(messages.filter((text) => text.includes(message)).length).toBeGreaterThanOrEqual(listed - 1);
      const rest = messages.filter((text) => text.includes('not listed'));
      expect(rest).toEqual([
        expect.stringMatching(/^many\.yaml:\d+:\d+: error: \d+ more problems of this sort are not listed$/),
      ]);
      expect(rest[0]).toContain(` ${expected - listed} more `);
    },
    60_000,
  );
});

test('100,000 documents are read', () => {
  const pods = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n'.repeat(100_000);
  const { status, messages } = convert(write('pods.yaml', pods));
  expect([status, messages[0]]).toEqual([0, 'gwx: skipped: 100000 objects of other kinds (-v lists them)']);
});

test('a dump of 30 MB is converted within the budget of memory', () => {
  const bytes = writeDump('dump.yaml', 30_000_000);
  const { status, lines, messages, peak } = convert('dump.yaml');
  expect(bytes).toBeGreaterThan(30_000_000);
  expect([status, messages]).toEqual([
    0,
    ['gwx: not in the input and taken to exist: 50 Secrets, 450 Services (-v lists them)'],
  ]);
  expect(lines.filter((line) => line.startsWith('gateway.'))).toHaveLength(100);
  // Nine of ten routes have a hostname of their own; the others share one for each Gateway.
  expect(lines.filter((line) => line.startsWith('virtualservice.'))).toHaveLength(4500 + 5);
  expect(peak).toBeLessThan(100 * bytes + 150 * 2 ** 20);
}, 120_000);

/** Writes HTTPRoutes among ConfigMaps of a megabyte each, as they stand in the dump of a cluster. Returns the number of bytes. */
function writeDump(name: string, least: number): number {
  const file = openSync(join(folder, name), 'w');
  const configMap = (i: number) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: data-${i}}
data:
  file.txt: |
${'    a line of some file, with "quotes", a colon: and {braces}\n'.repeat(16_000)}`;
  let bytes = writeSync(file, benchInput(5000, 50));
  for (let i = 0; bytes < least; i++) bytes += writeSync(file, configMap(i));
  closeSync(file);
  return bytes;
}

describe('what lies in folders', () => {
  test('a loop of links is walked once', () => {
    mkdirSync(join(folder, 'loop/down'), { recursive: true });
    write('loop/down/a.yaml', benchInput(1, 1));
    symlinkSync('..', join(folder, 'loop/down/up'));
    symlinkSync('self', join(folder, 'loop/self'));
    const { status, lines } = convert('loop');
    expect([status, lines.length]).toEqual([0, 3]);
  });

  test('a link to itself that is named is an error', () => {
    symlinkSync('round.yaml', join(folder, 'round.yaml'));
    expect(convert('round.yaml')).toMatchObject({
      status: 3,
      messages: ['round.yaml: error: too many symbolic links'],
    });
  });

  test('a link that leads out of the folder is an error that names its target, and nothing is printed', () => {
    mkdirSync(join(folder, 'inside'));
    write('inside/a.yaml', benchInput(1, 1));
    write('outside\u001b[2J.yaml', benchInput(1, 1));
    symlinkSync('../outside\u001b[2J.yaml', join(folder, 'inside/b.yaml'));
    const message =
      'inside/b.yaml: error: leads out of the folder, to outside\\u001b[2J.yaml; name that file too if it belongs to the input';
    expect(convert('inside')).toMatchObject({ status: 3, lines: [], messages: [message, notPrinted] });
    expect(convert('inside', 'outside\u001b[2J.yaml')).toMatchObject({ status: 0 });
    expect(convert('inside', '--keep-going').lines).toHaveLength(3);
  });

  test('a named pipe is left out of a walk, and read where it is named', () => {
    mkdirSync(join(folder, 'pipes'));
    const pipe = join(folder, 'pipes/pipe.yaml');
    makePipe(pipe);
    expect(convert('pipes').messages[0]).toBe('gwx: skipped: 1 not a regular file (-v lists them)');
    write('written.yaml', benchInput(1, 1));
    execFileSync('sh', ['-c', 'cat written.yaml > pipes/pipe.yaml &'], { cwd: folder, stdio: 'ignore' });
    const { status, lines } = convert('pipes/pipe.yaml');
    expect([status, lines.length]).toEqual([0, 3]);
  });

  test('a pipe that nobody writes to is given up', async () => {
    const pipe = join(folder, 'silent');
    makePipe(pipe);
    const stdin = (async function* () {})();
    const request = { paths: [pipe], context: [], ignore: [], stdin, stdinName: '', pipeTimeout: 50 };
    expect((await readSources(request)).problems).toEqual([{ file: pipe, message: 'a pipe that nobody writes to' }]);
  });

  test('a file and a folder that may not be read are errors', async () => {
    mkdirSync(join(folder, 'closed'));
    write('secret.yaml', benchInput(1, 1));
    chmodSync(join(folder, 'secret.yaml'), 0);
    chmodSync(join(folder, 'closed'), 0);
    chmodSync(folder, 0o755);
    const paths = [join(folder, 'secret.yaml'), join(folder, 'closed')];
    const read = () => readSources({ paths, context: [], ignore: [], stdin: (async function* () {})(), stdinName: '' });
    const { sources, problems } = await asOrdinaryUser(read);
    expect(sources).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual(['permission denied', 'permission denied']);
  });
});

/** Node itself cannot make a named pipe. */
function makePipe(path: string): void {
  execFileSync('sh', ['-c', `mkfifo '${path}'`]);
}

/** Root may read everything, so it steps down for a while. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  const nobody = 65_534;
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(nobody);
  try {
    return await action();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
