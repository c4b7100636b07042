import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { addInputFlags, type InputFlags, loadOptions, settingsRequest } from '../../src/commands/input-flags.ts';
import { renderApplyReady } from '../../src/convert/apply-ready/index.ts';
import { computeStatuses, convert, load, print } from '../../src/index.ts';
import { createLocator } from '../../src/input/locate.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import type { Place } from '../../src/model/resource.ts';
import { printStatusYaml } from '../../src/output/status-yaml.ts';
import { resolveSettings } from '../../src/settings.ts';

/**
 * Every `<case>.yaml` of the folder is converted with the flags of its first line, `# args: ...`, and compared with
 * `<case>.golden.yaml` (the mirror form) and `<case>.issues.golden.txt`; where there is a `<case>.status.golden.yaml` it holds the
 * statuses, and where there is a `<case>.apply.golden.yaml` it holds the apply-ready form, as does
 * `<case>.apply.messages.golden.txt` what is said about it. UPDATE_FIXTURES=1 writes them, to be read against the rules before they are committed.
 */
const folder = 'fixtures/convert';
const update = process.env['UPDATE_FIXTURES'] === '1';
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml') && !file.endsWith('.golden.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

const withApplyReady = cases.filter((name) => existsSync(`${folder}/${name}.apply.golden.yaml`));
const withStatus = cases.filter((name) => existsSync(`${folder}/${name}.status.golden.yaml`));

describe('the goldens of fixtures/convert', () => {
  test.each(cases)('%s', async (name) => {
    const { resources, issues, statuses, applied, said } = await run(`${name}.yaml`);
    check(`${name}.golden.yaml`, resources);
    check(`${name}.issues.golden.txt`, issues);
    if (withStatus.includes(name)) check(`${name}.status.golden.yaml`, statuses);
    if (!withApplyReady.includes(name)) return;
    check(`${name}.apply.golden.yaml`, applied);
    check(`${name}.apply.messages.golden.txt`, said);
  });
});

test('the folder holds two goldens for every case, three for some, and nothing else', () => {
  const files = readdirSync(folder).sort();
  const expected = cases.flatMap((name) => [`${name}.yaml`, `${name}.golden.yaml`, `${name}.issues.golden.txt`]);
  const more = [
    ...withStatus.map((name) => `${name}.status.golden.yaml`),
    ...withApplyReady.flatMap((name) => [`${name}.apply.golden.yaml`, `${name}.apply.messages.golden.txt`]),
  ];
  expect(files).toEqual([...expected, ...more].sort());
});

test('some cases have a golden for their statuses, and some for the apply-ready form', () => {
  expect(Math.min(withStatus.length, withApplyReady.length)).toBeGreaterThan(0);
});

/** Everything that is printed of a case. */
interface Printed {
  readonly resources: string;
  readonly issues: string;
  readonly statuses: string;
  /** The apply-ready form. */
  readonly applied: string;
  /** What is said about the apply-ready form. */
  readonly said: string;
}

async function run(file: string): Promise<Printed> {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  const flags = parseFlags(/^# args: (.*)$/m.exec(text.split('\n', 1)[0] ?? '')?.[1] ?? '');
  const { settings, errors } = resolveSettings(settingsRequest(flags));
  expect(errors).toEqual([]);
  const input = await load([{ name: file, text }], loadOptions(flags));
  const problems = input.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  // With --validate ignore the API server would refuse some objects, and that is the point of the case.
  expect(flags.validate === 'strict' ? problems : []).toEqual([]);
  expect([input.refused, input.incomplete]).toEqual([false, false]);
  const result = convert(input, { settings, complete: flags.complete === true });
  const lines = [
    ...result.issues.map(({ place, condition = 'silent', reason, message }) => {
      return { place, text: `${condition} ${reason}: ${message}` };
    }),
    ...result.assumptions.map(({ place, kind, namespace, name }) => {
      return { place, text: `assumed ${kind}: ${namespace === '' ? name : `${namespace}/${name}`}` };
    }),
  ];
  const changed = computeStatuses(result).filter((status) => status.changed);
  const applyReady = renderApplyReady(result, { expressions: await loadRegularExpressions() });
  const said = applyReady.messages.flatMap(({ place, code, level, message }) =>
    place === undefined ? [] : { place, text: `${level} ${code}: ${message}` },
  );
  return {
    resources: print(result.resources),
    issues: located(lines),
    statuses: printStatusYaml(changed),
    applied: print(applyReady.resources, 'yaml', 'apply-ready'),
    said: located(said) + applyReady.corrections.map((correction) => `${correction}\n`).join(''),
  };
}

function parseFlags(args: string): InputFlags {
  const command = addInputFlags(new Command()).exitOverride().allowExcessArguments(false);
  return command.parse(args.split(' ').filter(Boolean), { from: 'user' }).opts<InputFlags>();
}

/** One line per entry, as `line:column text`, in the order of the file. */
function located(entries: readonly { place: Place; text: string }[]): string {
  const locator = createLocator();
  const lines = entries.map(({ place, text }) => ({ start: locator.locate(place).start, text }));
  lines.sort((a, b) => a.start.offset - b.start.offset);
  return lines.map(({ start, text }) => `${start.line}:${start.column} ${text}\n`).join('');
}

function check(golden: string, actual: string): void {
  const path = `${folder}/${golden}`;
  if (update) writeFileSync(path, actual);
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
}
