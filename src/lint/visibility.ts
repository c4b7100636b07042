/** The namespaces that see an object with `exportTo`. */
export interface Visibility {
  readonly everywhere: boolean;
  /** Those that are named; none if it is seen everywhere. */
  readonly namespaces: ReadonlySet<string>;
}

/** Who sees an object of a namespace: all where `exportTo` says nothing; `.` is its own namespace, `~` none. */
export function visibilityOf(exportTo: readonly string[] = [], namespace: string): Visibility {
  if (exportTo.length === 0 || exportTo.includes('*')) return { everywhere: true, namespaces: new Set() };
  const named = exportTo.filter((name) => name !== '~').map((name) => (name === '.' ? namespace : name));
  return { everywhere: false, namespaces: new Set(named) };
}

export function isVisibleIn({ everywhere, namespaces }: Visibility, namespace: string): boolean {
  return everywhere || namespaces.has(namespace);
}

/** Whether some namespace sees both. */
export function overlaps(a: Visibility, b: Visibility): boolean {
  if (a.everywhere) return b.everywhere || b.namespaces.size > 0;
  return b.everywhere ? a.namespaces.size > 0 : [...a.namespaces].some((name) => b.namespaces.has(name));
}
