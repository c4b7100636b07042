import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { type DeployedGateway, deployGateways } from '../../src/deploy/index.ts';
import { convert, load, print } from '../../src/index.ts';
import { readYamlText } from '../../src/input/yaml-text.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { resolveSettings } from '../../src/settings.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

/** What a case is given besides objects; a case may give any of it differently. */
interface Environment {
  readonly kubernetesVersion: string;
  readonly revision: string;
  readonly systemNamespace: string;
  readonly clusterId: string;
  readonly gatewayUid: string;
  readonly meshConfig: JsonObject;
  readonly features: Readonly<Record<string, boolean | string>>;
}

interface Case extends Partial<Environment> {
  readonly name: string;
  readonly golden: string | null;
  readonly input: string;
  readonly reproducible: boolean;
  readonly values: JsonObject;
  readonly featureOverrides: Environment['features'];
  readonly visibleNamespace: string | null;
  readonly outcome: string;
  readonly expectedKinds: readonly string[];
  readonly error?: string;
}

const folder = upstreamPath('istio', 'deployment');
const list: { readonly defaults: Environment; readonly cases: readonly Case[] } = parse(read('cases.yaml'));
const filesOf = ({ golden, input }: Case) => (golden === null ? [input] : [golden, input]);
const present = list.cases.filter((one) => filesOf(one).every((file) => existsSync(`${folder}/${file}`)));
const reproducible = present.filter((one) => one.reproducible);

/** DEP-68: everything ambient is on; the switches of the list are to be those that are asked for, past istiod's forcing. */
function settingsOf(environment: Environment, overrides: Environment['features']) {
  const features = { PILOT_ENABLE_AMBIENT: true, ...environment.features, ...overrides };
  const istiodEnv = Object.entries(features).map(([name, value]) => `${name}=${value}`);
  const { settings, warnings, errors } = resolveSettings({ istiodEnv, settings: [], revision: environment.revision });
  expect([...warnings, ...errors]).toEqual([]);
  return settings;
}

async function deployCase(one: Case): Promise<readonly DeployedGateway[]> {
  const environment = { ...list.defaults, ...one };
  const sources = [{ name: one.input, text: read(one.input) }];
  const input = await load(sources, { defaults: false, validate: 'ignore', channel: 'experimental' });
  const conversion = convert(input, { settings: settingsOf(environment, one.featureOverrides), complete: true });
  const visible =
    one.visibleNamespace === null
      ? {}
      : { discoverySelectors: [{ matchLabels: { 'kubernetes.io/metadata.name': one.visibleNamespace } }] };
  const { kubernetesVersion, revision, clusterId, systemNamespace, meshConfig } = environment;
  return deployGateways(conversion, {
    values: one.values,
    meshConfig: { ...meshConfig, ...visible },
    revision,
    clusterId,
    systemNamespace,
    kubernetesMinor: Number(kubernetesVersion.split('.')[1]),
    asIstiod: true,
    readYaml: readYamlText,
  }).gateways;
}

describeSuite(
  'istio/deployment',
  reproducible.map(({ name }) => name),
  async (name) => {
    const one = reproducible.find((candidate) => candidate.name === name);
    if (one === undefined) throw new Error(`${name} is not in the list`);
    const deployed = await deployCase(one);
    const objects = deployed.flatMap((gateway) => gateway.objects);
    const actual = documents(print(objects, 'yaml'));
    expect(actual).toStrictEqual(one.golden === null ? [] : documents(read(one.golden)));
    expect(objects.map(({ kind }) => kind)).toEqual(one.expectedKinds);
    expect(deployed.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual(
      one.outcome === 'render-error' ? [expect.stringContaining(one.error ?? '')] : [],
    );
  },
);

describe('the folder istio/deployment', () => {
  test('holds no file that no list names', () => {
    const known = new Set(['cases.yaml', 'README.md', ...list.cases.flatMap(filesOf)]);
    expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
  });

  test('cases that no test of upstream uses are named as such, and rendered all the same', async () => {
    for (const one of present.filter(({ reproducible }) => !reproducible)) {
      expect(one.outcome).toBe('orphan');
      const kinds = (await deployCase(one)).flatMap(({ objects }) => objects.map(({ kind }) => kind));
      expect(kinds).toEqual(one.expectedKinds);
    }
  });
});

function read(file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8');
}

function documents(text: string): unknown[] {
  const values: unknown[] = parseAllDocuments(text, { logLevel: 'error' }).map((document) => {
    if (document.errors.length > 0) throw new Error(`not YAML: ${document.errors[0]?.message}`);
    return document.toJS();
  });
  return values.filter((value) => value !== null);
}
