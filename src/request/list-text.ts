/** More than these few names say nothing more, and take the square of their number where each of many answers lists them. */
const most = 8;

/** Texts as a list: the first of them, and how many more there are. */
export function listText(texts: readonly string[]): string {
  const more = texts.length - most;
  return texts.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
