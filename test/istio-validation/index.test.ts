import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ValidatedResource, validateIstioResource } from '../../src/istio-validation/index.ts';
import type { RegularExpressions } from '../../src/model/regular-expressions.ts';
import { destinationRuleCases } from './cases/destination-rule.ts';
import { gatewayCases } from './cases/gateway.ts';
import { headersAndMatchesCases } from './cases/headers-and-matches.ts';
import { httpPolicyCases } from './cases/http-policies.ts';
import { httpRouteCases } from './cases/http-route.ts';
import { loadBalancerCases } from './cases/load-balancer.ts';
import { metadataCases } from './cases/metadata.ts';
import { reachabilityCases } from './cases/reachability.ts';
import { serviceEntryCases } from './cases/service-entry.ts';
import { virtualServiceCases } from './cases/virtual-service.ts';
import { expressions } from './validated.ts';

const cases = [
  ...destinationRuleCases,
  ...gatewayCases,
  ...headersAndMatchesCases,
  ...httpPolicyCases,
  ...httpRouteCases,
  ...loadBalancerCases,
  ...metadataCases,
  ...reachabilityCases,
  ...serviceEntryCases,
  ...virtualServiceCases,
];

/** Every number of section 11. */
const rules = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  ...[20, 21, 22, 23, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 39],
  ...[40, 41, 42, 43, 44, 50, 51, 52, 53, 54, 55, 60, 62, 63, 64, 65, 66],
  ...[70, 71, 72, 73, 74, 75, 76, 77, 80, 81, 82, 83, 84, 86, 88, 89, 95, 96, 97],
  ...[99, 100, 101, 102, 103, 104, 105, 110, 111, 113, 114, 115, 116],
].map((number) => `AP-${number}`);

/** The rules that no finding names, and why. */
const unnamed: Readonly<Record<string, string>> = {
  'AP-4': 'unknown fields, enums and the range of numbers: the schemas check them',
  'AP-5': 'the algebra of hosts: in model/hosts.ts, used by AP-52 and AP-96',
  'AP-6': 'what a label is: used by AP-20, AP-23, AP-41, AP-63, AP-99, AP-113',
  'AP-7': 'what a fully qualified name is: used by AP-41, AP-105, AP-114',
  'AP-8': 'what a domain is: used by AP-24, AP-50, AP-62, AP-96, AP-99, AP-110',
  'AP-13': 'an exemption',
  'AP-39': 'says that there is no rule',
  'AP-43': 'what counts as bound to a gateway: used by AP-44, AP-50, AP-51, AP-96',
  'AP-60': 'required fields, and fields of which one can be set: the schemas check them',
  'AP-83': 'where else AP-80 to AP-82 hold',
};

