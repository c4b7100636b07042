import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import type { JsonObject } from '../model/json.ts';
import { type CrdName, kinds } from '../model/kinds.ts';
import type { RegularExpressions } from '../model/regular-expressions.ts';
import type { Place, Resource, SourceDocument } from '../model/resource.ts';
import { indexResources, type ResourceIndex } from '../model/resource-index.ts';
import { addCounts } from './counts.ts';
import { type Defaults, loadDefaults } from './defaults.ts';
import { createDiagnosticList, type DiagnosticList } from './diagnostic-list.ts';
import { duplicateObjects } from './duplicate-objects.ts';
import { loadIstioExpressions } from './istio-expressions.ts';
import type { Channel, LoadOptions, Source } from './load-options.ts';
import { meshConfigOf } from './mesh-config.ts';
import type { ReadObject } from './objects.ts';
import { type ParsedSource, parseSources } from './parse.ts';
import { createResource, createStranger } from './resources.ts';
import { loadValidators, pruneNulls } from './validate.ts';
import { type Judging, judge } from './verdict.ts';
import { reportVersion } from './versions.ts';
import { reportViolation } from './violation-reports.ts';
import { withoutFaults } from './without-faults.ts';

/** What was read. */
export interface Input {
  readonly index: ResourceIndex;
  readonly diagnostics: readonly Diagnostic[];
  /** Every document with a value, and those that could not be parsed, in input order. */
  readonly documents: readonly SourceDocument[];
  /** Objects of other kinds, by `Kind.group`, with their number. */
  readonly skippedKinds: ReadonlyMap<string, number>;
  /** Those of a group whose kinds are all known, with a kind or version that is not; their `spec` is empty. */
  readonly strangers: readonly Resource[];
  /** Documents and list items with neither apiVersion nor kind. */
  readonly skippedValues: number;
  /** Sources without any Kubernetes object, of whatever kind. */
  readonly withoutObjects: readonly SourceWithoutObjects[];
  /** A document could not be parsed, so something may be missing. */
  readonly incomplete: boolean;
  /** An object was left out because the API server would refuse it. */
  readonly refused: boolean;
  /** An object is used although the API server would refuse it, or might because it holds placeholders. */
  readonly unchecked: boolean;
  /** Values that something fills in before they reach a cluster, so that they were not checked (LN-26). */
  readonly placeholders: readonly Place[];
  /** The mesh configuration, if the input holds it. */
  readonly meshConfig?: JsonObject;
  /** For the expressions in Istio's own objects; only if nothing is refused, and there are such objects. */
  readonly expressions?: RegularExpressions;
}

/** A text that is no Kubernetes configuration. */
export interface SourceWithoutObjects {
  readonly name: string;
  readonly context: boolean;
  /** Nothing but blanks and comments. */
  readonly empty: boolean;
}

/** Parses sources as `parseSources` does. */
export type ParseSources = (sources: readonly Source[], everyKind: boolean) => Promise<readonly ParsedSource[]>;

