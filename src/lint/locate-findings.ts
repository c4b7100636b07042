import { createHash } from 'node:crypto';
import type { Locator } from '../input/locate.ts';
import { splitApiVersion } from '../model/kinds.ts';
import { compareBytes } from '../model/order.ts';
import { namespacedName, type Place, type Resource, type SourceDocument } from '../model/resource.ts';
import type { Edit, Finding } from './finding.ts';
import type {
  FindingObject,
  FindingPlace,
  LocatedEdit,
  LocatedFinding,
  LocatedFix,
  SuppressedBy,
} from './located-finding.ts';
import { pathText } from './path-text.ts';
import { fieldOf, stablePath } from './resource-fields.ts';
import type { Equivalents } from './rule.ts';

/** A finding with its place, before it has its identity. */
export interface Sited {
  readonly finding: Finding;
  readonly place: FindingPlace | undefined;
}

/** Findings with their places, in the order of reports (LN-6): file, line, column, code, message; without a place last. */
export function siteFindings(findings: readonly Finding[], locator: Locator): Sited[] {
  // The locator keeps few documents at a time.
  const byDocument = [...findings].sort((a, b) => compareDocuments(a.place, b.place));
  const sited = byDocument.map((finding) => ({ finding, place: finding.place && sitePlace(finding.place, locator) }));
  return sited.sort(compareSited);
}

/** The findings of reports, each with its fingerprint (LN-72). `suppressedBy` says what silences one. */
export function locateFindings(
  sited: readonly Sited[],
  locator: Locator,
  equivalentsOf: (code: string) => Equivalents,
  suppressedBy: (sited: Sited) => SuppressedBy | undefined,
): readonly LocatedFinding[] {
  const seen = new Map<string, number>();
  return sited.map((one) => {
    const { finding, place } = one;
    const { code, rule, severity, message, related, help, yaml = [], data, fix, issue } = finding;
    const suppressed = suppressedBy(one);
    const istioctl = finding.istioctl ?? equivalentsOf(code).istioctl?.[0];
    return {
      rule: code,
      name: rule,
      severity,
      message,
      ...(place && { place }),
      related: related.map(({ role = 'also', ...other }) => ({
        role,
        message: other.message,
        place: sitePlace(other.place, locator),
      })),
      ...(help !== undefined && { help: [help, ...yaml].map(onOneLine).join('\n') }),
      ...locateFix(fix, locator),
      ...(data && { data }),
      equivalents: equivalentsOf(code),
      fingerprint: fingerprint(finding, seen),
      ...(istioctl !== undefined && { istioctl }),
      ...(suppressed && { suppressed }),
      ...(issue?.target && { target: `${issue.target.kind} ${namespacedName(issue.target)}` }),
    };
  });
}

/** 16 hex digits over rule, object, stable path and subject; findings that share them are counted in the order of the report. */
function fingerprint({ code, object, place, subject }: Finding, seen: Map<string, number>): string {
  const path = object !== undefined && place !== undefined && 'path' in place ? stablePath(object, place.path) : [];
  const where = place !== undefined && 'document' in place ? place.document.file : '';
  const who = object === undefined ? where : identity(object);
  const text = [code, who, pathText(path), subject].join('\n');
  const count = (seen.get(text) ?? 0) + 1;
  seen.set(text, count);
  const own = count === 1 ? text : `${text}:${count}`;
  return createHash('sha256').update(own).digest('hex').slice(0, 16);
}

function identity({ apiVersion, kind, metadata }: Resource): string {
  return `${splitApiVersion(apiVersion).group}/${kind}/${metadata.namespace}/${metadata.name}`;
}

function sitePlace(place: Place, locator: Locator): FindingPlace {
  const document = documentOf(place);
  const { file, text } = document;
  const { start, end } = locator.locateToken(place);
  const range = document.rendered ? {} : { start, end };
  if (!('resource' in place)) return { file, text, ...range };
  return { file, text, ...range, object: describe(place.resource), path: pathText(place.path) };
}

