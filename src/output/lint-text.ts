import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import { escapeUnsafe } from './escape.ts';
import { objectText, severityStyle } from './finding-line.ts';
import { type FindingPrinter, shownFindings } from './printed-findings.ts';
import { sourceLine } from './source-line.ts';
import { plain, type Style } from './style.ts';
import { excerpt, placeText } from './text.ts';

/** For people: place, severity, code and name; the message; the line with the place marked; other places and help. */
export const printLintText: FindingPrinter = (report, { style = plain, width }) =>
  shownFindings(report)
    .map((finding) => `${head(finding, style)}${body(finding, style, width)}`)
    .join('\n');

function head({ place, severity, rule, name }: LocatedFinding, style: Style): string {
  const where = place === undefined ? '' : `${style.bold(placeText(place))} `;
  return `${where}${style[severityStyle[severity]](severity)} ${rule} ${style.dim(name)}\n`;
}

function body(finding: LocatedFinding, style: Style, width: number | undefined): string {
  const { message, place, related, help } = finding;
  const line = place && sourceLine(place, width);
  return [
    `  ${escapeUnsafe(message)}\n`,
    ...(place === undefined ? [] : [`  ${style.dim(subjectText(place))}\n`].filter(() => place.object !== undefined)),
    ...(line ? [excerpt(line, style)] : []),
    ...related.map((one) => `  ${style.bold(relatedText(one.place))}: ${escapeUnsafe(one.message)}\n`),
    ...(help === undefined ? [] : [`  ${style.cyan('help')}: ${escapeUnsafe(help)}\n`]),
  ].join('');
}

function subjectText(place: FindingPlace): string {
  return `in ${objectText(place)}${place.path ? `: ${escapeUnsafe(place.path)}` : ''}`;
}

/** Where only the file is known, the object says where in it (LN-55). */
function relatedText(place: FindingPlace): string {
  return place.start === undefined && place.object !== undefined
    ? `${placeText(place)} ${subjectText(place)}`
    : placeText(place);
}
