/** Steps from the root of an object to a value: property names and list indices. */
export type Path = readonly (string | number)[];

/** The parts of `metadata` that are read. A namespace is filled in by the reader; cluster-scoped objects have `''`. */
export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly generation?: number;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** An object that something refers to; `namespace` is `''` for cluster-scoped kinds. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One YAML or JSON document of a file. Offsets are UTF-16 code units into `text`, the whole text of the file. */
export interface SourceDocument {
  /** Name as shown in messages: the path as given, the name of stdin, or what a `# Source:` comment says. */
  readonly file: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Read for reference only (`--context`). */
  readonly context?: boolean;
  /** It came through stdin. */
  readonly stdin?: boolean;
  /** `file` is where the text was rendered from, so its lines are not those of `text` (LN-55). */
  readonly rendered?: boolean;
}

/** Where a resource was written. `path` leads to it inside its document (`['items', 3]` in a List, else empty). */
export interface Origin {
  readonly document: SourceDocument;
  readonly path: Path;
  /** Read for reference only (`--context`): never emitted. */
  readonly context: boolean;
  /** The object names no namespace, so the reader filled one in. */
  readonly namespaceAssumed?: true;
}

/**
 * An object of a kind in the table of kinds, as read and defaulted.
 * `spec` is the object's own `spec`; for kinds without one (Secret, ConfigMap, EndpointSlice, Namespace) it is the whole object.
 */
export interface Resource<S = unknown> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: S;
  readonly status?: unknown;
  readonly origin: Origin;
}

/** A range of the text of a file. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A field of an object, or the object itself. A path that is not in the text (a defaulted field) falls back to its nearest written parent;
 * a range says what in the value is meant.
 */
export interface FieldPlace {
  readonly resource: Resource;
  readonly path: Path;
  readonly part?: 'key' | TextRange;
}

/** Something a message can point at: a field, or a range of a text. Line and column are worked out only when it is printed. */
export type Place = FieldPlace | { readonly document: SourceDocument; readonly start: number; readonly end: number };

/** `namespace/name`, or the bare name of a cluster-scoped object. */
export function namespacedName(metadata: Metadata): string {
  return metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
