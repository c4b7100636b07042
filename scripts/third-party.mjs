// The licences of the libraries whose code is in dist/, which has to be shipped with them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its code is in the compiled validators, which the bundle knows as files of the project. */
const compiled = ['node_modules/ajv'];

/**
 * The folders of the packages that a bundle was made from.
 * @param {{ inputs: Record<string, unknown> }} metafile
 * @returns {string[]}
 */
function packagesOf({ inputs }) {
  const folders = Object.keys(inputs).map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set([...folders.filter((folder) => folder !== undefined), ...compiled])];
}

/**
 * A text with the name and the licence of every library in a bundle. Fails if one has no licence to show.
 * @param {string} root
 * @param {{ inputs: Record<string, unknown> }} metafile
 */
export function thirdPartyNotices(root, metafile) {
  const sections = packagesOf(metafile).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${folder} has no licence to be shipped with its code`);
    const text = readFileSync(join(root, folder, file), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `The files beside this one hold code of these libraries.\n${rule}${sections.sort().join(rule)}`;
}
