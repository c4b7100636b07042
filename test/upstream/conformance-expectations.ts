import type { Assumption } from '../../src/convert/context.ts';
import type { ObjectStatus } from '../../src/convert/status/index.ts';
import type { ExpectedCondition, ExpectedListener, ExpectedParent, StatusRow } from './conformance-tests.ts';

/** Why files alone cannot decide an expectation: only a cluster gives a Service its address, and an object its generation and identity. */
export type UndecidedReason = 'Programmed' | 'addresses' | 'creation order' | 'live system' | 'observedGeneration';

/** One thing that a row of the suite says about a status. */
export interface Expectation {
  /** Absent where files decide; then `problems` are failures. Else `problems` tell where a status claims to know what no file does. */
  readonly undecided?: UndecidedReason;
  readonly problems: (status: ObjectStatus) => readonly string[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly observedGeneration?: number;
}

interface Reference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

interface Entry {
  readonly parentRef?: Reference;
  readonly ancestorRef?: Reference;
  readonly controllerName?: string;
  readonly conditions: readonly Condition[];
}

interface ListenerEntry {
  readonly name: string;
  readonly attachedRoutes: number;
  readonly supportedKinds: readonly Reference[];
  readonly conditions: readonly Condition[];
}

/** The fields of any status, as a client of the API server reads them. */
interface Status {
  readonly conditions?: readonly Condition[];
  readonly parents?: readonly Entry[];
  readonly ancestors?: readonly Entry[];
  readonly listeners?: readonly ListenerEntry[];
  readonly addresses?: readonly unknown[];
  readonly attachedListenerSets?: number;
}

/** The statuses that a row is about: one, or all of a namespace without those that have an annotation. */
export function subjectsOf(row: StatusRow, statuses: readonly ObjectStatus[]): readonly ObjectStatus[] {
  return statuses.filter(({ resource: { kind, metadata } }) => {
    if (kind !== row.kind || metadata.namespace !== (row.namespace ?? '')) return false;
    if (row.name !== '*') return metadata.name === row.name;
    const annotations = metadata.annotations ?? {};
    return !Object.entries(row.exceptAnnotated ?? {}).some(([key, value]) => annotations[key] === value);
  });
}

/** What each key of a row comes to. A key that is unknown here is an error: nothing of a row is passed over. */
const readers: Readonly<Record<string, (row: StatusRow) => readonly Expectation[]>> = {
  anyAncestor: (row) => [ofPolicy(row)],
  anyParentOf: (row) => [inSomeEntry(row.anyParentOf, row.conditions, 'parents')],
  attachedListenerSets: ({ attachedListenerSets }) => [
    decided((status) => differing('attachedListenerSets', status.attachedListenerSets ?? 0, attachedListenerSets)),
  ],
  conditions: (row) => (row.anyParentOf || row.anyAncestor ? [] : (row.conditions ?? []).map(ofObject)),
  everyListener: ({ everyListener }) => [
    decided(({ listeners = [] }) => [
      ...(listeners.length === 0 ? ['no listeners'] : []),
      ...listeners.flatMap((listener) => missing(listener, everyListener?.conditions, listener.name)),
    ]),
  ],
  generatedObjects: () => [liveSystem],
  hasAddress: () => [addresses],
  listeners: ({ listeners }) => [decided((status) => listenerProblems(status, listeners ?? []))],
  noAcceptedParents: () => [decided(acceptedParents)],
  observedGenerationCurrent: () => [observedGeneration],
  parents: ({ parents }) => (parents ?? []).map((parent) => decided((status) => parentProblems(status, parent))),
  someListeners: ({ someListeners }) => [
    decided(({ listeners = [] }) =>
      (someListeners?.names ?? []).flatMap((name) => {
        const listener = listeners.find((entry) => entry.name === name);
        return listener === undefined ? `no listener ${name}` : missing(listener, someListeners?.conditions, name);
      }),
    ),
  ],
  statusAddresses: () => [addresses],
  zeroRoutes: () => [
    decided(({ listeners = [] }) => {
      const isZero = listeners.length === 0 || (listeners.length === 1 && listeners[0]?.attachedRoutes === 0);
      return isZero ? [] : [`attached routes: ${listeners.map(({ attachedRoutes }) => attachedRoutes)}`];
    }),
  ],
};

/** Keys that say which object is meant, and when. */
const identity = ['assert', 'case', 'dynamic', 'exceptAnnotated', 'kind', 'name', 'namespace', 'step'];

/** Everything that a row expects. */
export function expectationsOf(row: StatusRow): readonly Expectation[] {
  // What a test changes is in its steps; whatever else is dynamic happens outside of the objects.
  if (row.dynamic && row.step === undefined) return [liveSystem];
  return Object.keys(row).flatMap((key) => {
    if (identity.includes(key) || key.endsWith('NotCompared')) return [];
    const reader = readers[key];
    if (reader === undefined) throw new Error(`unknown expectation ${key}`);
    return reader(row);
  });
}

/** The kind of object whose absence istiod reports by a reason. The reason can have other causes, which files do show. */
const absentKinds: Readonly<Record<string, string>> = {
  BackendNotFound: 'Service',
  InvalidCACertificateRef: 'ConfigMap',
  InvalidCertificateRef: 'Secret',
  NoValidCACertificate: 'ConfigMap',
};

/** Whether a row expects the report of an absence, and the open world took the object to exist that its subject refers to. */
export function restsOnAbsence(
  { conditions, listeners, someListeners }: StatusRow,
  { resource }: ObjectStatus,
  assumptions: readonly Assumption[],
): boolean {
  const ofListeners = listeners?.flatMap((listener) => listener.conditions) ?? [];
  const expected = [...(conditions ?? []), ...ofListeners, ...(someListeners?.conditions ?? [])];
  const absent = expected.flatMap(({ reason }) => absentKinds[reason ?? ''] ?? []);
  return assumptions.some(
    ({ kind, place }) => absent.includes(kind) && 'resource' in place && place.resource === resource,
  );
}

function decided(problems: (status: Status) => readonly string[]): Expectation {
  return { problems: (status) => problems(asRead(status)) };
}

function asRead({ status }: ObjectStatus): Status {
  return JSON.parse(JSON.stringify(status));
}

/** These reasons of `Programmed` come from the configuration; all others from the Services behind a Gateway and their addresses (GW-142, GW-161). */
const decidedReasons: readonly (string | null)[] = ['Invalid', 'ListenersNotValid', 'NotAllowed'];

function ofObject(condition: ExpectedCondition): Expectation {
  const problems = (status: Status) => missing(status, [condition], 'object');
  if (condition.type !== 'Programmed' || decidedReasons.includes(condition.reason)) return decided(problems);
  return {
    undecided: 'Programmed',
    problems: (status) => (status.assumed.includes('Programmed') ? [] : problems(asRead(status))),
  };
}

const liveSystem: Expectation = { undecided: 'live system', problems: () => [] };

/** An address is in a status only if it comes from a Service of the input. */
const addresses: Expectation = {
  undecided: 'addresses',
  problems: (status) => {
    const given = asRead(status).addresses ?? [];
    return status.assumed.includes('Programmed') && given.length > 0 ? ['addresses of an assumed Service'] : [];
  },
};

const observedGeneration: Expectation = {
  undecided: 'observedGeneration',
  problems: (status) => {
    const known = status.resource.metadata.generation;
    const { conditions = [] } = asRead(status);
    return conditions.flatMap((condition) => differing(condition.type, condition.observedGeneration, known));
  },
};

/** What is missing of the conditions that an entry must have. */
function missing(
  { conditions = [] }: { readonly conditions?: readonly Condition[] },
  expected: readonly ExpectedCondition[] | undefined,
  where: string,
): readonly string[] {
  return (expected ?? []).flatMap(({ type, status, reason }) => {
    const actual = conditions.find((condition) => condition.type === type);
    if (actual === undefined) return `${where}: no ${type}`;
    return [
      ...(status === null ? [] : differing(`${where}: ${type}`, actual.status, status)),
      ...(reason === null ? [] : differing(`${where}: reason of ${type}`, actual.reason, reason)),
    ];
  });
}

function differing(what: string, actual: unknown, expected: unknown): readonly string[] {
  return actual === expected ? [] : [`${what} is ${actual}, not ${expected}`];
}

/** Some entry about `namespace/name` has the conditions; a reference without a namespace is about the same one. */
function inSomeEntry(
  subject: string | undefined,
  expected: readonly ExpectedCondition[] | undefined,
  list: 'ancestors' | 'parents',
): Expectation {
  const [namespace, name] = (subject ?? '').split('/');
  return decided((status) => {
    const entries = (status[list] ?? []).filter(({ parentRef, ancestorRef }) => {
      const ref = parentRef ?? ancestorRef;
      return ref?.name === name && (ref?.namespace ?? namespace) === namespace;
    });
    const problems = entries.map((entry) => missing(entry, expected, `entry of ${subject}`));
    return problems.some(({ length }) => length === 0) ? [] : (problems[0] ?? [`no entry of ${subject}`]);
  });
}

/** Policies without a uid, as in files, count as one object, so that none can come second (POL-33). */
function ofPolicy({ anyAncestor, conditions }: StatusRow): Expectation {
  const expectation = inSomeEntry(anyAncestor, conditions, 'ancestors');
  const isLoser = conditions?.some(({ reason }) => reason === 'Conflicted') ?? false;
  return isLoser ? { undecided: 'creation order', problems: () => [] } : expectation;
}

function acceptedParents({ parents = [] }: Status): readonly string[] {
  const [first] = parents;
  if (first === undefined) return [];
  if (parents.length > 1) return [`${parents.length} parents`];
  return missing(first, [{ type: 'Accepted', status: 'False', reason: null }], 'parent');
}

function parentProblems({ parents = [] }: Status, expected: ExpectedParent): readonly string[] {
  const { group, kind, name, namespace } = expected.parentRef;
  const entries = parents.filter(({ parentRef, controllerName }) => {
    const where = parentRef?.namespace ?? (expected.namespaceRequired ? undefined : namespace);
    const isSame = parentRef?.group === group && parentRef?.kind === kind && parentRef?.name === name;
    return isSame && where === namespace && controllerName === expected.controllerName;
  });
  const problems = entries.map((entry) => missing(entry, expected.conditions, `parent ${name}`));
  return problems.some(({ length }) => length === 0) ? [] : (problems[0] ?? [`no parent ${namespace}/${name}`]);
}

function listenerProblems({ listeners = [] }: Status, expected: readonly ExpectedListener[]): readonly string[] {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).sort();
  return [
    ...differing('listeners', `${names(listeners)}`, `${names(expected)}`),
    ...expected.flatMap((entry) => {
      const actual = listeners.find(({ name }) => name === entry.name);
      return actual === undefined ? [] : oneListener(actual, entry);
    }),
  ];
}

function oneListener(actual: ListenerEntry, expected: ExpectedListener): readonly string[] {
  const { name, attachedRoutes, supportedKinds, conditions } = expected;
  const spelt = ({ group, kind }: Reference) => `${group}/${kind}`;
  const kinds = actual.supportedKinds.map(spelt);
  const absent = supportedKinds.map(spelt).filter((kind) => !kinds.includes(kind));
  // More kinds than listed are fine, but an empty list is to be empty.
  const surplus = supportedKinds.length === 0 ? kinds : [];
  return [
    ...differing(`${name}: attachedRoutes`, actual.attachedRoutes, attachedRoutes),
    ...absent.map((kind) => `${name}: ${kind} is not supported`),
    ...surplus.map((kind) => `${name}: ${kind} is supported`),
    ...missing(actual, conditions, name),
  ];
}
