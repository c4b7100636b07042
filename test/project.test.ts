import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../src/model/kinds.ts';
import { findingPrinters, resourcePrinters, rulesPrinters, statusPrinters } from '../src/output/index.ts';
import { isNode, keysOfRecord, type SourceFile, sourceFiles } from './source-file.ts';

const source = sourceFiles('src');
const everything = [...source, ...sourceFiles('bin', 'scripts', 'test')];

/** What a file of `src/` belongs to: its folder, or its own name right below `src/`. */
function areaOf(path: string): string {
  const [, first = '', second] = path.split('/');
  return second === undefined ? basename(first, '.ts') : first;
}

/** Design section 3: which areas each area may import, beside itself, `settings` and `profiles`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands'],
  commands: ['config', 'convert', 'deploy', 'index', 'input', 'istio-validation', 'lint', 'model', 'output', 'request'],
  // The configuration file; loaded only where there is one.
  config: ['model'],
  convert: ['model'],
  deploy: ['convert', 'model'],
  // The public API puts the parts together.
  index: ['convert', 'input', 'lint', 'model', 'output', 'request'],
  input: ['model'],
  'istio-validation': ['model'],
  lint: ['istio-validation', 'model'],
  model: [],
  output: ['model'],
  profiles: [],
  // The names of CRDs, and the nearest known name.
  settings: ['model'],
  request: ['model'],
};

/** Edges of types alone, which nothing follows at run time. */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = {
  lint: ['convert', 'deploy', 'input'],
  // What the printers print and the reporters report.
  output: ['convert', 'input', 'lint', 'request'],
  request: ['convert'],
};

const ubiquitous = ['profiles', 'settings'];

function importErrors(file: SourceFile): string[] {
  const area = areaOf(file.path);
  return file.imports.flatMap(({ path, typeOnly }) => {
    if (!path.startsWith('.')) return [];
    const target = join(dirname(file.path), path);
    if (!target.startsWith('src/')) return [`${file.path} imports ${target}, which is outside src/`];
    const to = areaOf(target);
    const always = to === area || mayImport[area]?.includes(to) || (area !== 'model' && ubiquitous.includes(to));
    if (always || (target.startsWith('src/istio-validation/') && file.path.startsWith('src/convert/apply-ready/'))) {
      return [];
    }
    if (mayImportTypes[area]?.includes(to)) {
      return typeOnly ? [] : [`${file.path} imports ${target} at run time; ${area} may only import types of ${to}`];
    }
    return [`${file.path} imports ${target}; ${area} must not import ${to}`];
  });
}

/** The files that lead back to themselves through imports, those of types included. */
function circle(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(
    files.map(({ path, imports }) => [path, imports.map((one) => join(dirname(path), one.path))] as const),
  );
  // What imports nothing that is left cannot be part of a circle.
  for (;;) {
    const leaf = [...edges].find(([, targets]) => !targets.some((target) => edges.has(target)));
    if (leaf === undefined) return [...edges.keys()];
    edges.delete(leaf[0]);
  }
}

/** The files that a file leads to through imports, those of types included. */
function reachedFrom(start: string): readonly string[] {
  const reached = new Set([start]);
  for (const path of reached) {
    const file = source.find((one) => one.path === path);
    for (const one of file?.imports ?? []) if (one.path.startsWith('.')) reached.add(join(dirname(path), one.path));
  }
  return [...reached];
}

/** What ties a file to the process it runs in, to the disk, to the clock or to chance. */
function impurities({ path, nodes, imports }: SourceFile): string[] {
  const modules = imports
    .map((one) => one.path)
    .filter((name) => /^node:(child_process|fs|os|process|net|http)/.test(name));
  const globals = nodes
    .filter(({ type, ctxt, value }) => type === 'Identifier' && ctxt === 1 && impureGlobals.includes(String(value)))
    .map(({ value }) => String(value));
  const members = nodes.flatMap(({ type, object, property }) =>
    type === 'MemberExpression' && isNode(object) && isNode(property)
      ? [`${object['value']}.${property['value']}`]
      : [],
  );
  const clock = nodes.filter(({ type, callee, arguments: given }) => {
    const none = !Array.isArray(given) || given.length === 0;
    return ['CallExpression', 'NewExpression'].includes(type) && isNode(callee) && callee['value'] === 'Date' && none;
  });
  return [
    ...modules,
    ...globals,
    ...members.filter((name) => impureMembers.includes(name)),
    ...clock.map(() => 'Date()'),
  ].map((found) => `${path} uses ${found}`);
}

const impureMembers = ['Date.now', 'Math.random'];
const impureGlobals = ['console', 'fetch', 'globalThis', 'performance', 'process', 'setTimeout'];

