/** One block of a PEM text. */
export interface PemBlock {
  /** What stands after BEGIN, as `CERTIFICATE`. */
  readonly type: string;
  readonly hasHeaders: boolean;
  readonly bytes: Buffer;
}

const boundary = /^-----(BEGIN|END) (.*?)(-----)?[ \t\r]*$/;
const header = /:/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The well-formed blocks of a text, as Go's `pem.Decode` finds them one after the other; everything else is passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { readonly type: string; readonly lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const [, edge, type = '', dashes] = boundary.exec(line) ?? [];
    if (edge === undefined) {
      open?.lines.push(line);
      continue;
    }
    const block = edge === 'END' && dashes !== undefined && open?.type === type ? decode(type, open.lines) : undefined;
    if (block !== undefined) blocks.push(block);
    // A second BEGIN line starts anew, and a line that lacks its last dashes starts nothing.
    open = edge === 'BEGIN' && dashes !== undefined ? { type, lines: [] } : undefined;
  }
  return blocks;
}

function decode(type: string, lines: readonly string[]): PemBlock | undefined {
  const start = lines.findIndex((line) => !header.test(line));
  const encoded = lines
    .slice(start < 0 ? lines.length : start)
    .join('')
    .replaceAll(/[ \t\r]/g, '');
  if (!base64.test(encoded)) return undefined;
  return { type, hasHeaders: start !== 0 && lines.length > 0, bytes: Buffer.from(encoded, 'base64') };
}
