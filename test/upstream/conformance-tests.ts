import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import type { Assumption } from '../../src/convert/context.ts';
import { convert } from '../../src/convert/index.ts';
import type { ConversionResult } from '../../src/convert/result.ts';
import { computeStatuses, type ObjectStatus } from '../../src/convert/status/index.ts';
import { load } from '../../src/input/load.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { RequestRow } from './conformance-requests.ts';
import { upstreamPath } from './data.ts';
import { makeTestCertificates } from './test-certificates.ts';

/** A condition that must be there; null stands for any value. */
export interface ExpectedCondition {
  readonly type: string;
  readonly status: string | null;
  readonly reason: string | null;
}

/** A parent entry that a route must have. */
export interface ExpectedParent {
  readonly parentRef: Readonly<Record<'group' | 'kind' | 'name' | 'namespace', string>>;
  readonly namespaceRequired?: boolean;
  readonly controllerName: string;
  readonly conditions: readonly ExpectedCondition[];
}

/** A listener entry that must be there, beside the others of its list and no more. */
export interface ExpectedListener {
  readonly name: string;
  readonly attachedRoutes: number;
  readonly supportedKinds: readonly { readonly group: string; readonly kind: string }[];
  readonly conditions: readonly ExpectedCondition[];
}

/** A row of `statuses` (the README of the data says what each key means). */
export interface StatusRow {
  readonly assert: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly exceptAnnotated?: Readonly<Record<string, string>>;
  readonly step?: number;
  readonly dynamic?: boolean;
  readonly conditions?: readonly ExpectedCondition[];
  readonly anyParentOf?: string;
  readonly anyAncestor?: string;
  readonly parents?: readonly ExpectedParent[];
  readonly noAcceptedParents?: boolean;
  readonly listeners?: readonly ExpectedListener[];
  readonly everyListener?: { readonly conditions: readonly ExpectedCondition[] };
  readonly someListeners?: { readonly names: readonly string[]; readonly conditions: readonly ExpectedCondition[] };
  readonly zeroRoutes?: boolean;
  readonly attachedListenerSets?: number;
  readonly hasAddress?: boolean;
  readonly statusAddresses?: unknown;
  readonly generatedObjects?: unknown;
  readonly observedGenerationCurrent?: boolean;
}

/** What the suite does to an object during a test. */
interface Step {
  readonly step: number;
  readonly op: 'create' | 'patch' | 'delete';
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly spec?: unknown;
  readonly data?: unknown;
  readonly object?: unknown;
}

/** A test of the suite. */
export interface ConformanceTest {
  readonly shortName: string;
  readonly profile: 'gateway' | 'mesh';
  readonly manifests: readonly string[];
  readonly istio: { readonly run: boolean };
  readonly statuses?: readonly StatusRow[];
  readonly requests?: readonly RequestRow[];
  readonly steps?: readonly Step[];
}

const folder = upstreamPath('gateway-api', 'conformance');
/** What the suite loads before every test of a profile. */
export const baseManifests = {
  gateway: ['generated/gatewayclass.yaml', 'base/manifests.yaml', 'generated/certificates.yaml'],
  mesh: ['generated/gatewayclass.yaml', 'mesh/manifests.yaml'],
} as const;
const fillIn = makeTestCertificates();

/** The tests that Istio's own conformance run holds itself to. */
export function readConformanceTests(): readonly ConformanceTest[] {
  const tests: readonly ConformanceTest[] = parse(readFileSync(`${folder}/tests.yaml`, 'utf8'));
  return tests.filter(({ istio }) => istio.run);
}

/** False is good news of these types alone. */
const badWhenTrue = new Set(['Conflicted']);

/** Whether a test takes its manifests, as they are written, to work: no condition says no, and no request fails for the configuration. */
export function expectsSuccess({ statuses = [], requests = [] }: ConformanceTest): boolean {
  const beforeSteps = ({ step = 0 }: { readonly step?: number }) => step === 0;
  return !statuses.filter(beforeSteps).some(expectsRefusal) && !requests.filter(beforeSteps).some(expectsBrokenRule);
}

function expectsRefusal(row: StatusRow): boolean {
  const { parents = [], listeners = [], everyListener, someListeners, noAcceptedParents } = row;
  const holders = [row, ...parents, ...listeners, everyListener, someListeners];
  const conditions = holders.flatMap((holder) => holder?.conditions ?? []);
  const isBad = ({ type, status }: ExpectedCondition) => status === (badWhenTrue.has(type) ? 'True' : 'False');
  return noAcceptedParents === true || conditions.some(isBad);
}

