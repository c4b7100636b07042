import { describe, expect, test } from '@jest/globals';
import { createLocator } from '../../src/input/locate.ts';
import { parseSource } from '../../src/input/parse.ts';

/** `code line:column message | help` of every diagnostic. */
async function report(text: string): Promise<string[]> {
  const { diagnostics } = await parseSource({ name: 'f.yaml', text });
  const { locate } = createLocator();
  return diagnostics.map(({ code, message, place, help }) => {
    const start = place && locate(place).start;
    return `${code} ${start?.line}:${start?.column} ${message}${help === undefined ? '' : ` | ${help}`}`;
  });
}

describe('GWX0101 says where and what, with help by cause', () => {
  test.each([
    [
      'a tab in the indentation',
      'a: 1\n---\nspec:\n\tb: 1\n',
      /^GWX0101 4:1 invalid YAML: .*tab.* \| indent with spaces: YAML does not allow tabs in indentation$/i,
    ],
    [
      'a wildcard host read as an alias',
      'spec:\n  hostname: *.example.com\n',
      /^GWX0101 2:13 invalid YAML: unknown anchor ".example.com" is referred to \| .*quote the value: "\*\.example\.com"$/,
    ],
    [
      'a directive without a marker, be it above JSON',
      '%TAG !e! x:\n{"a": 1}\n',
      /^GWX0101 2:1 invalid YAML: missing directives-end/,
    ],
    // kubectl reads the text "---", to which a mapping cannot be added.
    [
      'an indented marker',
      ' ---\na: 1\n',
      /^GWX0101 1:2 invalid YAML: the document marker is indented \| move it to the start of the line$/,
    ],
    ['a star alone', 'a: *\n', /^GWX0101 1:\d invalid YAML: .* \| quote the value: a plain value cannot start with/],
    [
      'text after a closing quote',
      'a: 1\nb: "x" y\n',
      /^GWX0101 2:\d+ invalid YAML: .* \| quote the whole value, or remove the text after the closing quote$/,
    ],
    ['a colon in a plain value', 'message: error: not found\n', /^GWX0101 1:\d+ invalid YAML: nested mappings/],
    ['a reserved character', 'a: @b\n', /^GWX0101 1:4 invalid YAML: .* \| quote the value/],
    [
      'a number without a form in JSON',
      'a:\n- .nan\n',
      /^GWX0101 2:3 invalid YAML: ".nan" has no form in JSON \| quote/,
    ],
    ['an open flow collection', 'a: [1, 2\n', /^GWX0101 \d:\d+ invalid YAML: /],
  ])('%s', async (_, text, expected) => {
    expect(await report(text)).toEqual([expect.stringMatching(expected)]);
  });

  test('lines are those of the whole file', async () => {
    expect(await report('a: 1\n---\nb: 2\n---\nc: *d\n')).toEqual([expect.stringMatching(/^GWX0101 5:4 /)]);
  });
});

const gateway = 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n';
const template = 'file contains unrendered template expressions';

describe('GWX0102 unrendered templates', () => {
  test.each([
    ['a value', `${gateway}  name: {{ .Values.name }}\n`, `GWX0102 4:9 ${template}`],
    ['a control line', `{{- if .Values.on }}\n${gateway}  name: a\n{{- end }}\n`, `GWX0102 1:1 ${template}`],
    ['part of a plain value of a known kind', `${gateway}  name: a-{{ .Release.Name }}\n`, `GWX0102 4:11 ${template}`],
    ['several documents', `a: {{ .x }}\n---\nb: {{ .y }}\n`, `GWX0102 1:4 ${template}`],
  ])('%s', async (_, text, expected) => {
    expect(await report(text)).toEqual([
      `${expected} | pipe the output of \`helm template\` or \`kustomize build\` into gwx`,
    ]);
  });

  test.each([
    ['in quotes', `${gateway}  name: "a-{{ .Release.Name }}"\n`],
    ['in a comment', `${gateway}  name: a # {{ .x }}\n`],
    ['in an annotation', `${gateway}  name: a\n  annotations: {a: b}\n  x: a {{ b }}\n`],
    ['in a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  t: |\n    {{ .Alert }}\n'],
  ])('not %s', async (_, text) => {
    expect(await report(text)).toEqual([]);
  });

  test('the syntax errors of documents without templates remain', async () => {
    expect(await report('a: {{ .x }}\n---\nb: *c\n')).toEqual([
      expect.stringMatching(/^GWX0102 1:4/),
      expect.stringMatching(/^GWX0101 3:4/),
    ]);
  });
});

describe('GWX0103 duplicate keys', () => {
  test('the later key is reported with the first, however keys are spelt', async () => {
    const text = 'a: 1\n"a": 2\nb: {c: 1, d: 2, c: 3}\n1: x\n"1": y\na: 3\n';
    const { diagnostics } = await parseSource({ name: 'f', text });
    const { locate } = createLocator();
    const lines = diagnostics.map(({ code, message, place, related }) => {
      const [later, first] = [place, related?.[0]?.place].map((at) => at && locate(at).start);
      return `${code} ${message} ${later?.line}:${later?.column} ${first?.line}:${first?.column}`;
    });
    const said = (key: string) => `GWX0103 key "${key}" is defined twice in this mapping`;
    expect(lines).toEqual([
      `${said('a')} 2:1 1:1`,
      `${said('c')} 3:17 3:5`,
      `${said('1')} 5:1 4:1`,
      `${said('a')} 6:1 1:1`,
    ]);
  });

  test.each([
    ['a key that a merge brings', 'x: &x {a: 1}\nz: {<<: *x, a: 2}\n'],
    ['two merges', 'x: &x {a: 1}\nz: {<<: *x, <<: *x}\n'],
    ['names of Object.prototype', 'constructor: 1\ntoString: 2\n__proto__: 3\n'],
  ])('%s is none', async (_, text) => {
    expect(await report(text)).toEqual([]);
  });

  test('`__proto__` twice is one', async () => {
    expect(await report('__proto__: 1\n__proto__: 2\n')).toEqual([expect.stringMatching(/^GWX0103 2:1/)]);
  });
});
