import { describe, expect, test } from '@jest/globals';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { printLintGithub } from '../../src/output/lint-github.ts';
import { printLintGitlab } from '../../src/output/lint-gitlab.ts';
import { printLintJunit } from '../../src/output/lint-junit.ts';
import { printLintSarif } from '../../src/output/lint-sarif.ts';
import { repositoryPath, repositoryUri } from '../../src/output/repository-path.ts';
import { finding, findingOfRun, hostileFinding, object, report, text } from './finding-report.ts';
import { parseXml } from './xml.ts';

const otherPlace = {
  file: 'b.yaml',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 2, column: 3, offset: 8 },
  text,
};
const winner = { role: 'winner' as const, message: 'this rule comes first', place: otherPlace };
const undecided = finding({ severity: 'warning', related: [winner], data: { certain: false, decidedBy: 'name' } });
const silenced = finding({ suppressed: { by: 'comment', reason: 'known' } });
const silencedByFlag = finding({ suppressed: { by: 'flag', reason: undefined } });
const rendered = finding({ place: { file: 'chart/a.yaml', text, object, path: 'spec.port' } });

describe('names of files', () => {
  test.each([
    ['a.yaml', 'a.yaml'],
    ['./a.yaml', 'a.yaml'],
    ['.//./a/b.yaml', 'a/b.yaml'],
    ['/work/a/b.yaml', 'a/b.yaml'],
    ['/elsewhere/b.yaml', '../elsewhere/b.yaml'],
    ['../b.yaml', '../b.yaml'],
  ])('%s is %s', (file, expected) => {
    expect(repositoryPath(file, '/work')).toBe(expected);
  });

  test.each([
    ['<stdin>', '%3Cstdin%3E'],
    ['https://evil/a.yaml', 'https%3A//evil/a.yaml'],
    ['file:a.yaml', 'file%3Aa.yaml'],
    ['a b#c?d%2F.yaml', 'a%20b%23c%3Fd%252F.yaml'],
    ['x\ud800.yaml', 'x%EF%BF%BD.yaml'],
    ['\\\\evil\\a', '%5C%5Cevil%5Ca'],
  ])('%s is the relative URI %s', (file, expected) => {
    const uri = repositoryUri(file, '/work');
    expect(uri).toBe(expected);
    const resolved = new URL(uri, 'file:///work/');
    expect(resolved.href.startsWith('file:///work/')).toBe(true);
    expect([resolved.search, resolved.hash]).toEqual(['', '']);
  });
});

describe('github', () => {
  const print = (...findings: readonly LocatedFinding[]) => printLintGithub(report(...findings), {});

  test('is an annotation for each finding', () => {
    expect(print(finding({ help: 'write 80' }), finding({ severity: 'warning' }), findingOfRun())).toBe(
      [
        '::error file=a.yaml,line=2,endLine=2,col=9,endColumn=11,title=GWX0306 backend-port-not-found::no port 81%0Ahelp: write 80',
        '::warning file=a.yaml,line=2,endLine=2,col=9,endColumn=11,title=GWX0306 backend-port-not-found::no port 81',
        '::notice title=GWX0111 assumed-external::no port 81',
        '',
      ].join('\n'),
    );
  });

  test('marks both places when either object may lose (LN-44), and one when it is certain', () => {
    expect(print(undecided).split('\n')).toEqual([
      expect.stringMatching(/^::warning file=a\.yaml,line=2,endLine=2,col=9,endColumn=11,title=/),
      // Columns are for ranges within a line.
      expect.stringMatching(/^::warning file=b\.yaml,line=1,endLine=2,title=[^:]*::a\.yaml:2:9: no port 81$/),
      '',
    ]);
    expect(print({ ...undecided, data: { certain: true } }).match(/::warning/g)).toHaveLength(1);
  });

  test('names the object where no line is known (LN-55), and nothing that is suppressed', () => {
    expect(print(silenced)).toBe('');
    expect(print(rendered)).toBe(
      '::error file=chart/a.yaml,title=GWX0306 backend-port-not-found::no port 81 (Service shop/cart)\n',
    );
  });

  test('nothing in the input makes another annotation, or ends a property', () => {
    const lines = print(hostileFinding()).split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines.slice(0, 2)) {
      const [, properties = '', message = ''] = /^::error ([^:]*)::(.*)$/.exec(line) ?? [];
      expect(properties.split(',').map((property) => property.split('=', 1)[0])).toEqual([
        'file',
        'line',
        'endLine',
        'title',
      ]);
      expect(message).not.toMatch(/[\u0000-\u001f\u202e]|%(?!25|0A)/);
      expect(message.match(/%0A/g)).toHaveLength(3);
    }
  });
});

describe('gitlab', () => {
  const print = (...findings: readonly LocatedFinding[]) => JSON.parse(printLintGitlab(report(...findings), {}));

  test('is a list of issues, empty without findings', () => {
    expect(print()).toEqual([]);
    expect(print(finding({ help: 'write 80' }), silenced)).toEqual([
      {
        type: 'issue',
        check_name: 'GWX0306 backend-port-not-found',
        description: 'no port 81',
        content: { body: 'write 80' },
        severity: 'major',
        fingerprint: '0123456789abcdef',
        location: {
          path: 'a.yaml',
          lines: { begin: 2, end: 2 },
          positions: { begin: { line: 2, column: 9 }, end: { line: 2, column: 11 } },
        },
      },
    ]);
  });

  test('has a path and a line for every issue', () => {
    const [ofRun, related, inChart] = print(findingOfRun(), findingOfRun({ related: [winner] }), rendered);
    expect(ofRun).toMatchObject({ severity: 'info', location: { path: '.', lines: { begin: 1 } } });
    expect(related).toMatchObject({ location: { path: 'b.yaml', lines: { begin: 1, end: 2 } } });
    expect(inChart).toMatchObject({ location: { path: 'chart/a.yaml', lines: { begin: 1 } } });
  });

  test('shows what a terminal or browser would act on', () => {
    const printed = printLintGitlab(report(hostileFinding()), {});
    expect(printed).not.toMatch(/\u001b|\u202e|\u0000/);
    expect(JSON.parse(printed)[0].description).toContain('a\\n::error');
  });
});

