/** The port of a Host is whatever follows its last colon; colons inside brackets belong to an address. */
export function withoutPort(authority: string): string {
  const colon = authority.lastIndexOf(':');
  return colon < 0 || colon < authority.lastIndexOf(']') ? authority : authority.slice(0, colon);
}

/** The names a choice is made among: exact ones, and wildcards that begin with `*`. */
export interface DomainIndex<T> {
  /** The entry of the exact name, else of the longest wildcard that covers it, else of `*` (E-4, E-10). */
  find(name: string): T | undefined;
}

/** An index over names in lower case; of two equal names the first counts. */
export function indexDomains<T>(entries: Iterable<readonly [domain: string, entry: T]>): DomainIndex<T> {
  const byDomain = new Map<string, T>();
  for (const [domain, entry] of entries) {
    const name = domain.toLowerCase();
    if (!byDomain.has(name)) byDomain.set(name, entry);
  }
  return {
    find(asked) {
      const name = asked.toLowerCase();
      const exact = name.startsWith('*') ? undefined : byDomain.get(name);
      if (exact !== undefined) return exact;
      // At least one character has to stand for the `*`.
      for (let i = 1; i < name.length; i++) {
        const entry = byDomain.get(`*${name.slice(i)}`);
        if (entry !== undefined) return entry;
      }
      return byDomain.get('*');
    },
  };
}
