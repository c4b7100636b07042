import type { FieldPlace, Path, Resource } from '../model/resource.ts';
import { createDocumentPlaces } from './document-places.ts';
import { contentStart } from './documents.ts';
import { documentEvents } from './events.ts';
import { writtenPlaces } from './places.ts';
import type { Range } from './range.ts';
import type { Written } from './written.ts';

/** A part of a YAML text that is a value itself: a path in it, or a range of it. */
export type EmbeddedPart = Path | Range;

/**
 * The place of a part of the YAML text that stands at a path of a resource. Only a literal block (`|`) shows its text line by line:
 * for any other style this is the place of the whole text.
 */
export function embeddedPlace(resource: Resource, path: Path, text: string, part: EmbeddedPart): FieldPlace {
  const { document } = resource.origin;
  const documentText = document.text.slice(document.start, document.end);
  const root = createDocumentPlaces()(document);
  const block = root && exactly(root, [...resource.origin.path, ...path]);
  const lines = block && literalLines(documentText, block.range);
  const range = 'start' in part ? part : partOf(text, part);
  if (lines === undefined || range === undefined) return { resource, path };
  const [start, end] = [range.start, range.end].map((offset) => {
    const before = text.slice(0, offset).split('\n');
    const line = lines[before.length - 1];
    return line === undefined ? undefined : line + (before.at(-1)?.length ?? 0);
  });
  if (start === undefined) return { resource, path };
  return {
    resource,
    path,
    part: { start: document.start + start, end: document.start + Math.max(end ?? start, start) },
  };
}

/** Where each line of a literal block begins behind its indentation; undefined for other styles. */
function literalLines(text: string, { start, end }: Range): readonly number[] | undefined {
  if (!/^\|[-+]?[ \t]*(?:#.*)?\r?\n/.test(text.slice(start, end))) return undefined;
  const first = text.indexOf('\n', start) + 1;
  const indent = /^(?:[ \t]*\r?\n)*( +)/.exec(text.slice(first, end))?.[1]?.length ?? 0;
  const lines: number[] = [];
  for (let at = first; at > 0 && at <= end; at = text.indexOf('\n', at) + 1) lines.push(at + indent);
  return lines;
}

function partOf(text: string, path: Path): Range | undefined {
  const root = writtenPlaces(text, documentEvents(text, contentStart(text, 0, text.length)));
  if (root === undefined) return undefined;
  let written = root;
  for (const step of path) written = written.parts.get(step) ?? written;
  return written.range;
}

function exactly(root: Written, path: Path): Written | undefined {
  return path.reduce<Written | undefined>((written, step) => written?.parts.get(step), root);
}
