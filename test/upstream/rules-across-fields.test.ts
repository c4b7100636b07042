import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { Channel } from '../../src/input/load-options.ts';
import { rulesAcrossFields } from '../../src/input/rules-across-fields/index.ts';
import type { Rule } from '../../src/input/rules-across-fields/rule.ts';
import { groupBy } from '../../src/model/group-by.ts';
import { type CrdName, crdOf, kinds } from '../../src/model/kinds.ts';
import { placedRules, ruleCases, ruleOf } from '../input/rule-cases.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

/** An entry of `rules.yaml`: one rule at one place of one version of a CRD. */
interface Entry {
  readonly channel: string;
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

const file = upstreamPath('gateway-api', 'crd-cases', 'rules.yaml');
const inventory: { readonly rules: readonly Entry[] } = JSON.parse(JSON.stringify(load(readFileSync(file, 'utf8'))));

/** Kinds of Istio that gwx does not read, and why. */
const notRead: Readonly<Record<string, string>> = {
  EnvoyFilter: 'patches what istiod hands to Envoy, after all that is decided here',
  PeerAuthentication: 'says which connections between workloads need mutual TLS, and no route depends on that',
  TrafficExtension: 'adds filters to workloads, and no rule of lint is about it',
  WorkloadGroup: 'is a template for WorkloadEntries, and nothing refers to it',
};

/** Rules that compare an object with what it was before say nothing of one that is created. */
const transitions = ['GatewayClass .spec.controllerName', 'XMesh .spec.controllerName'];

/** A status is not looked at. */
const ofStatus = ['Gateway .status.addresses[*]'];

const isRead = ({ group, kind }: Entry) => !(group.endsWith('istio.io') && Object.hasOwn(notRead, kind));
const place = ({ kind, path }: Entry) => `${kind} ${path}`;
const isLeftOut = (entry: Entry) =>
  entry.rule.includes('oldSelf') ? transitions.includes(place(entry)) : ofStatus.includes(place(entry));

const entries = inventory.rules.filter((entry) => isRead(entry) && !isLeftOut(entry));

function crdOfEntry({ group, kind, version }: Entry): CrdName {
  const crd = crdOf(`${group}/${version}`, kind);
  if (crd === undefined)
    throw new Error(`${group}/${version} ${kind} is neither read nor in the list of kinds that are not`);
  return crd;
}

/** Bundles that hold one kind in one version, with its rules as `path: message`. */
const trees = new Map<string, { readonly channel: string; readonly version: string; readonly entries: Entry[] }>();
for (const entry of entries) {
  const { channel, version } = entry;
  const name = `${channel} ${crdOfEntry(entry)} ${version}`;
  const tree = trees.get(name) ?? { channel, version, entries: [] };
  tree.entries.push(entry);
  trees.set(name, tree);
}

const normalized = (path: string) => path.replaceAll(/\[\*\]|\{\*\}/g, '.*');

function ours(crd: CrdName): { readonly path: string; readonly rule: Rule }[] {
  const tree = rulesAcrossFields[crd];
  return tree === undefined ? [] : placedRules(tree);
}

function isFor({ only = {} }: Rule, channel: string, version: string): boolean {
  const bundle: Channel = channel === 'experimental' ? 'experimental' : 'standard';
  return (only.channel ?? bundle) === bundle && only.versions?.includes(version) !== false;
}

describeSuite('rules across fields, by version', [...trees.keys()], (name) => {
  const { channel, version, entries: expected } = trees.get(name) ?? { channel: '', version: '', entries: [] };
  const [first] = expected;
  if (first === undefined) throw new Error(`no rules for ${name}`);
  const found = ours(crdOfEntry(first))
    .filter(({ rule }) => isFor(rule, channel, version))
    .map(({ path, rule }) => `${path}: ${rule.message}`);
  const upstream = expected.map(({ path, message }) => `${normalized(path)}: ${message}`);
  expect(upstream.filter((text) => !found.includes(text))).toEqual([]);
  // Under the standard bundle only what lies in experimental fields, or is about them, may come on top.
  const experimental = trees.get(name.replace('standard', 'experimental'))?.entries ?? [];
  const further = experimental.map(({ path, message }) => `${normalized(path)}: ${message}`);
  expect(found.filter((text) => !upstream.includes(text) && !further.includes(text))).toEqual([]);
  if (channel !== 'standard') expect(found.toSorted()).toEqual(upstream.toSorted());
});

const byText = groupBy(entries, ({ rule }) => rule);
const proved = new Set(ruleCases.map(ruleOf));

describeSuite('rules across fields, by text', [...byText.keys()], (text) => {
  // The predicates of all places, one of which has a valid and an invalid object of ours.
  const predicates = (byText.get(text) ?? []).flatMap((entry) =>
    ours(crdOfEntry(entry))
      .filter(({ path, rule }) => path === normalized(entry.path) && rule.message === entry.message)
      .map(({ rule }) => rule),
  );
  expect(predicates.some((rule) => proved.has(rule))).toBe(true);
});

test('nothing is left out but what the lists name, and they name nothing else', () => {
  const left = inventory.rules.filter((entry) => !isRead(entry));
  expect([...new Set(left.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(notRead));
  expect(Object.values(kinds).filter(({ kind }) => Object.hasOwn(notRead, kind))).toEqual([]);
  const omitted = inventory.rules.filter((entry) => isRead(entry) && isLeftOut(entry));
  expect([...new Set(omitted.map(place))].toSorted()).toEqual([...ofStatus, ...transitions].toSorted());
  expect(entries.filter(({ rule }) => rule.includes('oldSelf'))).toEqual([]);
  expect(left.length + omitted.length + entries.length).toBe(inventory.rules.length);
});

test('every kind with rules of ours has some in the inventory', () => {
  expect([...new Set(entries.map(crdOfEntry))].toSorted()).toEqual(Object.keys(rulesAcrossFields).toSorted());
});
