// `npm run build`: schemas/ -> src/input/validators/, then src/ -> dist/.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProject } from './bundle.mjs';
import { writeDeclarations } from './declarations.mjs';
import { thirdPartyNotices } from './third-party.mjs';
import { writeValidators } from './validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * All files below some folders and files, in one order everywhere.
 * @param {string[]} paths
 * @returns {string[]}
 */
function filesBelow(paths) {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).sort();
    return filesBelow(names.map((name) => join(path, name)).filter((below) => below !== validators));
  });
}

const validators = join(root, 'src/input/validators');

/**
 * Runs a step unless its inputs are those of the last run: `npm test` builds, and so does `npm ci` before it.
 * @param {string} output
 * @param {string[]} inputs
 * @param {() => Promise<void>} step
 */
async function unlessUnchanged(output, inputs, step) {
  const hash = createHash('sha256');
  for (const file of filesBelow(inputs.map((input) => join(root, input)))) hash.update(file).update(readFileSync(file));
  const stamp = join(output, '.inputs');
  const digest = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await step();
  writeFileSync(stamp, digest);
}

const compiler = [
  'schemas',
  'package.json',
  'scripts/compile-validator.mjs',
  'scripts/schema-node.mjs',
  'scripts/validators.mjs',
  'src/input/expressions.ts',
  'src/input/json-schema.ts',
  'src/input/list-keys.ts',
];
await unlessUnchanged(validators, compiler, () => writeValidators(join(root, 'schemas'), validators));

const dist = join(root, 'dist');
const sources = ['schemas', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'src'];
await unlessUnchanged(dist, sources, async () => {
  const modules = await bundleProject(dist);
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), thirdPartyNotices(root, modules));
  writeDeclarations(root, join(dist, 'types'));
});
