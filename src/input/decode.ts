import { constants, isAscii, isUtf8 } from 'node:buffer';

/** A text, or why the bytes are none. */
export type Decoded = { readonly text: string } | { readonly problem: string };

/** The longest text that JavaScript can hold (half a gigabyte). */
export const mostBytes: number = constants.MAX_STRING_LENGTH;

/** What is said of an input that is longer. */
export const tooLarge = `larger than ${Math.round(mostBytes / 2 ** 20)} MiB, which is the most that gwx reads; split it`;

/** Bytes as UTF-8 text. A byte order mark stays: offsets count from it. */
export function decodeText(bytes: Buffer): Decoded {
  if (bytes.length > mostBytes) return { problem: tooLarge };
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  if (isUtf8(bytes)) return { text: bytes.toString('utf8') };
  const utf16 = byteOrderMark(bytes);
  if (utf16 !== undefined) {
    return { problem: `encoded in ${utf16}; gwx reads UTF-8 (to convert it: iconv -f ${utf16} -t UTF-8)` };
  }
  return { problem: `not UTF-8 text (line ${lineOfFirstMistake(bytes)})` };
}

function byteOrderMark(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  return undefined;
}

function lineOfFirstMistake(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const lineFeed = bytes.indexOf('\n', start);
    if (lineFeed < 0 || !isUtf8(bytes.subarray(start, lineFeed))) return line;
    start = lineFeed + 1;
    line++;
  }
}
