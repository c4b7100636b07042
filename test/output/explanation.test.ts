import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli.ts';
import { conditionReasons } from '../../src/convert/condition-reasons.ts';
import { rules } from '../../src/lint/rules/index.ts';

/** What a command prints on a terminal of that width, and its exit code. */
async function printed(args: readonly string[], columns = 0) {
  let stdout = '';
  let stderr = '';
  const io = {
    stdin: (async function* () {})(),
    stdout: { write: (text: string) => (stdout += text), columns },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
  };
  const code = await run(args, io);
  return { code, stdout, stderr };
}

/** Texts break between words. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('gwx explain', () => {
  test.each(rules.map((rule) => [rule.name, rule] as const))(
    '%s is explained under its name and code',
    async (_, rule) => {
      const byName = await printed(['explain', rule.name]);
      expect(byName).toMatchObject({ code: 0, stderr: '' });
      expect(await printed(['explain', rule.code.toLowerCase()])).toEqual(byName);
      const { istioctl = [], kiali = [], feature = [] } = rule.equivalents ?? {};
      const shown = [rule.code, rule.name, rule.severity, rule.rationale, ...istioctl, ...kiali, ...feature];
      for (const text of [...shown, rule.examples.bad, rule.examples.good]) {
        expect(flat(byName.stdout)).toContain(flat(text));
      }
      expect(flat(byName.stdout).toLowerCase()).toContain(flat(rule.remedy).toLowerCase());
      // Examples are shown as they are written.
      const examples = [rule.examples.bad, rule.examples.good].join('\n');
      const prose = byName.stdout.split('\n').filter((line) => !examples.includes(line.trim()));
      expect(prose.filter((line) => line.length > 100 && /^ {4,6}\S+ /.test(line))).toEqual([]);
    },
  );

  test.each(Object.entries(conditionReasons))('%s is explained', async (reason, { meaning, types, remedy = '' }) => {
    const { code, stdout } = await printed(['explain', reason.toUpperCase()]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${reason}, reason of the condition`);
    for (const text of [...types, meaning]) expect(flat(stdout)).toContain(text);
    expect(flat(stdout).toLowerCase()).toContain(remedy.toLowerCase());
  });

  test('a code of another tool stands for every rule that names it', async () => {
    const { stdout } = await printed(['explain', 'IST0101']);
    const named = rules.filter(({ equivalents }) => equivalents?.istioctl?.includes('IST0101'));
    expect(named.length).toBeGreaterThan(1);
    for (const { code } of named) expect(stdout).toContain(`${code} `);
  });

  test('what is not known is a usage error that names what comes near', async () => {
    expect(await printed(['explain', 'RefNotPermited'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'gwx: error: RefNotPermited: neither a rule nor the reason of a condition; did you mean RefNotPermitted?\n',
    });
  });
});

describe('gwx rules', () => {
  test('has a line for every rule', async () => {
    const { stdout } = await printed(['rules']);
    for (const { code, name, severity, description } of rules) {
      expect(stdout).toMatch(new RegExp(`^${code} +${name} +${severity} +`, 'm'));
      expect(stdout).toContain(`${description}\n`);
    }
  });

  test('breaks descriptions in a narrow terminal', async () => {
    const { stdout } = await printed(['rules'], 70);
    expect(stdout.split('\n').filter((line) => line.length > 70)).toEqual([]);
    for (const { description } of rules) expect(flat(stdout)).toContain(description);
  });

  test('is a list of all rules as JSON', async () => {
    const { stdout } = await printed(['rules', '-o', 'json'], 20);
    const list: { code: string; equivalents: object }[] = JSON.parse(stdout);
    expect(list.map(({ code }) => code)).toEqual(rules.map(({ code }) => code));
    for (const { equivalents } of list) expect(Object.keys(equivalents)).toEqual(['feature', 'istioctl', 'kiali']);
  });
});
