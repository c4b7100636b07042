import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Source } from '../../src/input/load-options.ts';
import { type ParsedSource, parsedSource, parseSource } from '../../src/input/parse.ts';
import { addText, partsOf, readPart } from '../../src/input/source-parts.ts';

const object = (name: string, more = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}`;
const origin = '  annotations:\n    config.kubernetes.io/origin: |\n      path: base/b.yaml\n';
const json = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'j' } });

/** What may stand between two markers. */
const contents = [
  object('a'),
  object('b', origin),
  object('b', `${origin}spec: {x: 1}\nspec: {x: 2}\n`),
  `# Source: chart/c.yaml\n${object('c')}`,
  `%YAML 1.1\n---\n${object('d')}`,
  object('e', 'spec: {a: &x [1], b: *x}\n'),
  object('f', 'spec: {{ .Values.spec }}\n'),
  `apiVersion: v1\nkind: List\nitems:\n- ${object('g').replaceAll('\n', '\n  ')}\n`,
  `${json}\n${json}${json}`,
  `${json}\n{"apiVersion": `,
  'kind: Pod\n',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n',
  'a: [1\n',
  'a: *unknown\n',
  'a: 1\n',
  '# nothing\n',
  '',
];
const markers = [
  '---\n',
  '--- # comment\n',
  '...\n',
  '---\r\n',
  '\ufeff---\n',
  '# before\n---\n',
  '...\n%YAML 1.1\n---\n',
];

const texts = fc
  .array(fc.tuple(fc.constantFrom(...markers), fc.constantFrom(...contents)), { maxLength: 12 })
  .chain((documents) =>
    fc.constantFrom('', object('first'), '# head\n', '\ufeff').map((head) => head + documents.flat().join('')),
  );

async function parseInParts(source: Source, length: number): Promise<ParsedSource> {
  const readings = partsOf(source, length).map((part) => structuredClone(readPart(part, true)));
  for (const reading of readings) addText(reading, source.text);
  return parsedSource(source, readings);
}

describe('a source that is read in parts', () => {
  test('gives what it gives as a whole', async () => {
    let parts = 0;
    const run = async (text: string, stdin: boolean, length: number) => {
      const source = { name: 'a.yaml', text, stdin };
      parts += partsOf(source, length).length;
      const [whole, inParts] = [await parseSource(source, true), await parseInParts(source, length)];
      expect(inParts).toEqual(whole);
      expect([...inParts.skippedKinds]).toEqual([...whole.skippedKinds]);
    };
    const runs = 500;
    await fc.assert(fc.asyncProperty(texts, fc.boolean(), fc.constantFrom(1, 60, 200), run), {
      numRuns: runs,
      seed: 1,
    });
    expect(parts).toBeGreaterThan(2 * runs);
  });

  test('says everything of the documents that it lists', async () => {
    const text = contents.join('---\n');
    const { diagnostics, documents } = await parseInParts({ name: 'a.yaml', text, stdin: true }, 1);
    const places = diagnostics.flatMap(({ place, related = [] }) => [place, ...related.map((one) => one.place)]);
    expect(places.length).toBeGreaterThan(3);
    for (const place of places) expect(documents).toContain(place && 'document' in place && place.document);
  });

  test('describes no more broken documents than as a whole', async () => {
    const text = 'a: [1\n---\n'.repeat(150);
    const source = { name: 'a.yaml', text };
    const messages = new Set((await parseInParts(source, 1)).diagnostics.map(({ message }) => message));
    expect(messages.size).toBe(2);
    expect(await parseInParts(source, 1)).toEqual(await parseSource(source));
  });
});
