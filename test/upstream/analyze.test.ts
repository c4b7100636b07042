import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { convert } from '../../src/convert/index.ts';
import { type Input, load } from '../../src/input/load.ts';
import type { Source } from '../../src/input/load-options.ts';
import { createLocator } from '../../src/input/locate.ts';
import { lint } from '../../src/lint/index.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { isObject } from '../../src/model/json.ts';
import { defaultSettings } from '../../src/settings.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';
import { makeTestCertificates } from './test-certificates.ts';

interface Expectation {
  readonly code: string;
  readonly level: string;
  readonly resource: string;
}

interface Case {
  readonly name: string;
  readonly analyzer: string;
  readonly inputFiles: readonly string[];
  readonly meshConfigFile?: string;
  readonly expected: readonly Expectation[];
}

const folder = upstreamPath('istio', 'analyze');
const cases: readonly Case[] = parse(read('cases.yaml'));
const messages: readonly { readonly code: string; readonly template: string }[] = parse(read('messages.yaml'));
const fillIn = makeTestCertificates();

/** The rules that stand for each analyzer (section 12 of the rule catalogue). */
const rulesOf: Readonly<Record<string, readonly string[]>> = {
  'conditions.ConditionAnalyzer': ['GWX1019'],
  'deprecation.DeprecationAnalyzer': ['GWX1020'],
  'destinationrule.CaCertificateAnalyzer': ['GWX1011'],
  'destinationrule.SubsetSelectPodAnalyzer': ['GWX1017'],
  'gateway.CertificateAnalyzer': ['GWX1014'],
  'gateway.ConflictingGatewayAnalyzer': ['GWX1013'],
  'gateway.SecretAnalyzer': ['GWX1012'],
  'k8sgateway.CRDVersionAnalyzer': ['GWX0804'],
  'k8sgateway.SelectorAnalyzer': ['GWX0909'],
  'schema.ValidationAnalyzer.VirtualService': ['GWX1009', 'GWX1010'],
  'service.PortNameAnalyzer': ['GWX1021'],
  'serviceentry.Analyzer': ['GWX1015'],
  'serviceentry.ConflictingServiceEntryProtocolAnalyzer': ['GWX1016'],
  'virtualservice.ConflictingMeshGatewayHostsAnalyzer': ['GWX1008'],
  'virtualservice.DestinationHostAnalyzer': ['GWX1005', 'GWX1007'],
  'virtualservice.DestinationRuleAnalyzer': ['GWX1006'],
  'virtualservice.GatewayAnalyzer': ['GWX0901', 'GWX1003', 'GWX1004'],
  'virtualservice.JWTClaimRouteAnalyzer': ['GWX1022'],
};

const needsPods = 'asks for Pods, or for the ingress workload that istioctl takes to exist';

/** The cases that gwx does not reproduce, with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  gatewayNoWorkload: needsPods,
  gatewayBadPort: needsPods,
  gatewayCustomIngressGatewayBadPort: needsPods,
  gatewayCustomIngressGatewayBadPortWithoutTarget: needsPods,
  gatewayServiceMatchPod: needsPods,
  DestinationRuleSubsetsNotSelectPods: needsPods,
  DestinationRuleEmptyTopologyLabels: needsPods,
  sidecarDefaultSelector: 'is about the scope of Sidecars',
  sidecarSelector: 'is about the scope of Sidecars',
  'Route Rule no effect on Ingress': 'has false positives on record',
};

/** Rules of which gwx grades otherwise than istioctl, on purpose. */
const ownLevel: ReadonlySet<string> = new Set(['GWX0901', 'GWX1011', 'GWX1019']);

/** What istioctl says beside another finding that explains it (LN-62): the Gateway is reported as missing. */
const explained: Readonly<Record<string, readonly string[]>> = {
  virtualServiceGateways: ['IST0132 Warning VirtualService httpbin-bogus'],
};

/** AN-7: names repeat. */
const keyed = new Map(cases.map((one, i) => [`${i + 1} ${one.name}`, one]));
const keys = [...keyed.keys()];
const isLeftOut = (key: string) => Object.hasOwn(leftOut, caseOf(key).name);

function caseOf(key: string): Case {
  const found = keyed.get(key);
  if (found === undefined) throw new Error(`no case ${key}`);
  return found;
}

/** One of the certificates expired the day before it was made. */
const now = Date.now();

