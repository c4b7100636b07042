import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../src/lint/rules/index.ts';
import { lintSources } from './linting.ts';

/**
 * `fixtures/lint/<rule>.yaml` shows a rule: `# expect: <rule>` ends each line that it reports, and stands in a line of its own at the head
 * of the file for a finding about the run. Every other finding is a mistake, but for the note on assumed objects. Some object of the file
 * must be clean. A first line `# args: ...` adds flags; `<rule>.context.yaml` is read as with `--context`.
 */
const folder = 'fixtures/lint';
const files = readdirSync(folder).sort();

describe('each file of fixtures/lint says what is reported, and where', () => {
  test.each(files.filter((file) => !file.endsWith('.context.yaml')))('%s', async (file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const [, args = ''] = /^# args: (.*)$/.exec(text.split('\n', 1)[0] ?? '') ?? [];
    const beside = `${folder}/${file.replace(/\.yaml$/, '.context.yaml')}`;
    const context = existsSync(beside) ? [{ name: beside, text: readFileSync(beside, 'utf8'), context: true }] : [];
    const result = await lintSources([{ name: file, text }, ...context], args.split(' ').filter(Boolean));
    const expected = expectations(text);
    const wantsAssumed = expected.includes('run assumed-external');
    const found = result.findings
      .filter(({ suppressed, name }) => suppressed === undefined && (wantsAssumed || name !== 'assumed-external'))
      .map(({ place, name }) => `${place?.start === undefined ? 'run' : `line ${place.start.line}`} ${name}`);
    expect(found.sort()).toEqual([...expected].sort());

    const rule = file.slice(0, -'.yaml'.length);
    expect(expected.some((line) => line.endsWith(` ${rule}`))).toBe(true);
    const struck = new Set(result.findings.flatMap(({ place }) => (place?.object ? JSON.stringify(place.object) : [])));
    expect(struck.size).toBeLessThan(result.objects);
  });
});

function expectations(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, before = '', names = ''] = /^(.*?)\s*# expect: (.*)$/.exec(line) ?? [];
    const where = before.trim() === '' ? 'run' : `line ${index + 1}`;
    return names
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => `${where} ${name}`);
  });
}

test('the registry is sorted by code, and holds the rules of the folder under the names of their files', () => {
  expect(rules.map(({ code }) => code)).toEqual(rules.map(({ code }) => code).toSorted());
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  const sources = readdirSync('src/lint/rules').filter((file) => file !== 'index.ts');
  expect(rules.map(({ name }) => `${name}.ts`).sort()).toEqual(sources.sort());
});

test('every rule has its fixture, and every fixture its rule', () => {
  const shown = files.filter((file) => !file.endsWith('.context.yaml')).map((file) => file.slice(0, -'.yaml'.length));
  expect(shown.toSorted()).toEqual(rules.map(({ name }) => name).sort());
});

test.each(rules.map((rule) => [rule.name, rule] as const))('%s is described for readers', (_, rule) => {
  expect(rule.code).toMatch(/^GWX\d{4}$/);
  expect(rule.description).toMatch(/^[^A-Z].*[^.]$|^[A-Z]{2}/);
  expect(rule.rationale).toMatch(/\.$/);
  expect(rule.remedy).not.toMatch(/\.$/);
  expect(rule.examples.bad).not.toBe('');
});
