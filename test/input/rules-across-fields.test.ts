import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadDefaults } from '../../src/input/defaults.ts';
import type { JsonSchema } from '../../src/input/json-schema.ts';
import type { Channel } from '../../src/input/load-options.ts';
import { rulesAcrossFields } from '../../src/input/rules-across-fields/index.ts';
import { brokenRules } from '../../src/input/rules-across-fields/rule-tree.ts';
import { isPlainIP } from '../../src/input/rules-across-fields/texts.ts';
import { loadSchemaModules } from '../../src/input/schema-modules.ts';
import { blocksRules, loadValidators, pruneNulls, type Violation } from '../../src/input/validate.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { type CrdName, kinds } from '../../src/model/kinds.ts';
import { anyText } from '../text-arbitraries.ts';
import { objectWith, parsePath, placedRules, type RuleCase, ruleCases, ruleOf } from './rule-cases.ts';
import { arbitrary, withoutUnknown } from './schema-arbitraries.ts';

async function check(crd: CrdName, object: JsonObject, channel: Channel = 'standard'): Promise<Violation[]> {
  const [validators, defaults] = await Promise.all([loadValidators([crd], channel), loadDefaults([crd], channel)]);
  return validators.check(crd, defaults.apply(crd, pruneNulls(object)));
}

const titled = ruleCases.map((one): [string, RuleCase] => [`${kinds[one.crd].kind} ${one.field}: ${one.message}`, one]);

describe('a rule across fields', () => {
  test.each(titled)('%s', async (_, one) => {
    const { crd, channel, field, message, invalid, valid, also = [], blames = field } = one;
    expect(await check(crd, objectWith(one, valid), channel)).toEqual([]);
    const found = await check(crd, objectWith(one, invalid), channel);
    if (one.shadowed === true) {
      expect(found.some(blocksRules)).toBe(true);
      expect(ruleOf(one).holds(invalid)).not.toBe(true);
      return;
    }
    const { type } = ruleOf(one);
    const text = `${field}: Invalid value: "${type}": ${message}`;
    expect(found.map((violation) => violation.message).sort()).toEqual([text, ...also].sort());
    expect(found.find((violation) => violation.message === text)).toMatchObject({
      kind: 'rule',
      path: parsePath(field),
      blamed: parsePath(blames),
    });
  });

  test('none is without a case', () => {
    const proved = new Set(ruleCases.map(ruleOf));
    const unproved = Object.entries(rulesAcrossFields).flatMap(([crd, tree]) =>
      placedRules(tree)
        .filter(({ rule }) => !proved.has(rule))
        .map(({ path, rule }) => `${crd}${path}: ${rule.message}`),
    );
    expect(unproved).toEqual([]);
  });
});

const httpRoute = 'httproutes.gateway.networking.k8s.io';

function route(spec: object): JsonObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', spec };
}

const broken = { type: 'CORS' };

describe('rules are skipped as a whole', () => {
  test.each<[string, object]>([
    ['unsupported value', { matches: [{ method: 'get' }] }],
    ['required value', { backendRefs: [{ port: 80 }] }],
    ['wrong type', { timeouts: { request: 1 } }],
    ['too long', { matches: [{ path: { value: `/${'a'.repeat(1024)}` } }] }],
    ['too many', { matches: Array.from({ length: 65 }, () => ({})) }],
  ])('for a %s', async (_, rule) => {
    const found = await check(httpRoute, route({ rules: [rule, { filters: [broken] }] }));
    expect(found.map(({ kind }) => kind)).toEqual([expect.not.stringMatching('rule')]);
  });

  test.each<[string, object]>([
    ['pattern', { hostnames: ['a_b'] }],
    ['bound', { parentRefs: [{ name: 'a', port: 0 }] }],
    ['repeated item', { parentRefs: [{ name: '' }] }],
    ['unknown field', { foo: 1 }],
    ['experimental field', { useDefaultGateways: 'All' }],
  ])('but not for a %s', async (_, spec) => {
    const found = await check(httpRoute, route({ ...spec, rules: [{ filters: [broken] }] }));
    expect(found.map(({ kind }) => kind)).toEqual([expect.not.stringMatching('rule'), 'rule']);
  });
});

