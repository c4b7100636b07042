import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import type { Severity } from '../model/diagnostic.ts';
import { escapeUnsafe } from './escape.ts';
import { markedPlaces } from './marked-places.ts';
import { type FindingPrinter, type LintReport, shownFindings } from './printed-findings.ts';
import { repositoryPath } from './repository-path.ts';
import { placeText } from './text.ts';

/** Workflow commands of GitHub Actions: an annotation at each finding, and at both objects if either may be the loser. */
export const printLintGithub: FindingPrinter = (report) =>
  shownFindings(report)
    .flatMap((finding) => {
      const places = markedPlaces(finding);
      return (places.length === 0 ? [undefined] : places).map((place) => annotation(finding, place, report));
    })
    .join('');

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function annotation(
  { severity, rule, name, message, place: own, help }: LocatedFinding,
  place: FindingPlace | undefined,
  { folder }: LintReport,
): string {
  const properties = { ...(place && placeProperties(place, folder)), title: `${rule} ${name}` };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  // Where no line is known, the object says where in the file it is (LN-55).
  const object = place?.start === undefined && place?.object ? ` (${place.object.kind} ${objectName(place)})` : '';
  // Beside the other object it is said whose finding this is.
  const from = place === undefined || place === own || own === undefined ? '' : `${placeText(own)}: `;
  const lines = [`${from}${message}${object}`, ...(help === undefined ? [] : `help: ${help}`.split('\n'))];
  return `::${commands[severity]} ${written.join(',')}::${lines.map(escapeData).join('%0A')}\n`;
}

function objectName({ object }: FindingPlace): string {
  if (object === undefined) return '';
  return object.namespace === '' ? object.name : `${object.namespace}/${object.name}`;
}

/** GitHub takes columns for ranges within one line only. */
function placeProperties(
  { file, start, end }: FindingPlace,
  folder: string,
): Readonly<Record<string, number | string>> {
  const path = { file: repositoryPath(file, folder) };
  if (start === undefined || end === undefined) return path;
  const lines = { ...path, line: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines;
}

/** The runner reads one command a line, and takes `%` for the start of an escape. */
function escapeData(text: string): string {
  return escapeUnsafe(text).replaceAll('%', '%25');
}

/** Commas and colons end properties. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
