import type { Diagnostic } from '../model/diagnostic.ts';
import { isObject } from '../model/json.ts';
import type { SourceDocument } from '../model/resource.ts';
import { batches, readBatch } from './batches.ts';
import { addCounts } from './counts.ts';
import { createDocumentPlaces } from './document-places.ts';
import { type DocumentRange, renderedFrom, splitDocuments } from './documents.ts';
import { type DocumentValue, readJson } from './json-document.ts';
import type { Source } from './load-options.ts';
import { collectObjects, type ObjectCollection, objectCollection, type ReadObject, type Stranger } from './objects.ts';
import type { Range } from './range.ts';
import { duplicateKey, readValue } from './read-value.ts';
import { syntaxDiagnostic } from './syntax-diagnostic.ts';
import { templateInDocument, templateInObject, unrenderedTemplate } from './unrendered-template.ts';
import { type ProblemText, YamlProblem } from './yaml-problem.ts';

/** What a source holds. */
export interface ParsedSource {
  /** In the order of the text. */
  readonly objects: readonly ReadObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly SourceDocument[];
  /** Objects of kinds that are not known, by `Kind.group` (`Pod` for the core group), with their number. */
  readonly skippedKinds: ReadonlyMap<string, number>;
  readonly strangers: readonly Stranger[];
  /** Documents and list items with neither apiVersion nor kind. */
  readonly skippedValues: number;
  /** It holds an object of whatever kind, an empty List, or something that could not be parsed. */
  readonly holdsObject: boolean;
  /** A document could not be parsed, so something may be missing. */
  readonly incomplete: boolean;
}

/** A document that could not be read. */
interface Failure {
  readonly document: SourceDocument;
  readonly problem: ProblemText;
}

/** What was read of a source, or of a part of it: plain data, in which all that is said is about one of its documents. */
export interface Reading {
  readonly collection: ObjectCollection;
  readonly documents: SourceDocument[];
  readonly failures: Failure[];
}

/** The precise parser is asked about this many documents of a source; more of them share a cause. */
const describedFailures = 100;

/**
 * Reads the objects of a text as kubectl would: YAML as go-yaml v2 resolves it, or JSON, several documents, Lists.
 * Whatever the text holds, this gives diagnostics (GWX0101 to GWX0104) and does not throw. A broken document loses no other.
 * With `everyKind` objects of kinds that are for `lint` alone are read too.
 */
export async function parseSource(source: Source, everyKind = false): Promise<ParsedSource> {
  return parsedSource(source, [readDocuments(source, everyKind)]);
}

/** Sources in their order, one after the other. */
export async function parseSources(sources: readonly Source[], everyKind: boolean): Promise<readonly ParsedSource[]> {
  const parsed: ParsedSource[] = [];
  for (const source of sources) parsed.push(await parseSource(source, everyKind));
  return parsed;
}

/** The first step of parsing, which goes document by document: any documents of a source can be read as a text of their own. */
export function readDocuments(source: Source, everyKind: boolean): Reading {
  const reading: Reading = { collection: objectCollection(everyKind), documents: [], failures: [] };
  for (const batch of batches(source.text, splitDocuments(source.text))) {
    const values = readBatch(source.text, batch);
    for (const [index, range] of batch.entries()) {
      readDocument(source, reading, range, values && { value: values[index], duplicates: [] });
    }
  }
  return reading;
}

/** The second step: what is said of a source as a whole. `readings` are its parts in the order of the text. */
export async function parsedSource(source: Source, readings: readonly Reading[]): Promise<ParsedSource> {
  const collections = readings.map(({ collection }) => collection);
  const objects = collections.flatMap((collection) => collection.objects);
  const failures = readings.flatMap((reading) => reading.failures);
  const problems = source.text.includes('{{') ? templateProblems(objects, failures) : { diagnostics: [], failures };
  const errors = await Promise.all(
    problems.failures.map(({ document, problem }, i) => syntaxDiagnostic(document, problem, i < describedFailures)),
  );
  return {
    objects,
    diagnostics: [...problems.diagnostics, ...errors, ...collections.flatMap(({ diagnostics }) => diagnostics)],
    documents: readings.flatMap(({ documents }) => documents),
    skippedKinds: addCounts(collections.map(({ skippedKinds }) => skippedKinds)),
    strangers: collections.flatMap(({ strangers }) => strangers),
    skippedValues: collections.reduce((sum, { skippedValues }) => sum + skippedValues, 0),
    holdsObject: failures.length > 0 || collections.some(({ holdsObject }) => holdsObject),
    incomplete: failures.length > 0,
  };
}

/** `known` is its value if it was already read. */
function readDocument(source: Source, reading: Reading, range: DocumentRange, known?: DocumentValue): void {
  const { collection, documents, failures } = reading;
  const json = known ?? readJson(source.text, range);
  if (Array.isArray(json)) {
    for (const part of json) readDocument(source, reading, part);
    return;
  }
  const document = sourceDocument(source, range, source.stdin ? renderedFrom(source.text, range) : undefined);
  try {
    const { value, duplicates } = json ?? readValue(document, range.content);
    const named = source.stdin ? sourceDocument(source, range, kustomizeOrigin(value) ?? document.file) : document;
    documents.push(named);
    for (const duplicate of duplicates) collection.diagnostics.push(duplicateKey(named, duplicate));
    collectObjects(
      value,
      { document: named, contentOffset: range.content, context: source.context === true },
      collection,
    );
  } catch (problem) {
    if (!(problem instanceof YamlProblem)) throw problem;
    documents.push(document);
    const { message, start, end, help, isSyntax } = problem;
    failures.push({ document, problem: { message, start, end, help, isSyntax } });
  }
}

/** A document as messages name it: `file` where the text says which file it comes from, else the name of the source. */
function sourceDocument(
  { name, text, context = false, stdin = false }: Source,
  { start, end }: DocumentRange,
  file = name,
): SourceDocument {
  return { file, text, start, end, context, stdin, rendered: file !== name };
}

/** The file that kustomize built an object from (`buildMetadata: [originAnnotations]`). The annotation is YAML: `path: <path>`. */
function kustomizeOrigin(value: unknown): string | undefined {
  const metadata = isObject(value) ? value['metadata'] : undefined;
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  const origin = isObject(annotations) ? annotations['config.kubernetes.io/origin'] : undefined;
  return typeof origin === 'string' ? /^path: (.+)$/m.exec(origin)?.[1] : undefined;
}

/** GWX0102 replaces what the parser says of documents with template expressions; the other failures remain. */
function templateProblems(
  objects: readonly ReadObject[],
  failures: readonly Failure[],
): { readonly diagnostics: readonly Diagnostic[]; readonly failures: readonly Failure[] } {
  const placesOf = createDocumentPlaces();
  const inDocuments = failures.map(({ document }) => ({ document, range: templateInDocument(document) }));
  const inObjects = objects.map((object) => ({
    document: object.document,
    range: templateInObject(object, placesOf),
  }));
  let first: { document: SourceDocument; range: Range } | undefined;
  for (const { document, range } of [...inDocuments, ...inObjects]) {
    if (range !== undefined && range.start < (first?.range.start ?? Number.POSITIVE_INFINITY))
      first = { document, range };
  }
  return {
    diagnostics: first === undefined ? [] : [unrenderedTemplate(first.document, first.range)],
    failures: failures.filter((_, index) => inDocuments[index]?.range === undefined),
  };
}
