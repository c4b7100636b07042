import { coveringHostnames } from './hostnames.ts';

/** Items by hostname, found by any hostname that has something in common with theirs. */
export interface HostnameIndex<Item> {
  add(hostname: string, item: Item): void;
  /** The first item added that has a hostname in common with one of these. */
  firstMeeting(hostnames: readonly string[]): Item | undefined;
}

interface Entry<Item> {
  readonly item: Item;
  readonly position: number;
}

/** An empty index. Hostnames are in lower case, the empty one stands for all. */
export function createHostnameIndex<Item>(): HostnameIndex<Item> {
  let position = 0;
  const equal = new Map<string, Entry<Item>>();
  // By every wildcard that contains a hostname of theirs.
  const below = new Map<string, Entry<Item>>();
  return {
    add(hostname, item) {
      const entry = { item, position: position++ };
      if (!equal.has(hostname)) equal.set(hostname, entry);
      for (const wildcard of coveringHostnames(hostname)) if (!below.has(wildcard)) below.set(wildcard, entry);
    },
    firstMeeting(hostnames) {
      const met = hostnames.flatMap((hostname) => [
        ...coveringHostnames(hostname).flatMap((wider) => equal.get(wider) ?? []),
        ...[below.get(hostname) ?? []].flat(),
      ]);
      const [first] = met.sort((a, b) => a.position - b.position);
      return first?.item;
    },
  };
}
