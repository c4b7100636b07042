import { describe, expect, test } from '@jest/globals';
import { version } from '../../src/commands/version.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { printLintConcise } from '../../src/output/lint-concise.ts';
import { printLintJson } from '../../src/output/lint-json.ts';
import { printLintText } from '../../src/output/lint-text.ts';
import { finding, findingOfRun, object, report, text } from './finding-report.ts';

function placeOf({ place }: LocatedFinding) {
  if (place === undefined) throw new Error('it has no place');
  return place;
}

describe('text', () => {
  test('shows place, rule, message, object, the marked line, other places and help', () => {
    const related = [{ role: 'also' as const, message: 'here too', place: { file: 'b.yaml', text: '' } }];
    expect(printLintText(report(finding({ related, help: 'write 80' })), {})).toBe(
      [
        'a.yaml:2:9 error GWX0306 backend-port-not-found',
        '  no port 81',
        '  in Service shop/cart: spec.port',
        '   2 |   port: 81',
        '     |         ^~',
        '  b.yaml: here too',
        '  help: write 80',
        '',
      ].join('\n'),
    );
  });

  test('breaks between words in a narrow terminal, and shows YAML to add as it is', () => {
    const related = [{ role: 'also' as const, message: 'here it is said too', place: { file: 'b.yaml', text: '' } }];
    const help = 'write 80, which is the port of the Service\nports:\n- port: 80';
    const message = 'no port 81, which is the port of the pods';
    expect(printLintText(report(finding({ related, help, message })), { width: 30 })).toBe(
      [
        'a.yaml:2:9 error GWX0306 backend-port-not-found',
        '  no port 81, which is the',
        '    port of the pods',
        '  in Service shop/cart: spec.port',
        '   2 |   port: 81',
        '     |         ^~',
        '  b.yaml: here it is said too',
        '  help: write 80, which is the',
        '    port of the Service',
        '    ports:',
        '    - port: 80',
        '',
      ].join('\n'),
    );
  });

  test('no text of the input makes a line that looks like a finding', () => {
    const forged = 'x\na.yaml:1:1 error GWX0101 yaml-syntax';
    const place = { ...placeOf(finding()), file: forged };
    const hostile = finding({ message: forged, help: forged, related: [{ role: 'also', message: forged, place }] });
    const [head, ...others] = printLintText(report(hostile), {}).trimEnd().split('\n');
    expect(head).toBe('a.yaml:2:9 error GWX0306 backend-port-not-found');
    expect(others.filter((line) => !line.startsWith('  '))).toEqual([]);
  });

  test('without a known line the object says where (LN-55)', () => {
    const place = { file: 'chart/templates/a.yaml', text, object, path: 'spec.port' };
    expect(printLintText(report(finding({ place })), {})).toBe(
      'chart/templates/a.yaml error GWX0306 backend-port-not-found\n  no port 81\n  in Service shop/cart: spec.port\n',
    );
    expect(printLintConcise(report(finding({ place })), {})).toBe(
      'chart/templates/a.yaml: error GWX0306 backend-port-not-found: no port 81 (Service shop/cart)\n',
    );
  });

  test('findings about one absent object fold after three, and JSON never folds (LN-64)', () => {
    const many = Array.from({ length: 5 }, () => finding({ target: 'Service shop/cart' }));
    const printed = printLintText(report(...many, finding({ target: 'Service shop/other' })), {});
    expect(printed.match(/GWX0306/g)).toHaveLength(4);
    expect(printed).toContain('  and 2 more objects\n');
    const json: { findings: unknown[] } = JSON.parse(printLintJson(report(...many), {}));
    expect(json.findings).toHaveLength(5);
  });

  test('what is suppressed is for JSON alone (LN-43)', () => {
    const silenced = finding({ suppressed: { by: 'comment', reason: 'known' } });
    expect(printLintText(report(silenced), {})).toBe('');
    expect(printLintConcise(report(silenced), {})).toBe('');
    const json = JSON.parse(printLintJson(report(silenced), {}));
    expect(json.findings[0].suppressed).toEqual({ by: 'comment', reason: 'known' });
    expect(json.summary).toMatchObject({ error: 0, suppressed: 1 });
  });

  test('characters that act on a terminal are escaped', () => {
    const hostile = report(finding({ message: 'a\u001b[31m\nb', help: '\u202e' }));
    for (const print of [printLintText, printLintConcise, printLintJson]) {
      expect(print(hostile, {})).not.toMatch(/\u001b|\u202e/);
    }
  });
});

describe('JSON', () => {
  test('an empty report has its list of findings (LN-73)', () => {
    expect(JSON.parse(printLintJson(report(), {}))).toEqual({
      version: 1,
      gwx: version,
      profile: 'p',
      gatewayApi: 'g',
      channel: 'standard',
      world: 'open',
      settings: {},
      summary: {
        error: 0,
        warning: 0,
        info: 0,
        suppressed: 0,
        objects: 1,
        files: 1,
        skippedFiles: 0,
        skippedKinds: {},
      },
      findings: [],
    });
  });

  test('a finding about the run has no place (LN-70)', () => {
    const [printed] = JSON.parse(printLintJson(report(findingOfRun()), {})).findings;
    expect(printed).toMatchObject({ object: null, path: null, file: null, range: null, help: null, fix: null });
  });
});
