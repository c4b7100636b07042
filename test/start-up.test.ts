import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Reports the files of the bundle that were evaluated on a last line of stderr. */
const reportFiles = `data:text/javascript,${encodeURIComponent(
  `import { createRequire } from 'node:module';
   const { cache } = createRequire(process.execPath);
   process.on('exit', () => console.error(JSON.stringify(Object.keys(cache))));`,
)}`;

/** The files of the bundle that a run evaluates, without the hashes in their names. */
function evaluated(args: readonly string[], input = ''): readonly string[] {
  const command = ['--import', reportFiles, 'bin/gwx.js', ...args];
  const { stderr } = spawnSync(process.execPath, command, { cwd: root, input, encoding: 'utf8' });
  const files: unknown = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
  if (!Array.isArray(files)) throw new Error(stderr);
  const bundled = files.filter((file) => String(file).startsWith(join(root, 'dist/')));
  return bundled.map((file) => basename(String(file), '.cjs').replace(/-[\w-]{8}$/, '')).sort();
}

const quickstart = 'fixtures/quickstart.yaml';
const start = ['cli', 'rolldown-runtime', 'start'];
const httpRoutes = ['gateways.gateway.networking.k8s.io-standard', 'httproutes.gateway.networking.k8s.io-standard'];
const reading = [...start, ...httpRoutes, 'common', 'configuration'];
const converting = [...reading, 'conversion-report'];
const linting = ['lint', 'model'];
const deploying = ['deploy', 'workloads', 'refused-objects'];

describe('a run evaluates the parts of the bundle that it uses, and no others', () => {
  test.each<[run: string, args: string[], parts: string[]]>([
    ['--help', ['--help'], start],
    ['convert', ['convert', quickstart], [...converting, 'convert', 'apply-ready', 'istio-validation', 'model']],
    ['convert --mirror', ['convert', '--mirror', quickstart], [...converting, 'convert']],
    [
      'status',
      ['status', '-o', 'json', quickstart],
      // The command, and what computes statuses.
      [...converting, 'status', 'status', 'status-json', 'printed-status', 'condition-problems'],
    ],
    [
      'lint',
      ['lint', quickstart],
      [...reading, ...linting, 'lint', 'lint-text', 'printed-findings', 'paragraph', 'options', ...deploying],
    ],
    [
      'request',
      ['request', 'http://httpbin.example.com/get', quickstart],
      [...converting, 'request', 'evaluate', 'model', 'answer-text', 'outcome-text', 'paragraph'],
    ],
    // A rule is one file, its texts and its check.
    ['rules', ['rules', '-o', 'json'], [...start, ...linting, 'common', 'rules', 'rules-json']],
    ['explain', ['explain', 'GWX0502'], [...start, ...linting, 'common', 'convert', 'explain', 'paragraph']],
  ])('%s', (_run, args, parts) => {
    expect(evaluated(args)).toEqual([...parts].sort());
  });
});
