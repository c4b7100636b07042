import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { configure } from '../../src/commands/configuration.ts';
import type { InputFlags } from '../../src/commands/input-flags.ts';
import { configuration } from '../../src/config/configuration.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { anyText } from '../text-arbitraries.ts';

const shipped = 'schemas/gwx/config.json';
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration of gwx (.gwx.yaml)',
  ...configuration.schema,
};

function mistakes(text: string): readonly string[] {
  return readConfiguration(text, 'f').errors.map(({ at, message }) => `${at}: ${message}`);
}

describe('the shipped schema', () => {
  test('is that of the reader', () => {
    if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(shipped, `${JSON.stringify(schema, undefined, 2)}\n`);
    expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(schema);
  });

  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  test.each([
    [{}, true],
    [{ channel: 'standard', complete: true, 'max-warnings': 0 }, true],
    [{ channel: 'both' }, false],
    [{ complete: 'yes' }, false],
    [{ 'max-warnings': -1 }, false],
    [{ 'max-warnings': 1.5 }, false],
    [{ 'istiod-env': { A: true, B: 'x', C: 1 } }, true],
    [{ 'istiod-env': ['A=b'] }, false],
    [{ ignore: ['a', 'b'] }, true],
    [{ ignore: 'a' }, false],
    [{ ignore: [''] }, false],
    [{ severity: { GWX0306: 'off' } }, true],
    [{ severity: { GWX0306: 'fatal' } }, false],
    [{ suppress: [{ rule: 'a', object: 'b', reason: 'c' }] }, true],
    [{ suppress: [{ rule: 'a', object: 'b' }] }, false],
    [{ suppress: [{ rule: 'a', object: 'b', reason: 'c', until: 'd' }] }, false],
    [{ overrides: [{ files: ['a'], severity: {} }] }, true],
    [{ overrides: [{ files: ['a'] }] }, false],
    [{ severty: {} }, false],
  ])('and the reader judge %j alike', (value, valid) => {
    expect(validate(value)).toBe(valid);
    expect(mistakes(JSON.stringify(value)).length === 0).toBe(valid);
  });
});

describe('what is wrong is said with its place', () => {
  test.each([
    ['severty: {}', 'f:1:1: unknown key "severty"; did you mean "severity"?'],
    ['suppress:\n- {rule: a, object: b, reason: c, raeson: d}', 'f:2:35: unknown key "raeson"; did you mean "reason"?'],
    ['complete: on', 'f:1:11: true or false is expected'],
    ['ignore: {a: b}', 'f:1:9: a list is expected'],
    ['- a', 'f:1:1: a mapping is expected'],
    ['a: b: c', 'f:1:4: Nested mappings are not allowed in compact mappings'],
    ['channel: standard\nchannel: standard', 'f:2:1: Map keys must be unique'],
    ['ignore: [*a]', 'f:1:10: a text is expected'],
  ])('%j', (text, expected) => {
    expect(mistakes(text)).toContainEqual(expected);
  });

  test('an empty file says nothing, and so does a key without a value', () => {
    expect(readConfiguration('# nothing\n', 'f')).toEqual({ configuration: undefined, errors: [] });
    expect(mistakes('ignore:\nseverity: ~\n')).toEqual([]);
  });

  test('aliases stand for what they name', () => {
    const { configuration: read } = readConfiguration('context: [&a platform]\nignore: [*a]', 'f');
    expect(read?.ignore?.map(({ value }) => value)).toEqual(['platform']);
  });

  test('nothing makes it throw', () => {
    const key = fc.constantFrom('ignore', 'severity', 'suppress', 'overrides', 'istiod-env', 'channel', 'x');
    const texts = fc.oneof(
      anyText(),
      fc.dictionary(key, fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        readConfiguration(text, 'f');
      }),
      { seed: 1 },
    );
  });
});

describe('the file is searched', () => {
  const before = process.cwd();
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gwx-config-'));
    mkdirSync(join(root, 'repository/a/b'), { recursive: true });
    writeFileSync(join(root, '.gwx.yaml'), 'revision: outside\n');
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(root, { recursive: true });
  });

  const noFlags: InputFlags = {
    filename: [],
    ignore: ['x'],
    stdinFilename: '',
    context: ['y'],
    namespace: '',
    istiodEnv: ['A=c'],
    setting: [],
    channel: 'standard',
    validate: 'strict',
    defaults: true,
  };
  const configured = (folder: string, flags: Partial<InputFlags> = {}, chosen: readonly string[] = []) => {
    process.chdir(join(root, folder));
    return configure({ ...noFlags, ...flags }, (option) => chosen.includes(option));
  };
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);

  test('from the working folder up to the root of the repository, and not above it', async () => {
    mkdirSync(join(root, 'repository/.git'));
    expect((await configured('repository/a/b')).revision).toBe(undefined);
    write('repository/.gwx.yaml', 'revision: top\n');
    expect(await configured('repository/a/b')).toMatchObject({ revision: 'top', loaded: { file: '../../.gwx.yaml' } });
    write('repository/a/.gwx.yaml', 'revision: near\n');
    expect((await configured('repository/a/b')).revision).toBe('near');
  });

  test('outside of repositories in the working folder alone', async () => {
    expect((await configured('repository')).revision).toBe(undefined);
    expect((await configured('.')).revision).toBe('outside');
  });

  test('but not with --no-config; --config names another one', async () => {
    write('other.yaml', 'revision: other\n');
    expect((await configured('.', { config: false })).revision).toBe(undefined);
    expect((await configured('.', { config: 'other.yaml' })).revision).toBe('other');
  });

  test('flags win over it; lists are put together, and paths are relative to it', async () => {
    mkdirSync(join(root, 'repository/.git'));
    write(
      'repository/.gwx.yaml',
      'channel: experimental\nrevision: r\ndomain-suffix: d\ncontext: [platform]\nistiod-env: {ENABLE_MCS_HOST: true}\nignore: [old]\n',
    );
    const flags = await configured('repository/a', { revision: 'flag' }, ['channel']);
    expect(flags).toMatchObject({
      channel: 'standard',
      revision: 'flag',
      domainSuffix: 'd',
      context: ['../platform', 'y'],
      istiodEnv: ['ENABLE_MCS_HOST=true', 'A=c'],
      ignore: ['x'],
      ignoredBelow: { globs: ['old'] },
    });
    expect((await configured('repository/a')).channel).toBe('experimental');
  });
});
