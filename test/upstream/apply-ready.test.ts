import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from '@jest/globals';
import { parse } from 'yaml';
import { type ApplyReadyOptions, renderApplyReady } from '../../src/convert/apply-ready/index.ts';
import { type ConversionResult, convert, defaultSettings, load, print, type Source } from '../../src/index.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
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

const expressions = await loadRegularExpressions();
const fillIn = makeTestCertificates();
const istio = upstreamPath('istio', 'conversion');
const list: CaseList = parse(readFileSync(`${istio}/cases.yaml`, 'utf8'));
const manifests = upstreamPath('gateway-api', 'conformance', 'manifests');

/** What every conversion has to come to, whatever is refused of it; Istio's own validation is asked by the rendering itself (AF-7). */
function judge(result: ConversionResult): void {
  judgeWith(result, { expressions });
  // Where files do not say where the pods are, as in Istio's cases.
  judgeWith(result, { expressions, selectors: [{ labels: { app: 'gateway' } }], deployed: true, istioVersion: '1.20' });
  judgeWith(result, { expressions, selectors: [{ labels: { app: 'gateway' } }] });
}

function judgeWith(result: ConversionResult, options: ApplyReadyOptions): void {
  const { resources, messages, virtualServices } = renderApplyReady(result, options);
  for (const { spec, httpEntries } of virtualServices)
    expect(httpEntries.map((entry) => entry.spec)).toEqual(spec.http ?? []);
  const names = resources.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  expect(names.filter((name) => !/^\w+ [a-z0-9-]+\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  for (const { kind, metadata } of resources)
    expect(metadata.name.length).toBeLessThanOrEqual(kind === 'Gateway' ? 63 : 253);
  const text = print(resources, 'json', 'apply-ready');
  // AF-3.
  expect(text).not.toMatch(
    /internal\.istio\.io\/|kubernetes-gateway:|creationTimestamp|ownerReferences|"destination": \{\}/,
  );
  expect(text.replaceAll(/"gwx.dev\/source": .*/g, '')).not.toContain('~');
  expect(messages.filter(({ code }) => code === 'GWX-A98' || code === 'GWX-A99')).toEqual([]);
}

const present = list.cases.map(({ name }) => name).filter((name) => existsSync(`${istio}/${name}.yaml`));

describeSuite('istio/conversion, apply-ready', present, async (name) => {
  const features = Object.entries(list.features).map(([feature, value]) => `${feature}=${value}`);
  const { domainSuffix } = list;
  const { settings } = resolveSettings({ istiodEnv: [], settings: features, domainSuffix, revision: '' });
  const files = ['environment.yaml', `namespaces/${name}.yaml`, `${name}.yaml`];
  const input = await load(
    files.map((file) => source(istio, file)),
    {
      defaults: false,
      validate: 'ignore',
      channel: 'experimental',
    },
  );
  judge(convert(input, { settings, complete: true, singlePass: true }));
  judge(convert(input, { settings, complete: false }));
});

/** What the conformance suite loads before every test. */
const base = [
  'generated/gatewayclass.yaml',
  'base/manifests.yaml',
  'generated/certificates.yaml',
  'mesh/manifests.yaml',
];

describeSuite('conformance manifests, apply-ready', yamlFiles(manifests), async (file) => {
  const context = base.filter((name) => name !== file).map((name) => ({ ...source(manifests, name), context: true }));
  const input = await load([...context, source(manifests, file)], { validate: 'strict', channel: 'experimental' });
  for (const complete of [false, true]) judge(convert(input, { settings: defaultSettings, complete }));
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
