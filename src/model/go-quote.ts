const escapes: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

// What Go's strconv.IsPrint refuses: controls, format characters, separators other than the plain space, and unassigned ones.
const unprintable = /[\p{C}\p{Z}\\"]/gu;

/** A string as Go's `%q` prints it: in double quotes, with everything that does not print escaped. */
export function goQuote(text: string): string {
  // Nearly every text is of plain characters alone, and asking for those is much faster.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  const quoted = text.replace(unprintable, (character) => {
    if (character === ' ') return character;
    return escapes.get(character) ?? escapeCodePoint(character.codePointAt(0) ?? 0);
  });
  return `"${quoted}"`;
}

function escapeCodePoint(codePoint: number): string {
  const hex = codePoint.toString(16);
  if (codePoint < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return codePoint < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
