import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../src/cli.ts';
import { faultsOf } from './fuzz/faults.ts';

/** What acts on a terminal, hides text in it, or forges something in one of the formats. */
const hostile = [
  'a\nb: error: forged',
  'a\r\n::error file=x::forged',
  '::warning file=x,line=1::forged',
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  'gnp.\u202eexe',
  '\u2066\u200b\u2028\u0085',
  'https:evil',
  '%0A,col=1:',
  '](0)[x](http:evil)',
  '<a b="c">&\'',
] as const;

const route = (name: string, more = '') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  parentRefs: [{name: web}]\n  hostnames: [shop.example.com]\n  rules: [{backendRefs: [{name: cart, port: 80}]${more}}]\n`;
const gateway =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web, namespace: shop}\nspec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}\n---\n';

/** Everything in an object that is a text of the user's. */
function hostileObjects(text: string): string {
  const q = JSON.stringify(text);
  return [
    `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${q}, namespace: ${q}, labels: {${q}: ${q}}, annotations: {gwx.dev/ignore: ${q}}}, spec: {gatewayClassName: istio, ${q}: 1, listeners: [{name: ${q}, port: 80, protocol: ${q}, hostname: ${q}}]}}`,
    `{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: ${q}, namespace: shop}, spec: {parentRefs: [{name: web}, {name: ${q}, namespace: ${q}, sectionName: ${q}}], hostnames: [${q}], rules: [{name: ${q}, matches: [{path: {type: RegularExpression, value: ${q}}, headers: [{name: ${q}, value: ${q}}]}], filters: [{type: ${q}}], backendRefs: [{name: ${q}, namespace: ${q}, kind: ${q}, port: 80}]}]}}`,
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${q}, namespace: ${q}}, spec: {hosts: [${q}], gateways: [${q}], http: [{route: [{destination: {host: ${q}}}]}]}}`,
    `{apiVersion: ${JSON.stringify(`${text}/v1`)}, kind: ${q}, metadata: {name: ${q}}}`,
  ].join('\n---\n');
}

/** What a folder holds, in files of such names: each leads to messages of another part of gwx. */
const contents: Readonly<Record<string, (name: string) => string>> = {
  'no YAML': () => `${gateway}---\na: b: c\n`,
  'an unknown field': () => `${gateway}${route('cart', ', nonsense: 1')}`,
  'what is defined twice': () => `${gateway}${route('cart')}---\n${route('cart')}`,
  nothing: () => '# nothing\n',
  'something else': () => 'apiVersion: v1\n',
  'no UTF-8': () => '\ud800',
  'hostile objects': (name) => gateway + hostileObjects(name),
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gwx-names-'));
  for (const [title, content] of Object.entries(contents)) {
    mkdirSync(join(root, title));
    for (const name of hostile) {
      const text = content(name);
      writeFileSync(join(root, title, `${name}.yaml`), text === '\ud800' ? Buffer.from([0x61, 0xff]) : text);
    }
  }
  mkdirSync(join(root, 'links'));
  for (const name of hostile) symlinkSync(`${name}.yaml`, join(root, 'links', `${name}.yaml`));
});
afterAll(() => rmSync(root, { recursive: true }));

const request = ['request', 'http://shop.example.com/', '--gateway', 'shop/web', '--keep-going'];
const commands = [
  ...['yaml', 'json', 'name'].map((format) => ['convert', '--keep-going', '-v', '-o', format]),
  ['convert', '--mirror', '-v', '--validate', 'ignore', '-o', 'yaml'],
  ...['table', 'yaml', 'json'].map((format) => ['status', '--keep-going', '--validate', 'warn', '-v', '-o', format]),
  ...['text', 'concise', 'github', 'gitlab', 'istioctl', 'json', 'junit', 'sarif'].map((format) => [
    'lint',
    '-v',
    '-o',
    format,
  ]),
  ...['text', 'json'].map((format) => [...request, '--validate', 'ignore', '-v', '-o', format]),
];

async function printed(args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io = { stdin: (async function* () {})(), stdout: output('stdout'), stderr: output('stderr'), env: {} };
  return { code: await run([...args, '--no-config', '--color', 'never'], io), ...written };
}

describe('files with hostile names that hold all that may be wrong with files', () => {
  test.each(commands.map((command) => [command.join(' '), command] as const))('%s', async (_, command) => {
    const reply = await printed([...command, root]);
    expect(faultsOf(command, reply)).toEqual([]);
    const both = `${reply.stdout}${reply.stderr}`;
    expect(both).not.toMatch(/^(?:b: error: )?forged/m);
    // Each kind of file is spoken of.
    for (const title of [...Object.keys(contents), 'links']) expect(both.replaceAll('%20', ' ')).toContain(title);
  });
});

test.each(hostile)('a command line with %j says what is wrong with it, and nothing else', async (text) => {
  for (const args of [
    ['lint', `/nonexistent/${text}`],
    ['lint', '--only', text, '.'],
    ['lint', '-o', text, '.'],
    ['lint', '--config', text, '.'],
    ['convert', '-n', text, '/nonexistent'],
    ['convert', '--istiod-env', text, '/nonexistent'],
    ['convert', '--gateway-selector', text, '/nonexistent'],
    ['convert', '--stdin-filename', text, '-'],
    ['status', `--${text}`],
    ['request', text, '/nonexistent'],
    ['request', 'http://a/', '--gateway', text, '/nonexistent'],
    ['request', '-H', text, 'http://a/', root],
    ['explain', text],
    [text],
  ]) {
    const reply = await printed(args);
    expect({ args, faults: faultsOf([], reply) }).toEqual({ args, faults: [] });
    expect({ args, code: reply.code }).not.toEqual({ args, code: 0 });
  }
});
