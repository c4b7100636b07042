import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

/** The files, and one of comments that makes them so long that they are parsed by workers. */
function write(name: string, comments: number): string {
  const target = join(folder, name, 'config');
  mkdirSync(target, { recursive: true });
  for (const [index, text] of files.entries()) writeFileSync(join(target, `${index}.yaml`), text);
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
  writeFileSync(join(target, 'comments.yaml'), pod + '# Nothing.\n'.repeat(comments));
  return join(folder, name);
}

/** Says on a last line of stderr whether worker threads were used. */
const reportWorkers = `data:text/javascript,${encodeURIComponent(
  `import { createRequire } from 'node:module';
   const { cache } = createRequire(process.execPath);
   process.on('exit', () => console.error(Object.keys(cache).some((file) => /parse-in-workers/.test(file))));`,
)}`;

function run(cwd: string, args: readonly string[]) {
  const command = ['--import', reportWorkers, gwx, ...args, 'config'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const lines = stderr.trimEnd().split('\n');
  const usedWorkers = lines.pop();
  return { result: { status, stdout, lines }, usedWorkers };
}

test('large input is parsed by workers, with the same result', () => {
  const [small, large] = [write('small', 1), write('large', 200_000)];
  for (const args of [
    ['convert', '--mirror', '--keep-going'],
    ['lint', '-o', 'json'],
    ['status', '-o', 'json', '--keep-going', '-v'],
  ]) {
    const [alone, shared] = [run(small, args), run(large, args)];
    expect([alone.usedWorkers, shared.usedWorkers]).toEqual(['false', 'true']);
    expect(alone.result.stdout.length).toBeGreaterThan(10_000);
    expect(shared.result).toEqual(alone.result);
  }
});
