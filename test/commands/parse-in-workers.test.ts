import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { benchFiles } from '../../scripts/bench-input.mjs';

const gwx = fileURLToPath(new URL('../../bin/gwx.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-workers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: shop-1, namespace: team-1, __proto__: {x: y}}
  spec:
    ports: [{port: 80}]
    ports: [{port: 81}]
`;

/** What may be in a file: objects, broken and repeated ones, several documents, templates, aliases, nothing. */
const files = [
  ...benchFiles(300, 3),
  list,
  'kind: HTTPRoute\nspec: {{ .Values.spec }}\n',
  'a: [1\n---\nkind: Pod\n',
  'a: &a {b: c}\nd: *a\n',
  '',
  `${benchFiles(10, 1).join('---\n')}---\n${list}`,
  '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team-1", "labels": {"a": 1}}}',
];

/** Objects with so many comments that all together are long enough for workers. */
const padding = Array.from({ length: 60 }, (_, i) => `${'# Nothing.\n'.repeat(4000)}kind: Pod\napiVersion: v${i}\n`);

/** One text that holds the documents of all files, and what else may be in one. */
const mixed = padding
  .flatMap((pad, i) => [pad, files[i] ?? '', `# Source: chart/${i}.yaml\nkind: Pod\n`, i % 3 ? '' : 'a: [1\n'])
  .filter((text) => !text.includes('{{'))
  .map((text, i) => (text.startsWith('{') ? `${text}\n${text}` : text) + (i % 20 ? '---\n' : '...\n'))
  .join('');

/** Makes the command see so many cores, and say on a last line of stderr how many threads it started. */
const withCores = (count: number) =>
  `data:text/javascript,${encodeURIComponent(
    `import { createRequire } from 'node:module';
     const require = createRequire(process.execPath);
     const threads = require('node:worker_threads');
     let started = 0;
     require('node:os').availableParallelism = () => ${count};
     threads.Worker = class extends threads.Worker { constructor(...args) { super(...args); started++; } };
     process.on('exit', () => console.error(started));`,
  )}`;

function run(cores: number, args: readonly string[], input: string) {
  const command = ['--import', withCores(cores), gwx, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
  });
  const lines = stderr.trimEnd().split('\n');
  const threads = Number(lines.pop());
  return { result: { status, stdout, lines }, threads };
}

function writeConfig(): void {
  mkdirSync(join(folder, 'config'));
  for (const [index, text] of [...files, ...padding].entries()) {
    writeFileSync(join(folder, 'config', `${index}.yaml`), text);
  }
  writeFileSync(join(folder, 'mixed.yaml'), mixed);
  writeFileSync(join(folder, 'template.yaml'), `${mixed}---\n${files.find((text) => text.includes('{{'))}`);
}

describe('large input is parsed by workers, with the same result', () => {
  beforeAll(writeConfig);
  test.each([
    ['many files', 'config', ''],
    ['one file', 'mixed.yaml', ''],
    ['one file with a template', 'template.yaml', ''],
    ['a stream', '-', mixed],
  ])(
    '%s',
    (_, path, input) => {
      for (const args of [
        ['lint', '-o', 'json', path],
        ['status', '-o', 'json', '--keep-going', '-v', path],
      ]) {
        const [alone, shared] = [run(1, args, input), run(4, args, input)];
        expect([alone.threads, shared.threads]).toEqual([0, 2]);
        expect(alone.result.stdout.length).toBeGreaterThan(10_000);
        expect(shared.result).toEqual(alone.result);
      }
    },
    60_000,
  );

  test('but not if most of it is one document', () => {
    const { result, threads } = run(4, ['convert', '-'], `${padding.join('')}---\n${padding[0]}`);
    expect([result.status, threads]).toEqual([0, 0]);
  });
});