describe('junit', () => {
  const print = (...findings: readonly LocatedFinding[]) => parseXml(printLintJunit(report(...findings), {}));

  test('has a suite for each file and a case for each finding; those that make the run fail are failures', () => {
    const warning = finding({ severity: 'warning', place: otherPlace });
    const suites = print(finding({ help: 'write 80' }), silenced, silencedByFlag, warning, findingOfRun());
    expect(suites.attributes).toEqual({ name: 'gwx lint', tests: '5', failures: '1', errors: '0', skipped: '2' });
    expect(suites.children.map(({ attributes }) => [attributes['name'], attributes['failures']])).toEqual([
      ['a.yaml', '1'],
      ['b.yaml', '0'],
      ['gwx', '0'],
    ]);
    const [first, second, third] = suites.children[0]?.children ?? [];
    expect(first?.attributes).toEqual({
      name: 'GWX0306 backend-port-not-found Service shop/cart spec.port (2:9)',
      classname: 'a.yaml',
      file: 'a.yaml',
      line: '2',
      id: '0123456789abcdef',
    });
    expect(first?.children).toEqual([
      {
        name: 'failure',
        attributes: { type: 'error', message: 'no port 81' },
        children: [],
        text: 'a.yaml:2:9: error: no port 81\nhelp: write 80',
      },
    ]);
    expect(second?.children[0]).toMatchObject({ name: 'skipped', attributes: { message: 'suppressed: known' } });
    expect(third?.children[0]).toMatchObject({ name: 'skipped', attributes: { message: 'suppressed: by flag' } });
    expect(suites.children[1]?.children[0]?.children[0]).toMatchObject({
      name: 'system-out',
      text: 'b.yaml:1:1: warning: no port 81',
    });
  });

  test('of a clean run has one case, which passed', () => {
    expect(print()).toMatchObject({
      attributes: { tests: '1', failures: '0' },
      children: [{ children: [{ name: 'testcase', children: [] }] }],
    });
  });

  test('is well-formed whatever the input holds', () => {
    const suites = print(hostileFinding());
    expect(suites.children[0]?.children[0]?.children[0]?.attributes['message']).toContain('<a b="c">&\'\\u0000');
  });
});

describe('sarif', () => {
  const print = (...findings: readonly LocatedFinding[]) => JSON.parse(printLintSarif(report(...findings), {})).runs[0];

  test('of a clean run has no results, and says how columns count', () => {
    expect(print()).toMatchObject({
      tool: { driver: { name: 'gwx', rules: [] } },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true }],
      results: [],
    });
  });

  test('has rule, place, fingerprint, related places and suppressions of each finding', () => {
    const edits = [{ ...otherPlace, file: 'a.yaml', newText: '80' }];
    const fix = { title: 'write 80', safe: true, edits };
    const { tool, results } = print(finding({ help: 'write 80', related: [winner], fix }), silenced, silencedByFlag);
    expect(tool.driver.rules).toMatchObject([{ id: 'GWX0306', defaultConfiguration: { level: 'error' } }]);
    expect(results[0]).toMatchObject({
      ruleId: 'GWX0306',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'no port 81\nhelp: write 80' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a.yaml' },
            region: { startLine: 2, startColumn: 9, endLine: 2, endColumn: 11 },
          },
          logicalLocations: [{ name: 'cart', fullyQualifiedName: 'Service shop/cart: spec.port' }],
        },
      ],
      relatedLocations: [{ id: 0, message: { text: 'this rule comes first' }, properties: { role: 'winner' } }],
      fingerprints: { 'gwx/v1': '0123456789abcdef' },
      suppressions: [],
      fixes: [{ artifactChanges: [{ artifactLocation: { uri: 'a.yaml' } }] }],
    });
    expect(results[1].suppressions).toMatchObject([{ kind: 'inSource', justification: 'known' }]);
    expect(results[2].suppressions).toMatchObject([{ kind: 'external' }]);
  });

  test('lists both places when either object may lose (LN-44), and one when it is certain', () => {
    const [open, certain] = print(undecided, { ...undecided, data: { certain: true } }).results;
    const uris = (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri);
    expect(uris(open)).toEqual(['a.yaml', 'b.yaml']);
    expect(uris(certain)).toEqual(['a.yaml']);
  });

  test('has no region where no line is known (LN-55), and a location for findings about the run', () => {
    const [inChart, ofRun] = print(rendered, findingOfRun({ related: [winner] })).results;
    expect(inChart.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'chart/a.yaml' } });
    expect(ofRun).toMatchObject({
      level: 'note',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'b.yaml' } } }],
    });
  });

  test('the input forges neither URIs nor links nor lines', () => {
    const printed = printLintSarif(report(hostileFinding()), {});
    expect(printed).not.toMatch(/\u001b|\u202e|\u0000/);
    const [result] = JSON.parse(printed).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w%.~/'()!*-]+$/);
    expect(result.message.text).not.toMatch(/(?<!\\)\]\(/);
    expect(result.relatedLocations[0].message.text).not.toMatch(/(?<!\\)\]\(|\n/);
  });
});
