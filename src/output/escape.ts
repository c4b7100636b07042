/**
 * Characters that a terminal acts on or that show as nothing: controls, line separators, bidirectional and zero-width
 * marks, the BOM, non-characters and halves of surrogate pairs. Printed raw, they could hide or forge output.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/u;
const everyUnsafe = new RegExp(unsafe.source, 'gu');

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Whether a text holds a character that must not be printed as it is. */
export function holdsUnsafe(text: string): boolean {
  return unsafe.test(text);
}

/** The text with every unsafe character as `\n`, `\r`, `\t` or `\uXXXX`: valid inside JSON and double-quoted YAML. */
export function escapeUnsafe(text: string): string {
  return unsafe.test(text) ? text.replace(everyUnsafe, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
