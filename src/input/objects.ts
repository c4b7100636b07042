import type { Diagnostic } from '../model/diagnostic.ts';
import { isObject } from '../model/json.ts';
import { isSuperseded, kindsOfGroups } from '../model/kind-groups.ts';
import { type CrdName, crdOf, isKnownKind, kinds, splitApiVersion } from '../model/kinds.ts';
import type { Path, Place, SourceDocument } from '../model/resource.ts';

/** An object of a known kind as it was read: not validated, not defaulted. Parts of it may be shared by aliases: read-only. */
export interface ReadObject {
  readonly crd: CrdName;
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly document: SourceDocument;
  /** Leads to the object inside its document: `['items', 3]` in a List. */
  readonly path: Path;
  readonly context: boolean;
}

/** An object of a known group that has a kind or version that nobody knows. */
export type Stranger = Omit<ReadObject, 'crd'>;

/** What a document holds, or several documents. */
export interface ObjectCollection {
  /** Kinds that are for `lint` alone are read too. */
  readonly everyKind: boolean;
  readonly objects: ReadObject[];
  readonly diagnostics: Diagnostic[];
  /** Objects of other kinds, by `Kind.group` (`Pod` for the core group), with their number. */
  readonly skippedKinds: Map<string, number>;
  /** Those among them that are in a group whose kinds are all known, and of which something is known to be wrong. */
  readonly strangers: Stranger[];
  /** Values with neither apiVersion nor kind. */
  skippedValues: number;
  /** A value was an object of whatever kind, or an empty List. */
  holdsObject: boolean;
}

/** Where objects come from. `contentOffset` is where the content of the document begins in its file. */
export interface ObjectOrigin {
  readonly document: SourceDocument;
  readonly contentOffset: number;
  readonly context: boolean;
}

/** An empty collection. */
export function objectCollection(everyKind: boolean): ObjectCollection {
  const lists = { objects: [], diagnostics: [], skippedKinds: new Map(), strangers: [] };
  return { everyKind, ...lists, skippedValues: 0, holdsObject: false };
}

/**
 * Adds the objects of a document's value: the object itself, or what a List holds.
 * Reports objects without identity (GWX0104); those are left out, except that `generateName` stands for a name.
 */
export function collectObjects(value: unknown, origin: ObjectOrigin, collection: ObjectCollection): void {
  if (value !== null && value !== undefined) collect(value, [], origin, collection);
}

function collect(value: unknown, path: Path, origin: ObjectOrigin, collection: ObjectCollection): void {
  const apiVersion = identifier(value, 'apiVersion');
  const kind = identifier(value, 'kind');
  if (!isObject(value) || (apiVersion === undefined && kind === undefined)) {
    collection.skippedValues++;
    return;
  }
  collection.holdsObject = true;
  if (apiVersion === undefined || kind === undefined) {
    collection.diagnostics.push(identityMissing(apiVersion === undefined ? 'apiVersion' : 'kind', origin));
  } else if (isList(value, kind)) {
    collectItems(value, { apiVersion, kind }, path, origin, collection);
  } else {
    collectObject(value, { apiVersion, kind }, path, origin, collection);
  }
}

interface ObjectType {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The recursion is bounded by the limit on nesting. */
function collectItems(
  list: Readonly<Record<string, unknown>>,
  type: ObjectType,
  path: Path,
  origin: ObjectOrigin,
  collection: ObjectCollection,
): void {
  const items = Array.isArray(list['items']) ? list['items'] : [];
  // The items of a typed list may leave out what the list says (`kubectl get --raw`).
  const itemType = type.kind === 'List' ? undefined : { ...type, kind: type.kind.slice(0, -'List'.length) };
  for (const [index, item] of items.entries()) {
    const itemPath = [...path, 'items', index];
    const isTyped = identifier(item, 'apiVersion') !== undefined || identifier(item, 'kind') !== undefined;
    if (itemType !== undefined && isObject(item) && !isTyped) {
      collectObject(item, itemType, itemPath, origin, collection);
    } else if (item !== null) {
      collect(item, itemPath, origin, collection);
    }
  }
}

function collectObject(
  object: Readonly<Record<string, unknown>>,
  type: ObjectType,
  path: Path,
  origin: ObjectOrigin,
  collection: ObjectCollection,
): void {
  const crd = crdOf(type.apiVersion, type.kind);
  if (crd === undefined || (kinds[crd].lintOnly && !collection.everyKind)) {
    const name = kindAndGroup(type);
    collection.skippedKinds.set(name, (collection.skippedKinds.get(name) ?? 0) + 1);
    if (crd === undefined && isStrange(type))
      collection.strangers.push({ ...type, object, document: origin.document, path, context: origin.context });
  } else if (!hasName(object['metadata'])) {
    collection.diagnostics.push(identityMissing('metadata.name', origin));
  } else {
    const { document, context } = origin;
    collection.objects.push({ crd, ...type, object, document, path, context });
  }
}

function isStrange({ apiVersion, kind }: ObjectType): boolean {
  const { group } = splitApiVersion(apiVersion);
  const known = Object.hasOwn(kindsOfGroups, group) ? kindsOfGroups[group] : undefined;
  // Of a kind that is not looked at, its versions are not known either.
  return known !== undefined && (!known.includes(kind) || isKnownKind(group, kind) || isSuperseded(group, kind));
}

function identifier(value: unknown, field: 'apiVersion' | 'kind'): string | undefined {
  const text = isObject(value) ? value[field] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function isList(value: Readonly<Record<string, unknown>>, kind: string): boolean {
  return kind === 'List' || (kind.endsWith('List') && Array.isArray(value['items']));
}

/** A name of another type than string counts as one here: the check of types says what is wrong with it. */
function hasName(metadata: unknown): boolean {
  if (!isObject(metadata)) return false;
  const { name, generateName } = metadata;
  return [name, generateName].some((value) => value !== undefined && value !== null && value !== '');
}

function kindAndGroup({ apiVersion, kind }: ObjectType): string {
  const { group } = splitApiVersion(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

function identityMissing(field: string, { document, contentOffset }: ObjectOrigin): Diagnostic {
  const place: Place = { document, start: contentOffset, end: firstLineEnd(document, contentOffset) };
  const message = `object has no ${field}`;
  return { code: 'GWX0104', rule: 'object-identity-missing', severity: 'error', message, place };
}

function firstLineEnd(document: SourceDocument, offset: number): number {
  const end = document.text.indexOf('\n', offset);
  return end < 0 ? document.end : Math.min(end, document.end);
}
