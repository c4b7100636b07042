import { groupBy } from './group-by.ts';
import { isWildcard } from './hosts.ts';

/** Items by their hosts. */
export interface HostIndex<Item> {
  /** The items with a host that overlaps this one (RT-26), in their order; one with several such hosts comes as often. */
  overlapping(host: string): readonly Item[];
}

interface Entry<Item> {
  readonly host: string;
  readonly item: Item;
  readonly position: number;
}

/** Indexes items so that finding takes as long as a host is, and as much is found, however many hosts there are. */
export function indexHosts<Item>(hosts: Iterable<readonly [host: string, item: Item]>): HostIndex<Item> {
  const entries = [...hosts].map(([host, item], position): Entry<Item> => ({ host, item, position }));
  const byHost = groupBy(entries, ({ host }) => host);
  let below: ReadonlyMap<string, readonly Entry<Item>[]> | undefined;
  const underneath = (wildcard: string): readonly Entry<Item>[] => {
    const tail = literal(wildcard);
    if (tail === '') return entries;
    // Istio compares letters: a wildcard may begin in the middle of a label.
    if (!tail.startsWith('.')) return entries.filter(({ host }) => literal(host).endsWith(tail));
    below ??= groupBySuffix(entries);
    return below.get(tail) ?? [];
  };
  return {
    overlapping(host) {
      const own = isWildcard(host) ? underneath(host) : (byHost.get(host) ?? []);
      const above = wildcardsOver(host).flatMap((wildcard) => byHost.get(wildcard) ?? []);
      return [...own, ...above].sort((a, b) => a.position - b.position).map(({ item }) => item);
    },
  };
}

/** What every host that a name covers ends with. */
function literal(host: string): string {
  return isWildcard(host) ? host.slice(1) : host;
}

/** All names, of whatever form, that would cover a host, but itself. */
function wildcardsOver(host: string): readonly string[] {
  const text = literal(host);
  const all = Array.from({ length: text.length + 1 }, (_, i) => `*${text.slice(i)}`);
  return isWildcard(host) ? all.slice(1) : all;
}

/** By each end of a host that begins with a dot. */
function groupBySuffix<Item>(entries: readonly Entry<Item>[]): ReadonlyMap<string, readonly Entry<Item>[]> {
  const pairs = entries.flatMap((entry) => {
    const text = literal(entry.host);
    return [...text.matchAll(/\./g)].map(({ index }) => ({ suffix: text.slice(index), entry }));
  });
  return new Map(
    [...groupBy(pairs, ({ suffix }) => suffix)].map(([suffix, of]) => [suffix, of.map(({ entry }) => entry)]),
  );
}
