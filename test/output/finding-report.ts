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

/** What forges something in at least one of the formats. */
const hostile = 'a\n::error file=x::y\r\n%0A]](0)[x](http://evil)<a b="c">&\'\u0000\u001b[31m\u202e\ufffe\ud800,col=9:';

/** A finding every text of which is such. */
export function hostileFinding(): LocatedFinding {
  const at = { line: 1, column: 1, offset: 0 };
  const otherPlace = { file: 'b.yaml', start: at, end: { line: 2, column: 3, offset: 8 }, text };
  const place = { ...otherPlace, file: hostile, object: { ...object, name: hostile }, path: hostile };
  const related = [{ role: 'winner' as const, message: hostile, place }];
  const fix = { title: hostile, safe: true, edits: [{ ...otherPlace, file: hostile, newText: '80' }] };
  return finding({ message: hostile, help: hostile, place, related, fix, data: { certain: false } });
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