describe('imports (design section 3)', () => {
  test('every area is in the table', () => {
    expect([...new Set(source.map(({ path }) => areaOf(path)))].filter((area) => !(area in mayImport))).toEqual([]);
  });

  test.each([
    ['src/model/a.ts', '../settings.ts', 'src/model/a.ts imports src/settings.ts; model must not import settings'],
    ['src/input/a.ts', '../convert/b.ts', 'src/input/a.ts imports src/convert/b.ts; input must not import convert'],
    [
      'src/output/a.ts',
      '../convert/b.ts',
      'src/output/a.ts imports src/convert/b.ts at run time; output may only import types of convert',
    ],
    ['src/convert/a.ts', '../../test/b.ts', 'src/convert/a.ts imports test/b.ts, which is outside src/'],
    ['src/convert/a.ts', '../settings.ts', undefined],
    ['src/convert/apply-ready/a.ts', '../../istio-validation/b.ts', undefined],
  ])('%s that imports %s is judged', (path, imported, reason) => {
    const file = { path, text: '', nodes: [], imports: [{ path: imported, typeOnly: false }] };
    expect(importErrors(file)).toEqual(reason === undefined ? [] : [reason]);
  });

  test('they go in one direction', () => {
    expect(source.flatMap(importErrors)).toEqual([]);
  });

  test('none of them leads in a circle, types included', () => {
    expect(circle(source)).toEqual([]);
  });

  test('the Gateway API evaluator is an independent witness: it never sees what convert generated', () => {
    const evaluator = reachedFrom('src/request/gateway-api.ts');
    expect(evaluator).toContain('src/request/gateway-api/rules.ts');
    expect(evaluator.filter((path) => /^src\/convert\/|istio/.test(path))).toEqual([]);
    // The world is built by somebody else, who knows the results of convert.
    expect(evaluator.filter((path) => path.startsWith('src/request/gateway-api-'))).toEqual([]);
    // What Istio makes of the ports of Services is no part of the Gateway API.
    expect(evaluator).not.toContain('src/model/port-protocol.ts');
  });

  test('every file of the Gateway API evaluator is a part of it', () => {
    const evaluator = reachedFrom('src/request/gateway-api.ts');
    const folder = source.map(({ path }) => path).filter((path) => path.startsWith('src/request/gateway-api/'));
    expect(folder.filter((path) => !evaluator.includes(path))).toEqual([]);
  });

  test('tests import what they need: the public API is all of gwx, and loading it for each file takes long', () => {
    const users = sourceFiles('test').filter(({ path, imports }) =>
      imports.some((one) => !one.typeOnly && join(dirname(path), one.path) === 'src/index.ts'),
    );
    const inside = users.map(({ path }) => path).filter((path) => !path.startsWith('test/upstream/'));
    expect(inside).toEqual(['test/convert/fixtures.test.ts']);
  });

  test('only cli, commands and input/read.ts touch the process or the disk', () => {
    const allowed = (path: string) => ['cli', 'commands'].includes(areaOf(path)) || path === 'src/input/read.ts';
    expect(source.filter(({ path }) => !allowed(path)).flatMap(impurities)).toEqual([]);
  });
});

describe('house rules (design section 6)', () => {
  test('no file has more than 400 lines', () => {
    const long = everything.filter(({ text }) => text.split('\n').length > 401);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('no file is named for being useful', () => {
    const vague = /^(common|helpers?|misc|shared|utils?|utilities)$/;
    const named = everything.filter(({ path }) => path.split(/[/.]/).some((part) => vague.test(part)));
    expect(named.map(({ path }) => path)).toEqual([]);
  });

  test('no `any` and no assertion of types, but one where the index hands out resources', () => {
    const asserted = everything.flatMap(({ path, nodes }) =>
      nodes
        .filter(({ type, kind }) => assertions.includes(type) || (type === 'TsKeywordType' && kind === 'any'))
        .map(({ type }) => `${path}: ${type}`),
    );
    expect(asserted).toEqual(['src/model/resource-index.ts: TsAsExpression']);
  });

  test('no release is named outside profiles.ts', () => {
    const release = /^v?1\.[23]\d(\.\d+)?$/;
    const named = source
      .filter(({ path }) => path !== 'src/profiles.ts')
      .flatMap(({ path, nodes }) =>
        nodes
          .filter(({ type, value }) => type === 'StringLiteral' && release.test(String(value)))
          .map(({ value }) => `${path}: ${value}`),
      );
    expect(named).toEqual([]);
  });
});

const assertions = ['TsAsExpression', 'TsNonNullExpression', 'TsTypeAssertion'];

describe('registry = folder', () => {
  test('every kind with a schema has its file in each bundle, and every schema belongs to a kind', () => {
    const expected = Object.entries(kinds).flatMap(([crd, { schema, experimentalOnly }]) => {
      if (schema === undefined) return [];
      const file = `${crd.split('.')[0]}.json`;
      if (!schema.channels) return [`${schema.folder}/${file}`];
      const channels = experimentalOnly === 'all' ? ['experimental'] : ['experimental', 'standard'];
      return channels.map((channel) => `${schema.folder}/${channel}/${file}`);
    });
    const present = readdirSync('schemas', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.json') && !path.startsWith('gwx/'),
    );
    expect(present.sort()).toEqual(expected.sort());
  });

  test.each([
    ['resource', resourcePrinters],
    ['status', statusPrinters],
    ['lint', findingPrinters],
    ['rules', rulesPrinters],
  ])('every printer of the form %s has its file', (form, printers) => {
    const files = readdirSync('src/output').filter((file) => file.startsWith(`${form}-`));
    expect(files.sort()).toEqual(Object.keys(printers).map((format) => `${form}-${format}.ts`));
  });

  test('every filter type of the API is converted, but for those that Istio does not know', () => {
    const file = source.find(({ path }) => path === 'src/convert/http-filters.ts');
    if (file === undefined) throw new Error('src/convert/http-filters.ts is gone');
    const unknownToIstio = ['ExtensionRef', 'ExternalAuth'];
    expect([...keysOfRecord(file, 'converters'), ...unknownToIstio].sort()).toEqual(filterTypes());
  });
});

/** The filter types in the schema of HTTPRoute. */
function filterTypes(): string[] {
  const schema: unknown = JSON.parse(readFileSync('schemas/gateway-api/1.6.1/experimental/httproutes.json', 'utf8'));
  const steps = 'properties.spec.properties.rules.items.properties.filters.items.properties.type.enum'.split('.');
  const list = steps.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), schema);
  if (!Array.isArray(list)) throw new Error('the schema of HTTPRoute has no list of filter types');
  return list.map(String).sort();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
