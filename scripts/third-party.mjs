// The licences of the libraries whose code is in dist/, which has to be shipped with them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** ajv's code is in the compiled validators, which the bundle knows as files of the project; the bundler adds some of its own. */
const unnamed = ['ajv', 'rolldown'];

/**
 * A text with the name and the licence of every library whose modules are in a bundle. Fails if one has no licence to show.
 * @param {string} root
 * @param {readonly string[]} modules
 */
export function thirdPartyNotices(root, modules) {
  const names = modules.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const sections = [...new Set([...names, ...unnamed])].map((library) => {
    const folder = join(root, 'node_modules', library);
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${folder} has no licence to be shipped with its code`);
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `The files beside this one hold code of these libraries.\n${rule}${sections.sort().join(rule)}`;
}