function describe({ apiVersion, kind, metadata: { namespace, name } }: Resource): FindingObject {
  return { ...splitApiVersion(apiVersion), kind, namespace, name };
}

/** Nothing if the text does not bear one of the edits, as they hang together. */
function locateFix(fix: Finding['fix'], locator: Locator): { readonly fix?: LocatedFix } {
  if (fix === undefined) return {};
  const edits = fix.edits.flatMap((edit) => locateEdit(edit, locator) ?? []);
  return edits.length === fix.edits.length ? { fix: { ...fix, edits } } : {};
}

function locateEdit(edit: Edit, locator: Locator): LocatedEdit | undefined {
  if ('beside' in edit) return locateSetting(edit, locator);
  const { file, start, end } = locator.locate(edit.place);
  const { text } = documentOf(edit.place);
  const written = text.slice(start.offset, end.offset);
  const before = text.slice(start.offset - start.column + 1, start.offset);
  const newText = 'quoted' in edit ? inQuotes(written, before) : inQuotesOf(written, edit.newText);
  return newText === undefined ? undefined : { file, start, end, newText };
}

/** A plain scalar as a string; undefined for what is more than that: an alias, or with a tag or an anchor before it. */
function inQuotes(written: string, before: string): string | undefined {
  return /^[\w.+:-]+$/.test(written) && !/[!&]\S*\s*$/.test(before) ? `"${written}"` : undefined;
}

/** A text in the quotes of the one that it replaces; without any it cannot begin with an asterisk, which is for aliases. */
function inQuotesOf(written: string, text: string): string {
  if (written.startsWith('"') || (text.startsWith('*') && !written.startsWith("'"))) return JSON.stringify(text);
  return written.startsWith("'") ? `'${text.replaceAll("'", "''")}'` : text;
}

/** A new key goes ahead of the written one, as the map is written: in braces or in lines of their own, with keys quoted or not. */
function locateSetting({ beside, key, value }: Extract<Edit, { key: string }>, locator: Locator): LocatedEdit {
  const { resource, path } = beside;
  const { text } = documentOf(beside);
  const map = locator.locate({ resource, path: path.slice(0, -1) });
  const written = locator.locate({ resource, path: [...path.slice(0, -1), key] });
  // What is not written falls back to the map.
  if (written.start.offset !== map.start.offset) return { ...written, newText: value };
  const { file, start } = locator.locate({ ...beside, part: 'key' });
  const isQuoted = text[start.offset] === '"';
  const entry = `${isQuoted ? JSON.stringify(key) : key}: ${value}`;
  const separator = text[map.start.offset] === '{' ? ', ' : `\n${' '.repeat(start.column - 1)}`;
  return { file, start, end: start, newText: entry + separator };
}

/** The document that a place is in. */
export function documentOf(place: Place): SourceDocument {
  return 'document' in place ? place.document : place.resource.origin.document;
}

function compareDocuments(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [first, second] = [documentOf(a), documentOf(b)];
  return compareBytes(first.file, second.file) || first.start - second.start;
}

function compareSited(a: Sited, b: Sited): number {
  const byText = () =>
    compareBytes(a.finding.code, b.finding.code) || compareBytes(a.finding.message, b.finding.message);
  if (a.place === undefined || b.place === undefined) {
    return Number(a.place === undefined) - Number(b.place === undefined) || byText();
  }
  return (
    compareBytes(a.place.file, b.place.file) ||
    (a.place.start?.offset ?? 0) - (b.place.start?.offset ?? 0) ||
    byText() ||
    compareBytes(a.place.path ?? '', b.place.path ?? '')
  );
}

/** The value at a finding's place, for its identity: the name that is referred to, more often than not. */
export function valueText(place: Place | undefined): string {
  if (place === undefined || !('path' in place)) return '';
  const value = fieldOf(place.resource, place.path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Line breaks in names would pass for those between lines. */
function onOneLine(text: string): string {
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}
