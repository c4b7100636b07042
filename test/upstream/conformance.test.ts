import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from '@jest/globals';
import { convert } from '../../src/convert/index.ts';
import { load } from '../../src/input/load.ts';
import type { Channel, Source } from '../../src/input/load-options.ts';
import { defaultSettings } from '../../src/settings.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';
import { makeTestCertificates } from './test-certificates.ts';

const manifests = upstreamPath('gateway-api', 'conformance', 'manifests');
const examples = upstreamPath('gateway-api', 'crd-cases', 'examples');
const fillIn = makeTestCertificates();

/** What the suite loads before every test. */
const base = [
  'generated/gatewayclass.yaml',
  'base/manifests.yaml',
  'generated/certificates.yaml',
  'mesh/manifests.yaml',
];

/** Every document is accepted as the API server accepts it, and converts in both worlds. */
async function accept(sources: readonly Source[], channel: Channel): Promise<void> {
  const input = await load(sources, { validate: 'strict', channel });
  expect(input.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect({ incomplete: input.incomplete, refused: input.refused }).toEqual({ incomplete: false, refused: false });
  for (const complete of [false, true]) {
    expect(convert(input, { settings: defaultSettings, complete }).resources).toBeInstanceOf(Array);
  }
}

describeSuite('conformance manifests', yamlFiles(manifests), async (file) => {
  const context = base.filter((name) => name !== file).map((name) => ({ ...source(manifests, name), context: true }));
  await accept([...context, source(manifests, file)], 'experimental');
});

describeSuite('examples, standard bundle', yamlFiles(`${examples}/standard`), async (file) => {
  await accept([source(`${examples}/standard`, file)], 'standard');
});

// The examples of the standard bundle are to be accepted under both bundles.
describeSuite('examples, experimental bundle', yamlFiles(examples), async (file) => {
  await accept([source(examples, file)], 'experimental');
});

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`))
    .sort();
}

function source(folder: string, file: string): Source {
  return { name: file, text: fillIn(readFileSync(`${folder}/${file}`, 'utf8')) };
}
