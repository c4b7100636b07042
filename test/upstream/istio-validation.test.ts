import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import {
  type ValidatedResource,
  type ValidationFinding,
  validateIstioResource,
} from '../../src/istio-validation/index.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import { type GoldenShape, goldenShapes } from './committed-counts.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

/** The goldens are the mirror form: another suite sees to it that `convert` gives them. */
const folder = upstreamPath('istio', 'conversion');
const list: { readonly cases: readonly { readonly name: string }[] } = parse(
  readFileSync(`${folder}/cases.yaml`, 'utf8'),
);
const present = list.cases.map(({ name }) => name).filter((name) => existsSync(`${folder}/${name}.yaml.golden`));
const expressions = await loadRegularExpressions();

type Judge = (finding: ValidationFinding) => boolean;

/** What the mirror form has that the cluster refuses (chapter 50, section 15). */
const violations: Partial<Record<GoldenShape, Judge>> = {
  'a name with a tilde': ({ rule, message }) => ['AP-1', 'AP-20'].includes(rule) && message.includes('~'),
  'an entry of gateways with a tilde': ({ rule, message }) =>
    rule === 'AP-41' && /gateway name: ".*~.*"$/.test(message),
  'an internal annotation': ({ rule }) => rule === 'AP-3',
  'a host for no namespace': ({ rule, message }) =>
    rule === 'AP-23' && message === 'invalid namespace value "~" in gateway',
  'a destination of http without host': (finding) => finding.path[1] === 'http' && hasNoHost(finding),
  'a destination of tcp without host': (finding) => finding.path[1] === 'tcp' && hasNoHost(finding),
  'an SNI host beside the hosts': ({ rule, message }) =>
    rule === 'AP-96' && message.includes('is not a compatible subset'),
  // Contributions of several routes stand one after the other, each with its rule for everything else.
  'a rule that nothing reaches': ({ rule, severity }) => ['AP-54', 'AP-55'].includes(rule) && severity === 'warning',
};

function hasNoHost({ rule, message }: ValidationFinding): boolean {
  return rule === 'AP-62' && message === 'empty domain name not allowed';
}

/** What section 15 names beside it, which is legal and still has to be repaired or kept. */
const legal: Partial<Record<GoldenShape, RegExp>> = {
  'a credential of the Gateway API': /.*"kubernetes-gateway:\/\/.*/g,
  'a CA in a ConfigMap': /"caCertCredentialName":"configmap:\/\/[^"]*-cacert"/g,
  'a response beside mirrors': /"directResponse":\{"status":500\}(?=[^\n]*"mirrors":)/g,
};

describeSuite('goldens under validation', present, (name) => {
  const unknown = resourcesOf(name).flatMap((resource) =>
    validateIstioResource(resource, { expressions }).filter((finding) => shapesOf(finding).length !== 1),
  );
  expect(unknown).toEqual([]);
});

describe('the shapes of section 15', () => {
  const resources = present.flatMap(resourcesOf);
  const findings = resources.flatMap((resource) => validateIstioResource(resource, { expressions }));

  test.each(Object.entries(goldenShapes))('%s is found %i times or more', (shape, count) => {
    const [, pattern] = Object.entries(legal).find(([name]) => name === shape) ?? [];
    const found =
      pattern === undefined
        ? findings.filter((finding) => shapesOf(finding).includes(shape))
        : resources.flatMap(({ spec }) => parts(spec).flatMap((part) => part.match(pattern) ?? []));
    expect(found.length).toBeGreaterThanOrEqual(count);
  });

  test("istiod's own objects are let off names, missing hosts and no namespace, and nothing else (AP-13)", () => {
    const exempt = resources.flatMap((resource) =>
      validateIstioResource(resource, { expressions, exemptInternal: true }).map(({ rule }) => rule),
    );
    const kept = findings
      .map(({ rule }) => rule)
      .filter((rule) => !['AP-20', 'AP-23', 'AP-41', 'AP-62'].includes(rule));
    expect(exempt).toEqual(kept);
  });
});

function shapesOf(finding: ValidationFinding): string[] {
  return Object.entries(violations).flatMap(([shape, judge]) => (judge(finding) ? [shape] : []));
}

/** The servers of a Gateway and the entries of a VirtualService, each as one line of JSON. */
function parts(spec: unknown): string[] {
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.values(spec).flatMap((value) =>
    Array.isArray(value) ? value.map((item: unknown) => JSON.stringify(item)) : [],
  );
}

function resourcesOf(name: string): ValidatedResource[] {
  const documents = parseAllDocuments(readFileSync(`${folder}/${name}.yaml.golden`, 'utf8'), { logLevel: 'error' });
  return documents.map((document) => document.toJS()).filter((resource) => resource !== null);
}