async function analyze(one: Case): Promise<{ input: Input; findings: readonly LocatedFinding[] }> {
  const only = new Set(rulesOf[one.analyzer] ?? []);
  const input = await load(sourcesOf(one), { refuse: false, defaults: false, complete: true, channel: 'experimental' });
  const tools = {
    convert: ({ index }: Pick<Input, 'index'>) => convert({ index }, { settings: defaultSettings, complete: true }),
    locator: createLocator(),
  };
  const { findings } = await lint(input, tools, { only, now, channel: 'experimental' });
  return { input, findings };
}

/** AN-3, AN-4: the default resources come last, unless the mesh has no ingress. */
function sourcesOf({ inputFiles, meshConfigFile }: Case): readonly Source[] {
  const sources = inputFiles.map((name) => ({ name, text: fillIn(read(name)) }));
  const mesh = meshConfigFile === undefined ? undefined : read(meshConfigFile);
  const config: unknown = mesh === undefined ? {} : parse(mesh);
  const hasIngress = !isObject(config) || config['ingressControllerMode'] !== 'OFF';
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' } };
  return [
    ...sources,
    ...(hasIngress ? [{ name: 'default-resources.yaml', text: read('default-resources.yaml') }] : []),
    ...(mesh === undefined ? [] : [{ name: 'mesh.json', text: JSON.stringify({ ...configMap, data: { mesh } }) }]),
  ];
}

/** `code level resource`; a namespace that was filled in is left out (AN-2). */
function asExpected(input: Input, { place, severity, istioctl = '', rule }: LocatedFinding): string {
  const { kind = '', namespace = '', name = '' } = place?.object ?? {};
  const resource = input.index
    .all()
    .find(
      ({ metadata, ...other }) => other.kind === kind && metadata.name === name && metadata.namespace === namespace,
    );
  const scope = namespace === '' || resource?.origin.namespaceAssumed ? '' : `${namespace}/`;
  return `${istioctl} ${levelText(rule, severity)} ${kind} ${scope}${name}`;
}

function levelText(rule: string, severity: string): string {
  return ownLevel.has(rule) ? 'any' : `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`;
}

function wanted(one: Case): readonly string[] {
  const ofOwnLevel = new Set(
    rules.filter(({ code }) => ownLevel.has(code)).flatMap(({ equivalents }) => equivalents?.istioctl ?? []),
  );
  return one.expected
    .map(({ code, level, resource }) => `${code} ${ofOwnLevel.has(code) ? 'any' : level} ${resource}`)
    .filter((line) => !explained[one.name]?.includes(line));
}

/** The template of a code as an expression: `%s` and its kind stand for any text. */
function templateOf(code: string): RegExp {
  const template = messages.find((message) => message.code === code)?.template ?? '';
  const escaped = template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/%[a-z]/g, '.*')}$`, 's');
}

describeSuite(
  'istio/analyze',
  keys.filter((key) => !isLeftOut(key)),
  async (key) => {
    const one = caseOf(key);
    const { input, findings } = await analyze(one);
    const found = findings.map((finding) => asExpected(input, finding));
    expect([...new Set(found)].sort()).toEqual([...new Set(wanted(one))].sort());
    for (const { message, istioctl = '' } of findings) expect(message).toMatch(templateOf(istioctl));
  },
);

describeSuite('istio/analyze, left out', keys.filter(isLeftOut), (key) => {
  expect(leftOut[caseOf(key).name]).not.toBe('');
});

describe('the folder istio/analyze', () => {
  test('has no analyzer without rules but those of the cases that are left out', () => {
    const without = cases.filter(
      ({ analyzer, name }) => rulesOf[analyzer] === undefined && !Object.hasOwn(leftOut, name),
    );
    // It says nothing in the cases that are left in: they pass with no rule.
    expect(new Set(without.map(({ analyzer }) => analyzer))).toEqual(new Set(['gateway.IngressGatewayPortAnalyzer']));
    expect(without.flatMap(({ expected }) => expected)).toEqual([]);
  });

  test('holds no file that no case names', () => {
    const named = new Set(cases.flatMap(({ inputFiles, meshConfigFile }) => [...inputFiles, meshConfigFile]));
    expect(readdirSync(`${folder}/testdata`).filter((file) => !named.has(`testdata/${file}`))).toEqual([]);
  });

  test('every exception names something that istioctl does say', () => {
    for (const [name, lines] of Object.entries(explained)) {
      const said = cases.find((one) => one.name === name)?.expected ?? [];
      expect(said.map(({ code, level, resource }) => `${code} ${level} ${resource}`)).toEqual(
        expect.arrayContaining([...lines]),
      );
    }
  });
});

function read(file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8');
}
