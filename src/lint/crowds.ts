import { listText } from '../model/list-text.ts';

/** As much of a crowd as a reader can use: if each in it named all others, findings would take the square of their number. */
const fewAtMost = 10;

/** The first that are wanted. Looks no further than it has to. */
export function firstFew<Item>(all: Iterable<Item>, isWanted: (item: Item) => boolean = () => true): readonly Item[] {
  const found: Item[] = [];
  for (const item of all) {
    if (!isWanted(item)) continue;
    found.push(item);
    if (found.length === fewAtMost) break;
  }
  return found;
}

/** The first names, and how many more there are; `own` is one of them that does not count. */
export function namesText(names: readonly string[], separator: string, own?: string): string {
  const shown = firstFew(names, (name) => name !== own);
  return listText(shown, names.length - (own === undefined ? 0 : 1), separator);
}
