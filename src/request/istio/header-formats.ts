/**
 * Header values are format strings to Envoy (AP-82): `%%` is a percent sign, and any other one opens an operator,
 * `%NAME%`, `%NAME(arguments)%` or `%NAME([...])%`.
 */
const operator = /%([A-Za-z0-9_.:-]*)(?:\((?:\[[^\]]*\]|(?:\\.|[^)\\])*)\) *)?%/y;

/** A header value taken apart: literal text, and operators that only a running Envoy can fill in. */
export type HeaderFormat =
  | { readonly text: string; readonly operators: readonly string[] }
  | { readonly malformed: string };

/** Reads a header value as Envoy does. Operators stay in the text as they are written. */
export function readHeaderFormat(value: string): HeaderFormat {
  let text = '';
  const operators: string[] = [];
  for (let i = 0; i < value.length; ) {
    const character = value.charAt(i);
    if (character !== '%') {
      text += character;
      i += 1;
    } else if (value.charAt(i + 1) === '%') {
      text += '%';
      i += 2;
    } else {
      operator.lastIndex = i;
      const [written, name] = operator.exec(value) ?? [];
      if (written === undefined || !name) return { malformed: `"%" at ${i} opens no operator that ends` };
      text += written;
      operators.push(written);
      i += written.length;
    }
  }
  return { text, operators };
}