describe('which rules are for an object', () => {
  const sameName = [{ name: 'a' }, { name: 'a' }];

  test('names of rules are free under the standard bundle', async () => {
    expect(await check(httpRoute, route({ rules: sameName }))).toEqual([]);
    expect(await check(httpRoute, route({ rules: sameName }), 'experimental')).toHaveLength(1);
  });

  test('what stands in an experimental field keeps its rules under the standard bundle', async () => {
    const found = await check(httpRoute, route({ rules: [{ sessionPersistence: { type: 'Header' } }] }));
    expect(found.map(({ kind }) => kind)).toEqual(['experimental', 'rule']);
  });

  test.each<[string, string[]]>([
    ['v1', ['pattern', 'rule']],
    ['v1alpha3', ['pattern', 'rule']],
    ['v1alpha2', ['pattern']],
  ])('hostnames of a %s TLSRoute', async (version, expected) => {
    const found = await check('tlsroutes.gateway.networking.k8s.io', {
      apiVersion: `gateway.networking.k8s.io/${version}`,
      kind: 'TLSRoute',
      spec: { hostnames: ['*'], rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] },
    });
    expect(found.map((violation) => (violation.kind === 'rule' ? 'rule' : violation.keyword))).toEqual(expected);
  });

  test('a v1alpha2 TCPRoute has no limit of one rule, and no names to keep apart under the standard bundle', async () => {
    const rule = { name: 'a', backendRefs: [{ name: 'a', port: 80 }] };
    const object = {
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind: 'TCPRoute',
      spec: { rules: [rule, rule] },
    };
    const crd = 'tcproutes.gateway.networking.k8s.io';
    expect(await check(crd, object)).toEqual([]);
    expect((await check(crd, object, 'experimental')).map(({ kind }) => kind)).toEqual(['rule']);
  });
});

test('an item that collides with an earlier one names it', async () => {
  const parentRefs = [{ name: 'a', sectionName: 'x' }, { name: 'b' }, { name: 'a', sectionName: 'x' }];
  expect(await check(httpRoute, route({ parentRefs }))).toMatchObject([
    { blamed: ['spec', 'parentRefs', 2], first: ['spec', 'parentRefs', 0], rule: 'parent-refs-ambiguous' },
  ]);
});

test('a key of a map that is to blame is marked as one', async () => {
  const spec = {
    gatewayClassName: 'istio',
    listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }],
    infrastructure: { annotations: { '/': '' } },
  };
  const found = await check('gateways.gateway.networking.k8s.io', { kind: 'Gateway', spec });
  expect(found).toMatchObject([{ part: 'key', blamed: ['spec', 'infrastructure', 'annotations', '/'] }]);
});

describe('what counts as an IP address', () => {
  test.each(['1.2.3.4', '::1', '2001:db8::1', '::ffff:1:2:3', '::1:ffff:1:2', '::1.2.3.4', '0:0:0:0:ffff:0:1:2'])(
    '%s does',
    (text) => {
      expect(isPlainIP(text)).toBe(true);
    },
  );

  test.each([
    '',
    '1.2.3',
    'fe80::1%eth0',
    '::ffff:1.2.3.4',
    '::FFFF:102:304',
    '0::ffff:1.2.3.4',
    '0:0:0:0:0:ffff:102:304',
    '0:0::0000:0:ffff:1.2.3.4',
  ])('%s does not', (text) => {
    expect(isPlainIP(text)).toBe(false);
  });
});

describe('no rule throws', () => {
  const crds = ruleCases.map(({ crd }) => crd).filter((crd, index, all) => all.indexOf(crd) === index);
  const contexts = (['standard', 'experimental'] as const).map((channel) => ({ channel, version: 'v1' }));

  test.each(crds)('on what the schema of %s accepts, or nearly', async (crd) => {
    const schema: JsonSchema = JSON.parse((await loadSchemaModules([crd], 'experimental')).get(crd)?.schema ?? '{}');
    const tree = rulesAcrossFields[crd] ?? {};
    const defaults = await loadDefaults([crd], 'experimental');
    const judge = (value: unknown) => {
      if (!isObject(value)) return;
      for (const context of contexts) {
        brokenRules(tree, value, context);
        brokenRules(tree, defaults.apply(crd, pruneNulls(value)), context);
      }
    };
    fc.assert(
      fc.property(arbitrary(schema), (value) => {
        judge(value);
        judge(withoutUnknown(value));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('on anything at the place of its value', () => {
    const rules = Object.values(rulesAcrossFields).flatMap((tree) => placedRules(tree));
    const field = fc.constantFrom('type', 'value', 'hostname', 'name', 'port', 'matches', 'tls', '__proto__', 'path');
    const fields = fc.dictionary(field, fc.anything());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fields, fc.array(fields), anyText()), (value) => {
        const answers = new Set(rules.map(({ rule }) => kindOf(rule.holds(value))));
        expect([true, false, 'object']).toEqual(expect.arrayContaining([...answers]));
      }),
      { numRuns: 100 },
    );
  });
});

function kindOf(outcome: unknown): unknown {
  return typeof outcome === 'boolean' ? outcome : typeof outcome;
}
