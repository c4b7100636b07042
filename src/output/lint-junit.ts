import type { LocatedFinding } from '../lint/located-finding.ts';
import { groupBy } from '../model/group-by.ts';
import { escapeUnsafe } from './escape.ts';
import { objectText } from './finding-line.ts';
import type { FindingPrinter, LintReport } from './printed-findings.ts';
import { repositoryPath } from './repository-path.ts';
import { placeText } from './text.ts';

/**
 * JUnit's XML: a suite for each file, a case for each finding. Findings that make the run fail are failures, others are cases that passed
 * with their text as output, suppressed ones are skipped.
 */
export const printLintJunit: FindingPrinter = (report) => {
  const suites = [...groupBy(report.findings, ({ place }) => place && repositoryPath(place.file, report.folder))].map(
    ([file, findings]) => suite(file === undefined ? 'gwx' : escapeUnsafe(file), findings, report),
  );
  // Some readers take a report without any test for a broken one.
  const clean = suites.length === 0 ? [cleanSuite] : suites;
  const totals = suites.length === 0 ? counts(1, 0, 0) : countsOf(report.findings, report);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gwx lint"${totals}>\n${clean.join('')}</testsuites>\n`;
};

const cleanSuite = `  <testsuite name="gwx"${counts(1, 0, 0)}>\n    <testcase name="no findings" classname="gwx"/>\n  </testsuite>\n`;

function suite(file: string, findings: readonly LocatedFinding[], report: LintReport): string {
  const cases = findings.map((finding) => testCase(file, finding, report)).join('');
  return `  <testsuite${attributes({ name: file })}${countsOf(findings, report)}>\n${cases}  </testsuite>\n`;
}

function testCase(file: string, finding: LocatedFinding, report: LintReport): string {
  const { rule, name, place, fingerprint } = finding;
  const where = place === undefined ? '' : ` ${[objectText(place), place.path ?? ''].join(' ')}`.trimEnd();
  const at = place?.start === undefined ? '' : ` (${place.start.line}:${place.start.column})`;
  const identity = attributes({
    name: `${rule} ${name}${escapeUnsafe(where)}${at}`,
    classname: file,
    file,
    ...(place?.start && { line: place.start.line }),
    id: fingerprint,
  });
  return `    <testcase${identity}>\n      ${outcome(finding, report)}\n    </testcase>\n`;
}

function outcome(finding: LocatedFinding, report: LintReport): string {
  const { severity, message, suppressed } = finding;
  if (suppressed !== undefined) {
    const reason = suppressed.reason ?? `by ${suppressed.by}`;
    return `<skipped${attributes({ message: `suppressed: ${escapeUnsafe(reason)}` })}/>`;
  }
  if (!report.failing.has(severity)) return `<system-out>${escapeXml(details(finding))}</system-out>`;
  const head = attributes({ type: severity, message: escapeUnsafe(message) });
  return `<failure${head}>${escapeXml(details(finding))}</failure>`;
}

function details({ severity, message, place, related, help }: LocatedFinding): string {
  return [
    `${place === undefined ? '' : `${placeText(place)}: `}${severity}: ${escapeUnsafe(message)}`,
    ...related.map((one) => `${placeText(one.place)}: ${escapeUnsafe(one.message)}`),
    ...(help === undefined ? [] : `help: ${help}`.split('\n').map(escapeUnsafe)),
  ].join('\n');
}

function countsOf(findings: readonly LocatedFinding[], report: LintReport): string {
  const skipped = findings.filter(({ suppressed }) => suppressed !== undefined).length;
  const failing = findings.filter(
    ({ suppressed, severity }) => suppressed === undefined && report.failing.has(severity),
  );
  return counts(findings.length, failing.length, skipped);
}

function counts(tests: number, failures: number, skipped: number): string {
  return attributes({ tests, failures, errors: 0, skipped });
}

function attributes(values: Readonly<Record<string, number | string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For text whose control characters, which XML does not have, are escaped already. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
