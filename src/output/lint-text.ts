import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import { groupBy } from '../model/group-by.ts';
import { escapeUnsafe } from './escape.ts';
import { objectText, severityStyle } from './finding-line.ts';
import { type Cell, paragraph } from './paragraph.ts';
import { type FindingPrinter, shownFindings } from './printed-findings.ts';
import { sourceLine } from './source-line.ts';
import { plain, type Style } from './style.ts';
import { excerpt, placeText } from './text.ts';

/** For people: place, severity, code and name; the message; the line with the place marked; other places and help. */
export const printLintText: FindingPrinter = (report, { style = plain, width }) => {
  const findings = shownFindings(report);
  const folds = foldsOf(findings);
  return findings
    .filter((finding) => !folds.hidden.has(finding))
    .map((finding) => `${head(finding, style)}${body(finding, style, width)}${more(folds.last.get(finding))}`)
    .join('\n');
};

/** Findings about one absent object are shown this often (LN-64). */
const unfolded = 3;

interface Folds {
  readonly hidden: ReadonlySet<LocatedFinding>;
  /** How many are hidden behind the last one that is shown. */
  readonly last: ReadonlyMap<LocatedFinding, number>;
}

function foldsOf(findings: readonly LocatedFinding[]): Folds {
  const hidden = new Set<LocatedFinding>();
  const last = new Map<LocatedFinding, number>();
  const aboutTargets = findings.filter(({ target }) => target !== undefined);
  for (const group of groupBy(aboutTargets, ({ rule, target }) => `${rule} ${target}`).values()) {
    const folded = group.slice(unfolded);
    const lastShown = group[unfolded - 1];
    if (lastShown === undefined || folded.length === 0) continue;
    for (const finding of folded) hidden.add(finding);
    last.set(lastShown, folded.length);
  }
  return { hidden, last };
}

function more(count: number | undefined): string {
  return count === undefined ? '' : `  and ${count} more ${count === 1 ? 'object' : 'objects'}\n`;
}

function head({ place, severity, rule, name }: LocatedFinding, style: Style): string {
  const where = place === undefined ? '' : `${style.bold(placeText(place))} `;
  return `${where}${style[severityStyle[severity]](severity)} ${rule} ${style.dim(name)}\n`;
}

function body(finding: LocatedFinding, style: Style, width: number | undefined): string {
  const { message, place, related, help } = finding;
  // Beside the number of the line.
  const line = place && sourceLine(place, width && Math.max(20, width - 8));
  const wrapped = (...cells: readonly Cell[]) => paragraph(cells, width ?? Number.POSITIVE_INFINITY, style, '  ');
  return [
    wrapped({ text: escapeUnsafe(message) }),
    ...(place === undefined ? [] : [`  ${style.dim(subjectText(place))}\n`].filter(() => place.object !== undefined)),
    ...(line ? [excerpt(line, style)] : []),
    ...related.map((one) =>
      wrapped({ text: `${relatedText(one.place)}:`, tone: 'bold' }, { text: escapeUnsafe(one.message) }),
    ),
    ...helpLines(help, wrapped),
  ].join('');
}

/** The remedy, and below it the YAML to add, if there is some. */
function helpLines(help: string | undefined, wrapped: (...cells: readonly Cell[]) => string): readonly string[] {
  if (help === undefined) return [];
  const [remedy = '', ...yaml] = help.split('\n').map(escapeUnsafe);
  return [wrapped({ text: 'help:', tone: 'cyan' }, { text: remedy }), ...yaml.map((line) => `    ${line}\n`)];
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
