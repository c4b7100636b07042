/** As much of a list of `count` texts as is shown, and how many more there are. */
export function listText(shown: readonly string[], count: number, separator = ', '): string {
  const more = count - shown.length;
  return shown.join(separator) + (more > 0 ? ` and ${more} more` : '');
}
