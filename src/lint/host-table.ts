import { isWildcard } from '../model/hosts.ts';

/** Values by host; a host that is not in the table itself has those of the wildcards that cover it. */
export interface HostTable<Value> {
  /** The values of the host, then those of the wildcards that cover it, the narrowest first. Takes as long as the host has labels. */
  matching(host: string): readonly Value[];
  /** Whether some host of the table is covered by a wildcard. */
  hasBelow(wildcard: string): boolean;
}

export function createHostTable<Value>(
  entries: Iterable<{ readonly host: string; readonly value: Value }>,
): HostTable<Value> {
  const byHost = new Map<string, Value[]>();
  const suffixes = new Set<string>();
  for (const { host, value } of entries) {
    const values = byHost.get(host);
    if (values !== undefined) {
      values.push(value);
      continue;
    }
    byHost.set(host, [value]);
    for (const suffix of dotSuffixes(host)) suffixes.add(suffix);
  }
  return {
    matching(host) {
      const own = byHost.get(host) ?? [];
      const wildcards = [...dotSuffixes(host).map((suffix) => `*${suffix}`), '*'].filter((name) => name !== host);
      return [...own, ...wildcards.flatMap((wildcard) => byHost.get(wildcard) ?? [])];
    },
    hasBelow: (wildcard) =>
      isWildcard(wildcard) && (wildcard === '*' ? byHost.size > 0 : suffixes.has(wildcard.slice(1))),
  };
}

/** `.b.c` and `.c` of `a.b.c`. */
function dotSuffixes(host: string): readonly string[] {
  return [...host.matchAll(/\./g)].map(({ index }) => host.slice(index));
}
