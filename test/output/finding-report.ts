import { version } from '../../src/commands/version.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { summarize } from '../../src/lint/thresholds.ts';
import type { LintReport } from '../../src/output/printed-findings.ts';

export const text = 'spec:\n  port: 81\n';
export const object = { group: '', version: 'v1', kind: 'Service', namespace: 'shop', name: 'cart' };

/** A finding at `spec.port` of a Service, changed as it is asked for. */
export function finding(more: Partial<LocatedFinding> = {}): LocatedFinding {
  return {
    rule: 'GWX0306',
    name: 'backend-port-not-found',
    severity: 'error',
    message: 'no port 81',
    place: {
      file: 'a.yaml',
      start: { line: 2, column: 9, offset: 14 },
      end: { line: 2, column: 11, offset: 16 },
      text,
      object,
      path: 'spec.port',
    },
    related: [],
    equivalents: {},
    fingerprint: '0123456789abcdef',
    ...more,
  };
}

/** A finding about the run. */
export function findingOfRun(more: Partial<LocatedFinding> = {}): LocatedFinding {
  const { place: _, ...ofRun } = finding({ rule: 'GWX0111', name: 'assumed-external', severity: 'info', ...more });
  return ofRun;
}

/** What a run came to whose errors are failures. */
export function report(...findings: readonly LocatedFinding[]): LintReport {
  return {
    gwx: version,
    profile: 'p',
    gatewayApi: 'g',
    channel: 'standard',
    world: 'open',
    settings: {},
    findings,
    summary: summarize(findings),
    rules: [
      {
        code: 'GWX0306',
        name: 'backend-port-not-found',
        severity: 'error',
        description: 'a backendRef names a port that its Service has not',
        rationale: 'Requests get 500.',
        remedy: 'name a port of the Service',
        category: 'References',
      },
    ],
    failing: new Set(['error']),
    readable: true,
    folder: '/work',
    objects: 1,
    files: 1,
    skippedFiles: 0,
    skippedKinds: {},
  };
}
