// The declarations (`.d.ts`) of the public API.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes the declarations of src/index.ts, and of what its types name, into a folder. Errors in types are the type check's affair.
 * @param {string} root
 * @param {string} folder
 */
export function writeDeclarations(root, folder) {
  const options =
    '--noEmit false --declaration --emitDeclarationOnly --noCheck --allowJs false --checkJs false --types node';
  const project =
    '--ignoreConfig --target es2023 --module nodenext --moduleResolution nodenext --allowImportingTsExtensions';
  const rewrite = '--rewriteRelativeImportExtensions --skipLibCheck --rootDir src src/index.ts';
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, ...`${project} ${options} ${rewrite}`.split(' '), '--outDir', folder], {
    cwd: root,
    stdio: 'inherit',
  });
  removeUnnamed(folder);
}

/** The compiler writes a file for every module that runs; most of them no type of the API names. @param {string} folder */
function removeUnnamed(folder) {
  const named = new Set([join(folder, 'index.d.ts')]);
  // Grows while it is walked.
  for (const file of named) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
      /\b(?:from |import\()['"](\.[^'"]+)\.(?:js|ts)['"]/g,
    ))
      named.add(`${join(dirname(file), path)}.d.ts`);
  }
  for (const path of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
    const file = join(folder, path);
    if (file.endsWith('.d.ts') && !named.has(file)) rmSync(file);
  }
}
