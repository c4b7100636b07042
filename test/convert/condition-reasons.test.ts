import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { conditionReasons } from '../../src/convert/condition-reasons.ts';
import { sourceFiles } from '../source-file.ts';
import { writtenConditions } from './written-conditions.ts';

/** Names in the source of `convert` that are no reasons: kinds, values of fields, types and statuses of conditions. */
const otherWords: ReadonlySet<string> = new Set([
  ...['ConfigMap', 'DestinationRule', 'Gateway', 'GRPCRoute', 'HTTPRoute', 'InferencePool', 'ListenerSet', 'Mesh'],
  ...['Namespace', 'Secret', 'Service', 'ServiceEntry', 'ServiceImport', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  ...['VirtualService', 'XBackend'],
  ...['All', 'Any', 'ClusterIP', 'Exact', 'ExternalHostname', 'Hostname', 'IPAddress', 'In', 'LoadBalancer', 'None'],
  ...['NotIn', 'Exists', 'DoesNotExist', 'Passthrough', 'PathPrefix', 'RegularExpression', 'ReplaceFullPath'],
  ...[
    'ReplacePrefixMatch',
    'Same',
    'Selector',
    'Terminate',
    'URI',
    'System',
    'AllowInsecureFallback',
    'AllowValidOnly',
  ],
  ...['CORS', 'ExtensionRef', 'RequestHeaderModifier', 'RequestMirror', 'RequestRedirect', 'ResponseHeaderModifier'],
  ...['URLRewrite', 'HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'HBONE', 'GRPC', 'HTTP2', 'PASSTHROUGH', 'SIMPLE', 'MUTUAL'],
  ...['False', 'True', 'Unknown', 'InsecureFrontendValidationMode', 'Status'],
  ...['HeaderMatch', 'QueryParams', 'ServerOnly', 'ClientAndServer'],
  ...['ALL', 'BEGIN', 'CERTIFICATE', 'DNS', 'END', 'IGNORE', 'MCP'],
]);

/** Every text in the source that has the form of a reason: a reason that is written stands there. */
function wordsOfConvert(): ReadonlySet<string> {
  const nodes = sourceFiles('src/convert')
    .filter(({ path }) => path !== 'src/convert/condition-reasons.ts')
    .flatMap((file) => file.nodes);
  const words = nodes.flatMap(({ type, value }) => (type === 'StringLiteral' ? [String(value)] : []));
  return new Set(words.filter((word) => /^[A-Z][A-Za-z]+$/.test(word)));
}

describe('the table of condition reasons', () => {
  const words = wordsOfConvert();
  const known = new Set(Object.keys(conditionReasons));
  const pairs = new Set(
    Object.entries(conditionReasons).flatMap(([reason, { types }]) => types.map((type) => `${type} ${reason}`)),
  );

  test('has every reason that convert can write', () => {
    expect([...words].filter((word) => !known.has(word) && !otherWords.has(word)).sort()).toEqual([]);
  });

  test('has no reason that nobody writes', () => {
    expect([...known].filter((reason) => !words.has(reason))).toEqual([]);
  });

  test('has every reason of the statuses in the fixtures, under its type of condition', () => {
    const folder = 'fixtures/convert';
    const goldens = readdirSync(folder).filter((file) => file.endsWith('.status.golden.yaml'));
    const written = goldens.flatMap((file) => [...writtenConditions(readFileSync(`${folder}/${file}`, 'utf8'))]);
    expect(new Set(written).size).toBeGreaterThan(9);
    expect(written.filter((pair) => !pairs.has(pair))).toEqual([]);
  });

  test('is sorted, and says what to do wherever something is wrong', () => {
    const sorted = [...known].sort();
    expect([...known]).toEqual(sorted);
    const fine = ['Accepted', 'NoConflicts', 'Programmed', 'ResolvedRefs', 'ResolvedWaypoints'];
    const silent = Object.entries(conditionReasons).filter(([, { remedy }]) => remedy === undefined);
    expect(silent.map(([reason]) => reason)).toEqual(fine);
    for (const { meaning, remedy = 'do nothing', rules = [] } of Object.values(conditionReasons)) {
      expect(meaning).toMatch(/\.$/);
      expect(remedy).toMatch(/^\S.*[^.]$/);
      for (const code of rules) expect(code).toMatch(/^GWX\d{4}$/);
    }
  });
});
