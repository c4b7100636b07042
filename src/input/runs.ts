/** Runs of items that follow each other: each goes on until it is as long as `length`. */
export function runs<T>(items: readonly T[], length: number, lengthOf: (item: T) => number): readonly (readonly T[])[] {
  const found: T[][] = [];
  let sum = length;
  for (const item of items) {
    if (sum >= length) {
      found.push([]);
      sum = 0;
    }
    found.at(-1)?.push(item);
    sum += lengthOf(item);
  }
  return found;
}
