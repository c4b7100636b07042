import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { printLintJson } from '../../src/output/lint-json.ts';
import { lintSources } from '../lint/linting.ts';
import { finding, findingOfRun, report, text } from './finding-report.ts';

const validate = new Ajv({ allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(readFileSync('schemas/gwx/lint-report.json', 'utf8')),
);

function mistakes(document: unknown): readonly unknown[] {
  validate(document);
  return validate.errors ?? [];
}

const place = {
  file: 'a.yaml',
  start: { line: 1, column: 1, offset: 0 },
  end: { line: 1, column: 2, offset: 1 },
  text,
};
const full = finding({
  related: [{ role: 'near-miss', message: 'here', place }],
  help: 'write 80',
  fix: { title: 'write 80', safe: true, edits: [{ ...place, newText: '80' }], creates: ['kind: A'] },
  data: { decidedBy: 'name', certain: false, hosts: ['a'], listeners: ['b'] },
  equivalents: { istioctl: ['IST0101'] },
  suppressed: { by: 'flag', reason: undefined },
});

describe('the shipped schema of the JSON report', () => {
  test.each([
    ['a clean run', report()],
    ['everything that a finding may have', report(full)],
    [
      'a finding about the run, and one whose line is not known',
      report(findingOfRun(), finding({ place: { file: 'b', text } })),
    ],
  ])('takes %s', (_, of) => {
    expect(mistakes(JSON.parse(printLintJson(of, {})))).toEqual([]);
  });

  const fixtures = readdirSync('fixtures/lint').filter((file) => !file.endsWith('.context.yaml'));
  test.each(fixtures)('takes the report on %s', async (file) => {
    const content = readFileSync(`fixtures/lint/${file}`, 'utf8');
    const [, args = ''] = /^# args: (.*)$/.exec(content.split('\n', 1)[0] ?? '') ?? [];
    const { findings } = await lintSources([{ name: file, text: content }], args.split(' ').filter(Boolean));
    expect(mistakes(JSON.parse(printLintJson(report(...findings), {})))).toEqual([]);
  });

  test.each([
    ['a key that is not known', { extra: 1 }],
    ['another version', { version: 2 }],
    ['no list of findings', { findings: undefined }],
    ['a finding without a rule', { findings: [{}] }],
    [
      'a severity that is none',
      { findings: [{ ...JSON.parse(printLintJson(report(full), {})).findings[0], severity: 'note' }] },
    ],
  ])('refuses %s', (_, change) => {
    const document = JSON.parse(JSON.stringify({ ...JSON.parse(printLintJson(report(), {})), ...change }));
    expect(mistakes(document)).not.toEqual([]);
  });
});
