import type { FindingPlace, LocatedEdit, LocatedFinding, SuppressedBy } from '../lint/located-finding.ts';
import type { Severity } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import { compareBytes } from '../model/order.ts';
import { escapeUnsafe } from './escape.ts';
import { objectText } from './finding-line.ts';
import { placesOrFirstRelated } from './marked-places.ts';
import type { DescribedRule, FindingPrinter, LintReport } from './printed-findings.ts';
import { repositoryUri } from './repository-path.ts';

/** SARIF 2.1.0, for code scanning. Suppressed findings are in it. */
export const printLintSarif: FindingPrinter = (report) => {
  const found = new Set(report.findings.map(({ rule }) => rule));
  const rules = report.rules.filter(({ code }) => found.has(code)).sort((a, b) => compareBytes(a.code, b.code));
  const indexOf = new Map(rules.map(({ code }, index) => [code, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gwx', version: report.gwx, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: report.readable }],
        results: report.findings.map((finding) => result(finding, indexOf.get(finding.rule), report)),
        properties: {
          istio: report.profile,
          gatewayApi: report.gatewayApi,
          channel: report.channel,
          world: report.world,
          settings: report.settings,
        },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2).split('\n').map(escapeUnsafe).join('\n')}\n`;
};

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function descriptor({ code, name, severity, description, rationale, remedy, category }: DescribedRule): object {
  return {
    id: code,
    name,
    shortDescription: text(description),
    fullDescription: text(rationale),
    help: text(remedy),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [category] },
  };
}

function result(finding: LocatedFinding, ruleIndex: number | undefined, { folder }: LintReport): object {
  const { rule, severity, message, related, help, fix, data, equivalents, fingerprint, suppressed } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text: withHelp(shown(message), help) },
    // Code scanning refuses results without a location.
    locations: placesOrFirstRelated(finding).map((place) => location(place, folder)),
    relatedLocations: related.map((one, id) => ({
      id,
      ...location(one.place, folder),
      message: text(one.message),
      properties: { role: one.role },
    })),
    fingerprints: { 'gwx/v1': fingerprint },
    // The one that GitHub looks at.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    suppressions: suppressed === undefined ? [] : [suppression(suppressed)],
    ...(fix !== undefined && fix.edits.length > 0 && { fixes: [sarifFix(fix.title, fix.edits, folder)] }),
    properties: { ...data, equivalents, ...(fix && { fixIsSafe: fix.safe }) },
  };
}

function location(place: FindingPlace, folder: string): object {
  const { file, start, end, object, path } = place;
  const region = start && end ? { region: regionOf({ start, end }) } : {};
  const logical = object && {
    logicalLocations: [
      {
        name: object.name,
        kind: 'resource',
        fullyQualifiedName: `${objectText(place)}${path ? `: ${escapeUnsafe(path)}` : ''}`,
      },
    ],
  };
  return { physicalLocation: { artifactLocation: { uri: repositoryUri(file, folder) }, ...region }, ...logical };
}

function regionOf({ start, end }: Pick<LocatedEdit, 'end' | 'start'>): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

const external: ReadonlySet<SuppressedBy['by']> = new Set(['configuration', 'flag']);

function suppression({ by, reason }: SuppressedBy): object {
  const kind = external.has(by) ? 'external' : 'inSource';
  return { kind, ...(reason !== undefined && { justification: escapeUnsafe(reason) }), properties: { by } };
}

function sarifFix(title: string, edits: readonly LocatedEdit[], folder: string): object {
  const artifactChanges = [...groupBy(edits, ({ file }) => file)].map(([file, ofFile]) => ({
    artifactLocation: { uri: repositoryUri(file, folder) },
    replacements: ofFile.map((edit) => ({
      deletedRegion: regionOf(edit),
      insertedContent: { text: edit.newText },
    })),
  }));
  return { description: text(title), artifactChanges };
}

/** Help may have several lines, such as YAML to add. */
function withHelp(message: string, help: string | undefined): string {
  return help === undefined ? message : `${message}\nhelp: ${help.split('\n').map(shown).join('\n')}`;
}

function text(line: string): { readonly text: string } {
  return { text: shown(line) };
}

/** One line of a text. What looks like a link of SARIF in it comes from the input, and is none. */
function shown(line: string): string {
  const escaped = escapeUnsafe(line);
  return escaped.includes('](') ? escaped.replace(/[[\]\\]/g, '\\$&') : escaped;
}
