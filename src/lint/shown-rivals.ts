/** As many rivals as a reader can use: if each of a crowd named all others, findings would take the square of their number. */
const shownRivals = 10;

/** The first that count as rivals. */
export function firstRivals<Item>(all: Iterable<Item>, isRival: (item: Item) => boolean): readonly Item[] {
  const found: Item[] = [];
  for (const item of all) {
    if (found.length === shownRivals) break;
    if (isRival(item)) found.push(item);
  }
  return found;
}

/** The first names, and how many more there are; `own` is one of them that does not count. */
export function namesText(names: readonly string[], separator: string, own?: string): string {
  const shown = firstRivals(names, (name) => name !== own);
  const more = names.length - shown.length - (own === undefined ? 0 : 1);
  return shown.join(separator) + (more > 0 ? ` and ${more} more` : '');
}
