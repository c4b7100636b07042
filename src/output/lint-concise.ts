import { escapeUnsafe } from './escape.ts';
import { objectText, severityStyle } from './finding-line.ts';
import { type FindingPrinter, shownFindings } from './printed-findings.ts';
import { plain } from './style.ts';
import { placeText } from './text.ts';

/** One line for each finding: `file:line:column: severity CODE name: message`. */
export const printLintConcise: FindingPrinter = (report, { style = plain }) =>
  shownFindings(report)
    .map(({ place, severity, rule, name, message }) => {
      const where = place === undefined ? '' : `${style.bold(placeText(place))}: `;
      // Where only the file is known, the object says where in it (LN-55).
      const object = place !== undefined && place.start === undefined ? ` (${objectText(place)})` : '';
      return `${where}${style[severityStyle[severity]](severity)} ${rule} ${name}: ${escapeUnsafe(message)}${object}\n`;
    })
    .join('');
