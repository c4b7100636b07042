import type { Labels } from './labels.ts';

/** Finds the items that have every label of a selector, in their order; a selector without labels finds all. Does not ask each item. */
export type LabelIndex<Item> = (selector: Labels) => readonly Item[];

/** Indexes items by each of their labels. */
export function indexLabels<Item>(items: Iterable<Item>, labelsOf: (item: Item) => Labels): LabelIndex<Item> {
  const all = [...items];
  const byLabel = new Map<string, Set<Item>>();
  for (const item of all) {
    for (const label of labelTexts(labelsOf(item))) byLabel.set(label, (byLabel.get(label) ?? new Set()).add(item));
  }
  return (selector) => {
    const [rarest, ...others] = labelTexts(selector)
      .map((label) => byLabel.get(label) ?? new Set<Item>())
      .sort((a, b) => a.size - b.size);
    return rarest === undefined ? all : [...rarest].filter((item) => others.every((having) => having.has(item)));
  };
}

function labelTexts(labels: Labels): readonly string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}