describe('the rules of section 11', () => {
  test.each(rules)('%s is yielded by an object, and another one passes it, or there is a reason', (rule) => {
    const yields = cases.filter(({ findings }) => findings.some((line) => line.startsWith(`${rule} `)));
    if (rule in unnamed) {
      expect(yields).toEqual([]);
      return;
    }
    expect(yields.length).toBeGreaterThan(0);
    const own = cases.filter((one) => one.rule === rule);
    const passes = own.length === 0 ? cases.filter(({ findings }) => findings.length === 0) : own;
    expect(passes.filter((one) => !yields.includes(one)).length).toBeGreaterThan(0);
  });

  test('no finding names another one', () => {
    const named = cases.flatMap(({ findings }) => findings.map((line) => line.split(' ', 1)[0] ?? ''));
    expect([...new Set(named)].filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  test('an exemption, a definition and a place that has its own cases is still put to the test', () => {
    expect(['AP-13', 'AP-39', 'AP-83'].filter((rule) => !cases.some((one) => one.rule === rule))).toEqual([]);
  });
});

/** An engine that fails the test when it is asked for anything. */
const noExpressions: RegularExpressions = {
  compile(source) {
    throw new Error(`${source} was compiled`);
  },
};

const metadata = { name: 'name', namespace: 'ns' };
const apiVersion = 'networking.istio.io/v1';

describe('validateIstioResource', () => {
  test.each([
    ['networking.istio.io/v1', 1],
    ['networking.istio.io/v1beta1', 1],
    ['networking.istio.io/v1alpha3', 1],
    ['gateway.networking.k8s.io/v1', 0],
    ['networking.istio.io.example.com/v1', 0],
  ])('a Gateway of %s without servers has %i findings', (version, count) => {
    const gateway = { apiVersion: version, kind: 'Gateway', metadata, spec: {} };
    expect(validateIstioResource(gateway, { expressions })).toHaveLength(count);
  });

  test.each(['Sidecar', 'WorkloadEntry', 'constructor', ''])('kind %s has no rules', (kind) => {
    const bad = { name: '~', namespace: '~', annotations: { 'internal.istio.io/parents': '' } };
    expect(validateIstioResource({ apiVersion, kind, metadata: bad, spec: {} }, { expressions })).toEqual([]);
  });

  test('a path names every step, lists by their index', () => {
    const spec = { hosts: ['a'], http: [{ route: [{ destination: { host: '*' } }] }] };
    expect(validateIstioResource({ apiVersion, kind: 'VirtualService', metadata, spec }, { expressions })).toEqual([
      {
        rule: 'AP-62',
        severity: 'error',
        message: 'invalid destination host *',
        path: ['spec', 'http', 0, 'route', 0, 'destination', 'host'],
      },
    ]);
  });

  test('no expression is compiled where none is written', () => {
    const withoutExpressions = cases.filter(({ spec }) => !/"regex|uriRegexRewrite/.test(JSON.stringify(spec) ?? ''));
    expect(withoutExpressions.length).toBeGreaterThan(400);
    for (const { kind, spec } of withoutExpressions) {
      validateIstioResource({ apiVersion, kind, metadata, spec }, { expressions: noExpressions });
    }
  });
});

describe('any JSON', () => {
  const kinds = ['DestinationRule', 'Gateway', 'ServiceEntry', 'VirtualService'];
  const kind = fc.constantFrom(...kinds);
  const small = cases.filter(({ spec }) => (JSON.stringify(spec)?.length ?? 0) < 2000);
  /** A valid or invalid object in which one value after the other gives way to something else. */
  const mutated = fc
    .tuple(fc.constantFrom(...small), fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 }))
    .map(([one, changes]) => ({ kind: one.kind, spec: changes.reduce(replaceOne, one.spec) }));

  const validate = (resource: ValidatedResource) => validateIstioResource(resource, { expressions });

  test('is validated without a failure, to the same findings each time, in places below the object', () => {
    const random = fc.record({ kind, spec: fc.jsonValue({ maxDepth: 6 }) });
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(random, mutated), (part) => {
        const resource = { apiVersion, metadata, ...part };
        const findings = validate(resource);
        expect(validate(JSON.parse(JSON.stringify(resource)))).toEqual(findings);
        for (const { rule, path } of findings) {
          expect(['spec', 'metadata']).toContain(path[0]);
          reached.add(rule);
        }
      }),
      { numRuns: 1000 },
    );
    // The generator would prove nothing if it met few rules.
    expect(reached.size).toBeGreaterThan(40);
  });

  test('what is not of the type of its field is left to the schema', () => {
    const judged = cases
      .filter(({ findings }) => findings.length === 0)
      .flatMap(({ kind, spec }) =>
        placesIn(spec).flatMap((place) => {
          const findings = validate({ apiVersion, metadata, kind, spec: replaceAt(spec, place) });
          const path = ['spec', ...place].join('.');
          return findings
            .filter((one) => one.path.join('.') === path)
            .map(({ message }) => `${kind} ${path}: ${message}`);
        }),
      );
    expect([...new Set(judged)]).toEqual([
      // These two fields take a number and a text.
      'DestinationRule spec.trafficPolicy.proxyProtocol.version: proxy protocol version is invalid: 5',
      'VirtualService spec.http.0.timeout: must be a valid duration greater than 1ms',
    ]);
  });
});

type Place = readonly (string | number)[];

/** The way to every value of a value, but to itself. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const steps = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  return steps.flatMap(([step, item]) => [[step], ...placesIn(item).map((place) => [step, ...place])]);
}

/** A copy in which one value is of another type. */
function replaceAt(value: unknown, [step, ...rest]: Place): unknown {
  if (step === undefined) return typeof value === 'string' || value === null ? 5 : 'text';
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaceAt(item, rest) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? replaceAt(item, rest) : item]),
  );
}

/** A copy of a value in which the part of some number is replaced. */
function replaceOne(value: unknown, [number, replacement]: readonly [number, unknown]): unknown {
  let left = number % (countOf(value) || 1);
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return replacement;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value);
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countOf(item), 1);
}