/** Reads sources: parses, validates and defaults their objects and indexes them. Nothing in the input makes it throw. */
export async function load(
  sources: readonly Source[],
  options: LoadOptions = {},
  parse: ParseSources = parseSources,
): Promise<Input> {
  const {
    namespace = 'default',
    channel = 'standard',
    validate = 'strict',
    refuse = true,
    defaults = true,
    complete = false,
  } = options;
  const parsed = await parse(sources, !refuse);
  const objects = parsed.flatMap((source) => source.objects);
  const crds = new Set<CrdName>(objects.map(({ crd }) => crd));
  const intake: Intake = {
    namespace,
    mode: validate,
    refuse,
    complete,
    placeholders: [],
    channel,
    validators: await loadValidators(crds, channel),
    defaults: await loadDefaults(crds, channel),
    keepDefaults: defaults,
    list: createDiagnosticList(),
    refused: validate === 'strict' && parsed.some(hasAnonymousObject),
    unchecked: false,
  };
  const duplicateKeys = groupByDocument(parsed.flatMap((source) => source.diagnostics));
  const resources = objects.flatMap((object) => admit(intake, object, duplicateKeys.get(object.document) ?? []));
  const index = indexResources(resources);
  const meshConfig = meshConfigOf(index);
  const validates = !refuse && objects.some(({ crd }) => crd.endsWith('.networking.istio.io'));
  return {
    index,
    ...(meshConfig && { meshConfig }),
    ...(validates && { expressions: await loadIstioExpressions(index) }),
    diagnostics: [
      ...parsed.flatMap((source) => source.diagnostics.filter(({ rule }) => rule !== 'duplicate-key')),
      ...intake.list.all(),
      ...duplicateObjects(resources),
    ],
    documents: parsed.flatMap(({ documents }) => documents),
    skippedKinds: addCounts(parsed.map(({ skippedKinds }) => skippedKinds)),
    strangers: parsed.flatMap(({ strangers }) => strangers.map(createStranger)),
    skippedValues: parsed.reduce((sum, { skippedValues }) => sum + skippedValues, 0),
    withoutObjects: sources.flatMap(({ name, context = false }, index) => {
      const { holdsObject = true, skippedValues = 0 } = parsed[index] ?? {};
      return holdsObject ? [] : [{ name, context, empty: skippedValues === 0 }];
    }),
    incomplete: parsed.some(({ incomplete }) => incomplete),
    refused: intake.refused,
    unchecked: intake.unchecked,
    placeholders: intake.placeholders,
  };
}

/** What objects pass on their way in. */
interface Intake extends Judging {
  readonly namespace: string;
  /** Values that are not checked because something fills them in later. */
  readonly placeholders: Place[];
  readonly channel: Channel;
  readonly defaults: Defaults;
  readonly keepDefaults: boolean;
  refused: boolean;
  unchecked: boolean;
  readonly list: DiagnosticList;
}

/** The resource of an object, or nothing if it is refused. A value of the wrong type refuses it in every mode. */
function admit(intake: Intake, read: ReadObject, duplicateKeys: readonly Diagnostic[]): readonly Resource[] {
  const { crd, apiVersion, kind } = read;
  const pruned = pruneNulls(read.object);
  // As in the API server, defaults come before the check.
  const defaulted = intake.defaults.apply(crd, pruned);
  const object = intake.keepDefaults ? defaulted : pruned;
  if (!kinds[crd].takesPart && intake.refuse) return [createResource({ ...read, object }, intake.namespace)];
  const verdict = judge(crd, { ...defaulted, apiVersion, kind }, intake);
  const { violations, more, placeholders, isRefused } = verdict;
  const kept = withoutFaults(object, verdict.faults);
  const resource = createResource({ ...read, object: kept }, intake.namespace);
  for (const path of placeholders) intake.placeholders.push({ resource, path });
  const versionWarning = intake.mode === 'ignore' ? undefined : reportVersion(resource, intake.channel);
  if (versionWarning !== undefined) intake.list.add(versionWarning);
  for (const violation of violations) intake.list.add(reportViolation(resource, violation, intake.mode));
  if (more.count > 0) intake.list.addUnlisted(more.count, more.hasError);
  if (intake.mode !== 'ignore') {
    const severity = intake.mode === 'strict' ? 'error' : 'warning';
    for (const diagnostic of duplicateKeys) intake.list.add({ ...diagnostic, severity });
  }
  const refused = isRefused || (intake.mode === 'strict' && duplicateKeys.length > 0);
  if (refused) intake.refused = true;
  else if (duplicateKeys.length > 0 || verdict.isFaulty) intake.unchecked = true;
  return refused && intake.refuse ? [] : [resource];
}

function hasAnonymousObject({ diagnostics }: ParsedSource): boolean {
  return diagnostics.some(({ rule }) => rule === 'object-identity-missing');
}

/** The repeated keys of each document. */
function groupByDocument(diagnostics: readonly Diagnostic[]): ReadonlyMap<SourceDocument, readonly Diagnostic[]> {
  const repeated = diagnostics.flatMap((diagnostic) => {
    const { rule, place } = diagnostic;
    return rule === 'duplicate-key' && place !== undefined && 'document' in place ? { diagnostic, place } : [];
  });
  const grouped = groupBy(repeated, ({ place }) => place.document);
  return new Map([...grouped].map(([document, group]) => [document, group.map(({ diagnostic }) => diagnostic)]));
}
