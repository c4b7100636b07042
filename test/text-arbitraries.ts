import fc from 'fast-check';

const surrogates = 0x800;

/** Any character; halves of surrogate pairs are none. */
const character = fc.nat(0x10ffff - surrogates).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + surrogates));

/** Texts of any characters. The unit `binary` of fast-check has the same, and a table of all of them to be filled first. */
export function anyText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...constraints });
}
