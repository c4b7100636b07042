import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import type { Severity } from '../model/diagnostic.ts';
import { escapeUnsafe } from './escape.ts';
import { placesOrFirstRelated } from './marked-places.ts';
import { type FindingPrinter, shownFindings } from './printed-findings.ts';
import { repositoryPath } from './repository-path.ts';

/** A Code Quality report of GitLab. */
export const printLintGitlab: FindingPrinter = (report) => {
  const issues = shownFindings(report).map((finding) => issue(finding, report.folder));
  return `${JSON.stringify(issues, undefined, 2).split('\n').map(escapeUnsafe).join('\n')}\n`;
};

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

function issue(finding: LocatedFinding, folder: string): object {
  const { rule, name, severity, message, help, fingerprint } = finding;
  const [place] = placesOrFirstRelated(finding);
  return {
    type: 'issue',
    check_name: `${rule} ${name}`,
    description: escapeUnsafe(message),
    ...(help !== undefined && { content: { body: help.split('\n').map(escapeUnsafe).join('\n') } }),
    severity: severities[severity],
    fingerprint,
    location: location(place, folder),
  };
}

/** GitLab refuses issues without a path and a line. */
function location(place: FindingPlace | undefined, folder: string): object {
  const path = place === undefined ? '.' : escapeUnsafe(repositoryPath(place.file, folder));
  const { line: begin, column } = place?.start ?? { line: 1, column: 1 };
  const { line: end, column: endColumn } = place?.end ?? { line: begin, column };
  return {
    path,
    lines: { begin, end },
    positions: { begin: { line: begin, column }, end: { line: end, column: endColumn } },
  };
}
