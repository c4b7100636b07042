import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { nearest } from '../model/nearest.ts';
import { type FindingFormat, findingPrinters } from '../output/index.ts';
import type { LintReport } from '../output/printed-findings.ts';
import { plain } from '../output/style.ts';
import type { Io } from './io.ts';
import { type MessageFlags, styleFor } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** One form of the report, and the file that it goes to; none: stdout. */
export interface LintOutput {
  readonly format: FindingFormat;
  readonly file?: string;
}

/** What `-o` asks for. One form at most can go to stdout. */
export function parseOutputs(given: readonly string[]): readonly LintOutput[] {
  const outputs = (given.length === 0 ? ['text'] : given).map(parseOutput);
  const onStdout = outputs.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (onStdout.length > 1) {
    throw new UsageError(
      `-o ${onStdout.join(' -o ')}: only one goes to stdout; name files for the others, as in -o json=FILE`,
    );
  }
  return outputs;
}

function parseOutput(text: string): LintOutput {
  const at = text.indexOf('=');
  const [format, file] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
  if (file === '') throw new UsageError(`-o ${text}: no file is named`);
  if (isFormat(format)) return { format, ...(file !== undefined && { file }) };
  const formats = Object.keys(findingPrinters);
  const meant = nearest(format, formats);
  throw new UsageError(
    `-o ${text}: no such format; ${meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `known are ${formats.join(', ')}`}`,
  );
}

function isFormat(text: string): text is FindingFormat {
  return Object.hasOwn(findingPrinters, text);
}

/** Prints a report in every form that was asked for: files first, so that what is on stdout is all there is to come. */
export async function writeReports(
  outputs: readonly LintOutput[],
  report: LintReport,
  { color }: MessageFlags,
  io: Io,
): Promise<void> {
  const ordered = [...outputs].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
  for (const { format, file } of ordered) {
    const print = await findingPrinters[format]();
    if (file !== undefined) {
      replaceFile(file, print(report, { style: plain }));
      continue;
    }
    const { columns } = io.stdout;
    // A terminal may say that it has 0 columns: it does not know.
    const width = columns ? { width: columns } : {};
    io.stdout.write(print(report, { style: await styleFor(color, io.stdout, io.env), ...width }));
  }
}

/** Nobody sees half of a file, and an old one stays if this fails. A link stays a link, and a device or pipe what it is. */
function replaceFile(file: string, text: string): void {
  try {
    if (!existsSync(file)) replaceRegularFile(file, text);
    else if (statSync(file).isFile()) replaceRegularFile(realpathSync(file), text);
    else writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`-o ${file}: cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function replaceRegularFile(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
