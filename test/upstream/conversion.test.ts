import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { type ConversionResult, computeStatuses, convert, load, print } from '../../src/index.ts';
import { resolveSettings } from '../../src/settings.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';
import { makeTestCertificates } from './test-certificates.ts';

/** The part of `cases.yaml` that says how to run the cases. */
interface CaseList {
  readonly domainSuffix: string;
  readonly features: Readonly<Record<string, boolean>>;
  readonly cases: readonly { readonly name: string }[];
}

const folder = upstreamPath('istio', 'conversion');
const list: CaseList = parse(read('cases.yaml'));
const names = list.cases.map(({ name }) => name);
/** Files that are not part of one case. */
const shared = ['README.md', 'benchmark-httproute.yaml', 'cases.yaml', 'environment.yaml', 'namespaces'];
const fillIn = makeTestCertificates();

/** RUN-2: no revision, the suffix of the goldens, and the switches of the list past istiod's forcing. */
function goldenSettings() {
  const features = Object.entries(list.features).map(([name, value]) => `${name}=${value}`);
  const options = { istiodEnv: [], settings: features, domainSuffix: list.domainSuffix, revision: '' };
  const { settings, warnings, errors } = resolveSettings(options);
  expect([...warnings, ...errors]).toEqual([]);
  return settings;
}

/** RUN-1, RUN-15, IN-2, IN-3. */
async function convertCase(inputs: readonly string[]): Promise<ConversionResult> {
  const sources = inputs.map((name) => ({ name, text: fillIn(read(name)) }));
  const input = await load(sources, { defaults: false, validate: 'ignore', channel: 'experimental' });
  return convert(input, { settings: goldenSettings(), complete: true, singlePass: true });
}

function filesOf(name: string): readonly string[] {
  return ['environment.yaml', `namespaces/${name}.yaml`, `${name}.yaml`];
}

const present = names.filter((name) => existsSync(`${folder}/${name}.yaml`));

// RUN-3 to RUN-9.
describeSuite('istio/conversion', present, async (name) => {
  const { resources } = await convertCase(filesOf(name));
  expect(documents(print(resources, 'yaml'))).toStrictEqual(documents(read(`${name}.yaml.golden`)));
});

// RUN-10 to RUN-16.
describeSuite('istio/conversion, statuses', present, async (name) => {
  const statuses = computeStatuses(await convertCase(filesOf(name)));
  const actual = statuses
    .filter(({ changed }) => changed)
    .map(({ resource, apiVersion, status }) => {
      const { name: own, namespace } = resource.metadata;
      const metadata = { name: own, ...(namespace !== '' && { namespace }) };
      return { apiVersion, kind: resource.kind, metadata, spec: null, status };
    });
  const expected = read(`${name}.status.yaml.golden`).replaceAll(
    /^( *)(- )?lastTransitionTime:.*\n/gm,
    (_line, indent, dash) => (dash ? `${indent}- gwx: removed\n` : ''),
  );
  expect(JSON.parse(JSON.stringify(actual))).toStrictEqual(documents(expected).map(withoutMarks));
});

/** A condition that begins with its time loses the first of its keys; the mark that stood in for it goes too. */
function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === 'gwx' ? [] : [[key, withoutMarks(item)]])),
  );
}

describe('the folder istio/conversion', () => {
  test('holds no file that no list names', () => {
    const ofCases = names.flatMap((name) => [`${name}.yaml`, `${name}.yaml.golden`, `${name}.status.yaml.golden`]);
    const known = new Set([...shared, ...ofCases, ...names.map((name) => `namespaces/${name}.yaml`)]);
    const namespaces = readdirSync(`${folder}/namespaces`).map((file) => `namespaces/${file}`);
    expect([...readdirSync(folder), ...namespaces].filter((file) => !known.has(file))).toEqual([]);
  });

  test("upstream's benchmark input, which has no golden, converts", async () => {
    const { resources } = await convertCase(['environment.yaml', 'benchmark-httproute.yaml']);
    expect(resources.length).toBeGreaterThan(0);
  });
});

function read(file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8');
}

/** The documents of a text as plain values; empty pieces between separators are none (RUN-5). */
function documents(text: string): unknown[] {
  const values: unknown[] = parseAllDocuments(text, { logLevel: 'error' }).map((document) => {
    if (document.errors.length > 0) throw new Error(`not YAML: ${document.errors[0]?.message}`);
    return document.toJS();
  });
  return values.filter((value) => value !== null);
}
