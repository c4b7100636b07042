/** An element of a parsed XML text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function textOf(text: string): string {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos);)|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
    throw new Error(`not well-formed: ${JSON.stringify(text)}`);
  }
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}

/** Parses the part of XML that JUnit reports need: elements, attributes, text and the five entities. Throws at anything else. */
export function parseXml(xml: string): Element {
  interface Open {
    name: string;
    attributes: Record<string, string>;
    children: Element[];
    text: string;
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === xml) throw new Error('there is no XML declaration');
  const token = /([^<]*)(?:<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|$)/gy;
  while (token.lastIndex < body.length) {
    const match = token.exec(body);
    const current = open.at(-1);
    if (match === null || current === undefined) throw new Error('not well-formed');
    const [, text = '', closes, name, written = '', empty] = match;
    current.text += textOf(text);
    if (name === undefined) continue;
    if (closes === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...written.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, textOf(value)]),
    );
    const element: Open = { name, attributes, children: [], text: '' };
    current.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0) throw new Error('not well-formed');
  return only;
}
