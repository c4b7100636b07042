import { listText } from '../model/list-text.ts';

/** More than these say nothing more, and take the square of their number where each of many answers lists them. */
const most = 8;

/** The texts of the first items as a list, and how many more there are. */
export function fewTexts<Item>(items: readonly Item[], textOf: (item: Item) => string): string {
  return listText(items.slice(0, most).map(textOf), items.length);
}
