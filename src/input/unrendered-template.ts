import type { Diagnostic } from '../model/diagnostic.ts';
import { isObject } from '../model/json.ts';
import type { SourceDocument } from '../model/resource.ts';
import type { ReadObject } from './objects.ts';
import type { Range } from './range.ts';
import { firstTemplate } from './templates.ts';
import type { Written } from './written.ts';

/** The fields that are read of an object: text in annotations is nobody's business. */
const readFields = [['metadata', 'name'], ['metadata', 'namespace'], ['metadata', 'labels'], ['spec']];

/** Where a document that does not parse holds a template expression, from the start of the file. */
export function templateInDocument(document: SourceDocument): Range | undefined {
  return shift(document, firstTemplate(document.text.slice(document.start, document.end)));
}

/** Where an object has a template expression for a value, outside quotes; from the start of the file. `placesOf` finds what is written in a document. */
export function templateInObject(
  { object, document, path }: ReadObject,
  placesOf: (document: SourceDocument) => Written | undefined,
): Range | undefined {
  if (!readFields.some((field) => holdsTemplate(field.reduce(partOf, object)))) return undefined;
  const text = document.text.slice(document.start, document.end);
  const written = path.reduce((whole: Written | undefined, step) => whole?.parts.get(step), placesOf(document));
  for (const field of readFields) {
    const part = field.reduce((whole: Written | undefined, step) => whole?.parts.get(step), written);
    const found = part === undefined ? undefined : firstPlain(text, part);
    if (found !== undefined) return shift(document, found);
  }
  return undefined;
}

/** GWX0102, once for a file. */
export function unrenderedTemplate(document: SourceDocument, { start, end }: Range): Diagnostic {
  return {
    code: 'GWX0102',
    rule: 'unrendered-template',
    severity: 'error',
    message: 'file contains unrendered template expressions',
    place: { document, start, end },
    help: 'pipe the output of `helm template` or `kustomize build` into gwx',
  };
}

function shift({ start }: SourceDocument, range: Range | undefined): Range | undefined {
  return range && { start: range.start + start, end: range.end + start };
}

function partOf(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function isTemplate(text: string): boolean {
  const open = text.indexOf('{{');
  return open >= 0 && text.includes('}}', open);
}

/** The recursion is bounded by the limit on nesting. */
function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return isTemplate(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsTemplate);
}

function firstPlain(text: string, written: Written): Range | undefined {
  for (const part of written.parts.values()) {
    const found = firstPlain(text, part);
    if (found !== undefined) return found;
  }
  const { start, end } = written.range;
  if (written.parts.size > 0 || '"\'|>{['.includes(text.charAt(start)) || !isTemplate(text.slice(start, end))) {
    return undefined;
  }
  const open = text.indexOf('{{', start);
  return { start: open, end: text.indexOf('}}', open) + 2 };
}
