import { addToGroup } from '../model/group-by.ts';
import { subset, wildcardsAbove } from '../model/hosts.ts';

/** Something with a host, and its rank among all. */
interface Entry<Item> {
  readonly host: string;
  readonly item: Item;
  readonly rank: number;
}

type Groups<Item> = Map<string, [Entry<Item>, ...Entry<Item>[]]>;

/** Items by their hosts. */
export interface HostMap<Item> {
  add(host: string, item: Item): void;
  /** The first item that was added and is wanted of which the host overlaps a host, with the narrower of both. */
  overlapping(
    host: string,
    isWanted: (item: Item) => boolean,
  ): { readonly item: Item; readonly host: string } | undefined;
}

/** An empty map. Finding takes as long as there are labels in a host, however many hosts there are. */
export function createHostMap<Item>(): HostMap<Item> {
  const exact: Groups<Item> = new Map();
  /** Every host, under itself and under every wildcard that covers it. */
  const covered: Groups<Item> = new Map();
  let rank = 0;
  return {
    add(host, item) {
      const entry = { host, item, rank: rank++ };
      addToGroup(exact, host, entry);
      for (const name of [host, ...wildcardsAbove(host)]) addToGroup(covered, name, entry);
    },
    overlapping(host, isWanted) {
      const lists = [covered.get(host), ...wildcardsAbove(host).map((wildcard) => exact.get(wildcard))];
      const found = lists.flatMap((list) => list?.find(({ item }) => isWanted(item)) ?? []);
      const [first] = found.sort((a, b) => a.rank - b.rank);
      return first && { item: first.item, host: subset(first.host, host) ? first.host : host };
    },
  };
}
