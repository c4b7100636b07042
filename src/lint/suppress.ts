import type { Locator } from '../input/locate.ts';
import { addToGroup } from '../model/group-by.ts';
import type { Resource, SourceDocument } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { documentOf, type Sited } from './locate-findings.ts';
import type { SuppressedBy } from './located-finding.ts';
import type { FlagSuppression, LintOptions } from './options.ts';
import { selectByIstioctlCode } from './rule-selector.ts';
import {
  readSuppressions,
  type Suppression,
  type SuppressionProblem,
  suppressible,
  type UnusedSuppression,
} from './suppression.ts';
import { commentSuppressions } from './suppression-comments.ts';

/** Decides what is silenced (section 5), and knows afterwards what silenced nothing. */
export interface Suppressor {
  suppressedBy(sited: Sited): SuppressedBy | undefined;
  /** What is wrong with suppressions. */
  readonly problems: readonly SuppressionProblem[];
  /** Comments, gwx annotations and entries of the configuration that have silenced none of the findings that were asked about. */
  unused(): readonly UnusedSuppression[];
}

const ignoreAnnotation = 'gwx.dev/ignore';
const galleyAnnotation = 'galley.istio.io/analyze-suppress';

/** Reads the suppressions of comments, annotations and flags. */
export function createSuppressor(
  documents: readonly SourceDocument[],
  index: ResourceIndex,
  { suppress, wholeInput }: Required<Pick<LintOptions, 'suppress' | 'wholeInput'>>,
  locator: Locator,
): Suppressor {
  const comments = commentSuppressions(documents, locator);
  const annotations = index
    .all()
    .filter(({ origin, metadata }) => !origin.context && metadata.annotations?.[ignoreAnnotation] !== undefined)
    .map(annotationSuppressions);
  const written = [...comments.suppressions, ...annotations.flatMap(({ suppressions }) => suppressions)];
  const byReach = indexByReach(written);
  const used = new Set<Suppression | FlagSuppression>();
  return {
    suppressedBy(sited) {
      const { code, object } = sited.finding;
      const found = byReach(sited).filter(({ codes }) => codes.has(code));
      const flags =
        object === undefined ? [] : suppress.filter((flag) => flag.codes.has(code) && matches(flag, object));
      for (const suppression of [...found, ...flags]) used.add(suppression);
      const [first] = found;
      if (first !== undefined) return { by: first.by, reason: first.reason };
      const [flag] = flags;
      return suppressedByGalley(sited) ?? (flag && { by: flag.by, reason: flag.reason });
    },
    problems: [...comments.problems, ...annotations.flatMap(({ problems }) => problems)],
    unused() {
      const unused = written.filter((suppression) => !used.has(suppression));
      const configured = suppress.filter((flag) => flag.written !== undefined && !used.has(flag));
      if (configured.length === 0) return unused;
      const objects = new Set(index.all().flatMap((one) => (one.origin.context ? [] : [nameOf(one)])));
      // In a part of the input only a suppression for one object that is there can be called unused.
      const known = configured.filter(({ pattern }) => wholeInput || objects.has(pattern));
      return [...unused, ...known.flatMap(({ codes, written: place }) => (place ? [{ codes, ...place }] : []))];
    },
  };
}

/** LN-41. */
function annotationSuppressions(resource: Resource) {
  const place = { resource, path: ['metadata', 'annotations', ignoreAnnotation] };
  const text = resource.metadata.annotations?.[ignoreAnnotation] ?? '';
  return readSuppressions(text, 'annotation', { resource }, place);
}

/** Which suppressions reach a finding, without asking each of them. */
function indexByReach(suppressions: readonly Suppression[]): (sited: Sited) => readonly Suppression[] {
  const byKey = new Map<unknown, Map<number, [Suppression, ...Suppression[]]>>();
  for (const suppression of suppressions) {
    const { reach } = suppression;
    const key = 'resource' in reach ? reach.resource : 'document' in reach ? reach.document : reach.text;
    const line = 'line' in reach ? reach.line : 0;
    const byLine = byKey.get(key) ?? new Map<number, [Suppression, ...Suppression[]]>();
    byKey.set(key, byLine);
    addToGroup(byLine, line, suppression);
  }
  if (byKey.size === 0) return () => [];
  const at = (key: unknown, line: number) => byKey.get(key)?.get(line) ?? [];
  return ({ finding: { object, place }, place: located }) => {
    if (place === undefined) return [];
    const document = documentOf(place);
    const ofLine = located?.start === undefined ? [] : at(document.text, located.start.line);
    return [...ofLine, ...(object === undefined ? [] : at(object, 0)), ...at(document, 0), ...at(document.text, 0)];
  };
}

/** LN-42. */
function suppressedByGalley({ finding: { object, code } }: Sited): SuppressedBy | undefined {
  const codes = object?.metadata.annotations?.[galleyAnnotation]?.split(',') ?? [];
  const silences = codes.some((one) => suppressible(selectByIstioctlCode(one.trim())).has(code));
  return silences ? { by: 'galley-annotation', reason: undefined } : undefined;
}

function matches({ pattern }: FlagSuppression, object: Resource): boolean {
  return matchesGlob(nameOf(object), pattern);
}

/** As patterns write it: `Kind name.namespace`. */
function nameOf({ kind, metadata }: Resource): string {
  return `${kind} ${metadata.name}${metadata.namespace === '' ? '' : `.${metadata.namespace}`}`;
}

/** `*` stands for any text. */
function matchesGlob(text: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === pattern;
  if (!text.startsWith(head) || !text.slice(head.length).endsWith(tail)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}
