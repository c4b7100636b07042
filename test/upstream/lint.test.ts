import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Channel, Source } from '../../src/input/load-options.ts';
import { lintSources } from '../lint/linting.ts';
import { baseManifests, expectsSuccess, readConformanceTests } from './conformance-tests.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';
import { makeTestCertificates } from './test-certificates.ts';

/** An error that lint rightly finds in what upstream means to be valid. */
interface Exception {
  readonly in: string;
  readonly rule: string;
  readonly path: string;
  /** What the rule catalogue says, with its rule ids. */
  readonly because: string;
}

/** RT-10 has Gateway, ListenerSet, Service and ServiceEntry as parents. */
const ignoredParent = {
  rule: 'GWX0303',
  path: 'spec.parentRefs[0].kind',
  because: 'ServiceImport is none of the four kinds of parents that istiod reads (RT-10)',
};

/** By suite. They are compared in both directions: one that does not occur any more fails its case. */
const exceptions = {
  'lint, conformance tests': [],
  'lint, conformance files alone': [],
  'lint, examples, standard bundle': [{ in: 'multicluster/httproute-gamma.yaml', ...ignoredParent }],
  'lint, examples, experimental bundle': [
    {
      in: 'experimental/destination-port-matching-tcp.yaml',
      rule: 'GWX0805',
      path: 'spec.parentRefs[0].kind',
      because: 'a parent of kind Mesh is not read any more (RT-10)',
    },
    { in: 'standard/multicluster/httproute-gamma.yaml', ...ignoredParent },
  ],
} satisfies Readonly<Record<string, readonly Exception[]>>;

type LintSuite = keyof typeof exceptions;

const manifests = upstreamPath('gateway-api', 'conformance', 'manifests');
const examples = upstreamPath('gateway-api', 'crd-cases', 'examples');
const fillIn = makeTestCertificates();

/** Lints every case in the open world: the errors in it are those of its exceptions. */
function describeLint(
  suite: LintSuite,
  cases: readonly string[],
  channel: Channel,
  sourcesOf: (name: string) => readonly Source[],
): void {
  const excepted: readonly Exception[] = exceptions[suite];
  describeSuite(suite, cases, async (name) => {
    const { findings, objects } = await lintSources(sourcesOf(name), ['--channel', channel]);
    expect(objects).toBeGreaterThan(0);
    const errors = findings.filter(({ severity }) => severity === 'error');
    const expected = excepted.filter((exception) => exception.in === name);
    expect(errors.map(({ rule, place, message }) => ({ rule, path: place?.path, message }))).toEqual(
      expected.map(({ rule, path }) => ({ rule, path, message: expect.any(String) })),
    );
  });
  if (excepted.length === 0) return;
  describe(suite, () => {
    // The summary lists them (summary-reporter.mjs).
    describe('exceptions', () => {
      test.each(excepted.map((exception) => [titleOf(exception), exception.in]))('%s', (_, name) =>
        expect(cases).toContain(name),
      );
    });
  });
}

function titleOf({ in: name, rule, because }: Exception): string {
  return `${rule} in ${name}: ${because}`;
}

const successful = new Map(
  readConformanceTests()
    .filter(expectsSuccess)
    .map((one) => [one.shortName, one]),
);
const base = Object.values(baseManifests).flat();
const successfulFiles = new Set([...base, ...[...successful.values()].flatMap((one) => one.manifests)]);

describeLint('lint, conformance tests', [...successful.keys()], 'experimental', (name) => {
  const one = successful.get(name);
  if (one === undefined) throw new Error(`no test ${name}`);
  return [...baseManifests[one.profile], ...one.manifests].map((file) => source(manifests, file));
});

describeLint('lint, conformance files alone', [...successfulFiles].sort(), 'experimental', (file) => [
  source(manifests, file),
]);

describeLint('lint, examples, standard bundle', yamlFiles(`${examples}/standard`), 'standard', (file) => [
  source(`${examples}/standard`, file),
]);

describeLint('lint, examples, experimental bundle', yamlFiles(examples), 'experimental', (file) => [
  source(examples, file),
]);

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`))
    .sort();
}

function source(folder: string, file: string): Source {
  return { name: file, text: fillIn(readFileSync(`${folder}/${file}`, 'utf8')) };
}
