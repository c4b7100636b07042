import type { LocatedFinding } from '../lint/located-finding.ts';
import type { Summary } from '../lint/thresholds.ts';
import type { Severity } from '../model/diagnostic.ts';
import type { TextOptions } from './text.ts';

/** What reports say of a rule. */
export interface DescribedRule {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  /** What is wrong, why it matters, and what to do. */
  readonly description: string;
  readonly rationale: string;
  readonly remedy: string;
  /** The name of its category. */
  readonly category: string;
}

/** What a run of lint came to. */
export interface LintReport {
  /** Version of gwx. */
  readonly gwx: string;
  /** The Istio release that is mirrored. */
  readonly profile: string;
  readonly gatewayApi: string;
  readonly channel: string;
  readonly world: 'closed' | 'open';
  /** What differs from an istiod without any switch set. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** In the order of reports. Suppressed ones are among them. */
  readonly findings: readonly LocatedFinding[];
  readonly summary: Summary;
  /** Every rule, of which not all have found something. */
  readonly rules: readonly DescribedRule[];
  /** Severities that make the run fail. */
  readonly failing: ReadonlySet<Severity>;
  /** Everything that was named could be read and parsed. */
  readonly readable: boolean;
  /** The folder that gwx runs in, to which machines want the names of files to be relative. */
  readonly folder: string;
  readonly objects: number;
  readonly files: number;
  readonly skippedFiles: number;
  /** Objects of kinds that are not looked at, by `Kind.group`. */
  readonly skippedKinds: Readonly<Record<string, number>>;
}

/** Makes the text of a report: empty, or ended by a line feed. */
export type FindingPrinter = (report: LintReport, options: TextOptions) => string;

/** The findings that people are shown. */
export function shownFindings({ findings }: LintReport): readonly LocatedFinding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}
