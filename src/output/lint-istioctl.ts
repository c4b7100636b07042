import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import type { Severity } from '../model/diagnostic.ts';
import { escapeUnsafe } from './escape.ts';
import { type FindingPrinter, shownFindings } from './printed-findings.ts';
import { plain } from './style.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Info' };
const levelStyle = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/**
 * The lines of `istioctl analyze`: `Error [IST0101] (VirtualService cart.shop routes.yaml:12) text`, with the code of gwx where istioctl
 * has none.
 */
export const printLintIstioctl: FindingPrinter = (report, { style = plain }) =>
  shownFindings(report)
    .map((finding) => `${style[levelStyle[finding.severity]](levels[finding.severity])} ${rest(finding)}\n`)
    .join('');

function rest({ istioctl, rule, place, message }: LocatedFinding): string {
  const origin = place === undefined ? '' : ` (${originText(place)})`;
  return `[${istioctl ?? rule}]${origin} ${escapeUnsafe(message)}`;
}

/** The object, and where it is. */
function originText({ object, file, start }: FindingPlace): string {
  const where = start === undefined ? file : `${file}:${start.line}`;
  if (object === undefined) return escapeUnsafe(where);
  const name = object.namespace === '' ? object.name : `${object.name}.${object.namespace}`;
  return escapeUnsafe(`${object.kind} ${name} ${where}`);
}
