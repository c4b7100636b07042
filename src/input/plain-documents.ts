import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceDocument } from '../model/resource.ts';
import { type DocumentRange, splitDocuments } from './documents.ts';
import { readJson } from './json-document.ts';
import { duplicateKey, readValue } from './read-value.ts';
import { syntaxDiagnostic } from './syntax-diagnostic.ts';
import { YamlProblem } from './yaml-problem.ts';

/** A document that holds something else than Kubernetes objects. */
export interface PlainDocument {
  readonly document: SourceDocument;
  readonly value: unknown;
}

/** The documents of a text, and what keeps others from being read. */
export interface PlainDocuments {
  readonly documents: readonly PlainDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads any YAML or JSON, JSON objects on lines of their own too, in the manner in which objects are read. */
export async function readPlainDocuments(file: string, text: string): Promise<PlainDocuments> {
  const documents: PlainDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const read = async (range: DocumentRange): Promise<void> => {
    const json = readJson(text, range);
    if (Array.isArray(json)) {
      for (const part of json) await read(part);
      return;
    }
    const document = { file, text, start: range.start, end: range.end };
    try {
      const found = json ?? readValue(document, range.content);
      for (const duplicate of found.duplicates) diagnostics.push(duplicateKey(document, duplicate));
      documents.push({ document, value: found.value });
    } catch (problem) {
      if (!(problem instanceof YamlProblem)) throw problem;
      diagnostics.push(await syntaxDiagnostic(document, problem));
    }
  };
  for (const range of splitDocuments(text)) await read(range);
  return { documents, diagnostics };
}
