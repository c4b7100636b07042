import type { Severity } from '../model/diagnostic.ts';
import type { LocatedFinding } from './located-finding.ts';

/** The least severity that counts; `never`: none does. */
export type Threshold = Severity | 'never';

/** The values of a threshold, the strictest first. */
export const thresholds: readonly Threshold[] = ['never', 'error', 'warning', 'info'];

/** All severities, the worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** How many findings of each severity there are; suppressed ones are counted apart. */
export interface Summary extends Readonly<Record<Severity, number>> {
  readonly suppressed: number;
}

export function summarize(findings: readonly LocatedFinding[]): Summary {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.suppressed === undefined && finding.severity === severity).length;
  return {
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    suppressed: findings.filter(({ suppressed }) => suppressed !== undefined).length,
  };
}

/** Whether a severity is at or above a threshold. */
export function reaches(severity: Severity, threshold: Threshold): boolean {
  return thresholds.indexOf(severity) <= thresholds.indexOf(threshold);
}

/** Whether findings make a run fail (section 6): one at or above the threshold, or more warnings than are put up with. */
export function isFailure(summary: Summary, threshold: Threshold, maxWarnings: number): boolean {
  return severities.some((one) => summary[one] > 0 && reaches(one, threshold)) || summary.warning > maxWarnings;
}