/** A rule that lost its backends answers 500; where the row is about retries, the backend is told to answer so. */
function expectsBrokenRule({ expect: { statusCodes, policy } }: RequestRow): boolean {
  return statusCodes?.includes(500) === true && policy?.retry === undefined;
}

/** What conversion says about everything that a test loads. */
export interface JudgedWorld {
  readonly open: readonly ObjectStatus[];
  /** What the open world takes to exist. */
  readonly assumptions: readonly Assumption[];
  readonly closed: readonly ObjectStatus[];
}

/** Loads what a test loads, with the object changes up to a step, and computes the statuses. */
export async function judgeWorld(test: ConformanceTest, upToStep: number): Promise<JudgedWorld> {
  const { open, closed } = await convertWorlds(test, upToStep);
  return { open: computeStatuses(open), assumptions: open.assumptions, closed: computeStatuses(closed) };
}

/** Converts what a test loads, with the object changes up to a step, in the open and in the closed world. */
export async function convertWorlds(
  test: ConformanceTest,
  upToStep: number,
): Promise<Readonly<Record<'open' | 'closed', ConversionResult>>> {
  const loaded = [...baseManifests[test.profile], ...test.manifests].flatMap(documents);
  const steps = (test.steps ?? []).filter(({ step }) => step <= upToStep);
  const objects = steps.reduce(applyStep, loaded).map(asSuiteCreates);
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = await load([{ name: test.shortName, text }], { channel: 'experimental' });
  const wrong = input.diagnostics.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0 || input.incomplete) throw new Error(`not accepted: ${wrong[0]?.message}`);
  // Istio's run needs no switch: chapter 10, section 13, and chapter 20, section 12, have what it claims on by default.
  return {
    open: convert(input, { settings: defaultSettings, complete: false }),
    closed: convert(input, { settings: defaultSettings, complete: true }),
  };
}

const parsed = new Map<string, readonly JsonObject[]>();

function documents(name: string): readonly JsonObject[] {
  const known = parsed.get(name) ?? parseDocuments(name);
  parsed.set(name, known);
  return known;
}

function parseDocuments(name: string): readonly JsonObject[] {
  const text = fillIn(readFileSync(`${folder}/manifests/${name}`, 'utf8'));
  const values: unknown[] = parseAllDocuments(text).map((document) => document.toJS());
  return values.filter(isObject);
}

/** The suite does not create what the files hold: its namespaces are labelled and addresses without a value vanish. */
function asSuiteCreates(object: JsonObject): JsonObject {
  const { kind, metadata, spec } = object;
  if (kind === 'Namespace' && isObject(metadata)) {
    const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
    return { ...object, metadata: { ...metadata, labels: { ...labels, 'istio-injection': 'enabled' } } };
  }
  if (kind !== 'Gateway' || !isObject(spec) || !Array.isArray(spec['addresses'])) return object;
  const addresses = spec['addresses'].filter((address) => isObject(address) && address['value'] !== undefined);
  return { ...object, spec: { ...spec, addresses } };
}

function applyStep(objects: readonly JsonObject[], step: Step): readonly JsonObject[] {
  if (step.op === 'create') return [...objects, ...(isObject(step.object) ? [newer(step.object, step)] : [])];
  const at = objects.findIndex((object) => isSubject(object, step));
  const [before] = objects.slice(at, at + 1);
  if (at < 0 || before === undefined) throw new Error(`step ${step.step}: no ${step.kind} ${step.name}`);
  const { spec, data } = step;
  const after = { ...before, ...(spec !== undefined && { spec }), ...(data !== undefined && { data }) };
  return objects.toSpliced(at, 1, ...(step.op === 'delete' ? [] : [after]));
}

/** What a test creates on its way is younger than what it began with. */
function newer(object: JsonObject, { step }: Step): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return {
    ...object,
    metadata: { ...metadata, creationTimestamp: `2026-01-01T00:00:${String(step).padStart(2, '0')}Z` },
  };
}

function isSubject({ kind, metadata }: JsonObject, step: Step): boolean {
  if (kind !== step.kind || !isObject(metadata)) return false;
  return metadata['name'] === step.name && metadata['namespace'] === step.namespace;
}
