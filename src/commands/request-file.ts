import { readPlainDocuments } from '../input/plain-documents.ts';
import { readSources } from '../input/read.ts';
import type { Severity } from '../model/diagnostic.ts';
import type { Path, Place, SourceDocument } from '../model/resource.ts';
import { type RequestRow, readRequestRows } from '../request/request-rows.ts';
import type { Conversion } from './conversion.ts';
import { type ExitCode, worst } from './exit-code.ts';
import type { Io } from './io.ts';
import { locateAll } from './locate.ts';
import type { RequestFlags } from './request-flags.ts';

/** A request of a file with its place. */
export interface PlacedRow extends RequestRow {
  readonly place: Place;
}

/** The requests of a file, and the exit code if some of it cannot be used. */
export interface RequestFile {
  readonly rows: readonly PlacedRow[];
  readonly code: ExitCode;
}

/** Reads a file of requests and says what is wrong with it: 3 if it cannot be read or parsed, 2 if a field is wrong. */
export async function readRequestFile(
  file: string,
  flags: RequestFlags,
  { locator, messages }: Conversion,
  io: Io,
): Promise<RequestFile> {
  const { stdinFilename: stdinName, namespace } = flags;
  const stdin = io.stdin;
  const { sources, problems } = await readSources({ paths: [file], context: [], ignore: [], stdin, stdinName });
  for (const { file: name, message } of problems) messages.error(`${name}: ${message}`);
  const [source] = sources;
  if (source === undefined || sources.length > 1) {
    if (problems.length === 0) messages.error(`--requests ${file}: not a file`);
    return { rows: [], code: 3 };
  }
  const { documents, diagnostics } = await readPlainDocuments(source.name, source.text);
  const read = documents.map(({ document, value }) => ({ document, ...readRequestRows(value, namespace) }));
  const wrong = read.flatMap(({ document, problems: found }) =>
    found.map(({ path, message }) => ({ severity, message, place: placeAt(document, path) })),
  );
  const rows = read.flatMap(({ document, rows: found }) =>
    found.map((row) => ({ ...row, place: placeAt(document, row.path) })),
  );
  messages.report(locateAll([...diagnostics, ...wrong], locator));
  if (rows.length === 0 && wrong.length === 0 && diagnostics.length === 0) {
    messages.error(`${source.name}: holds no requests`);
    return { rows, code: 3 };
  }
  return { rows, code: worst([diagnostics.length > 0 ? 3 : 0, wrong.length > 0 ? 2 : 0]) };
}

const severity: Severity = 'error';

/** A place in a document that holds no Kubernetes object: what is located is the path alone. */
function placeAt(document: SourceDocument, path: Path): Place {
  const metadata = { name: '', namespace: '' };
  const origin = { document, path: [], context: false };
  return { resource: { apiVersion: '', kind: '', metadata, spec: undefined, origin }, path };
}
