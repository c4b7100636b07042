import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ReadRequest, readSources } from '../../src/input/read.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-read-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const object = 'apiVersion: v1\nkind: Service\n';

/** Writes files below the test's folder: names of files that look like objects, or contents by name. */
function write(files: Readonly<Record<string, string | Buffer>> | string[]): void {
  const contents = Array.isArray(files) ? Object.fromEntries(files.map((name) => [name, object])) : files;
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Reads paths below the test's folder, and gives names relative to it. */
async function read(paths: readonly string[], request: Partial<ReadRequest> = {}) {
  const below = (path: string) => (path === '-' ? path : join(folder, path));
  const result = await readSources({
    paths: paths.map(below),
    ignore: [],
    stdin: (async function* () {})(),
    stdinName: '<stdin>',
    ...request,
    context: (request.context ?? []).map(below),
  });
  const relative = (path: string) => (path.startsWith(folder) ? path.slice(folder.length + 1) : path);
  return {
    sources: result.sources,
    names: result.sources.map(({ name }) => relative(name)),
    context: result.sources.filter(({ context }) => context).map(({ name }) => relative(name)),
    problems: result.problems.map(({ file, message }) => `${relative(file)}: ${message}`),
    skipped: result.skipped.map(({ path, reason }) => `${relative(path)}: ${reason}`),
  };
}

/** Node itself cannot make a named pipe. */
function makePipe(path: string): void {
  execFileSync('sh', ['-c', `mkfifo '${path}'`]);
}

describe('a directory', () => {
  test('gives its YAML and JSON files, in the order of their names', async () => {
    write(['b.yaml', 'a.yml', 'sub/z.yaml', 'c.txt', 'Makefile']);
    write({ 'B.json': '{"apiVersion": "v1"}', 'package.json': '{"name": "apiVersion"}' });
    const { names, skipped, problems } = await read(['.']);
    expect(names).toEqual(['B.json', 'a.yml', 'b.yaml', 'sub/z.yaml']);
    expect(skipped).toEqual(['package.json: no-api-version']);
    expect(problems).toEqual([]);
  });

  test('leaves out what is hidden, and node_modules', async () => {
    write(['a.yaml', '.b.yaml', '.github/c.yaml', '.git/d.yaml', 'node_modules/e.yaml']);
    const { names, skipped } = await read(['.']);
    expect(names).toEqual(['a.yaml']);
    expect(skipped).toEqual(['.b.yaml: hidden', '.github: hidden', 'node_modules: node-modules']);
  });

  test('leaves out Chart.yaml and the templates below it (LN-7)', async () => {
    write({
      'templates/a.yaml': object,
      'shop/Chart.yaml': 'apiVersion: v2\nname: shop\n',
      'shop/values.yaml': 'port: 80\n',
      'shop/templates/b.yaml': object,
      'shop/templates/sub/c.yaml': object,
      'shop/charts/inner/templates/d.yaml': object,
      'shop/crds/e.yaml': object,
    });
    const { names, skipped } = await read(['.']);
    expect(names).toEqual(['shop/crds/e.yaml', 'templates/a.yaml']);
    expect(skipped).toEqual([
      'shop/Chart.yaml: chart',
      'shop/charts/inner/templates/d.yaml: chart-template',
      'shop/templates/b.yaml: chart-template',
      'shop/templates/sub/c.yaml: chart-template',
      'shop/values.yaml: no-api-version',
    ]);
  });

  test('leaves out kustomizations and what they name as patches or generators (LN-7)', async () => {
    write(['base/a.yaml', 'base/patch.yaml', 'overlay/b.yaml', 'overlay/json.yaml', 'overlay/old.yaml']);
    write(['overlay/generator.yaml', 'overlay/data.yaml', 'overlay/replace.yaml', 'other/kept.yaml']);
    write({
      'base/kustomization.yml': 'resources: [a.yaml]\n',
      'other/Kustomization':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [kept.yaml]\n',
      'overlay/kustomization.yaml': `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [b.yaml, ../base]
patches: [{path: ../base/patch.yaml}, {patch: "a: 1"}]
patchesJson6902: [{path: json.yaml, target: {kind: Service}}]
patchesStrategicMerge:
- old.yaml
- |-
  apiVersion: v1
  kind: Service
generators: [generator.yaml]
replacements: [{path: replace.yaml}]
configMapGenerator: [{name: a, files: [key=data.yaml]}]
`,
    });
    const { names, skipped, problems } = await read(['.']);
    expect(names).toEqual(['base/a.yaml', 'other/kept.yaml', 'overlay/b.yaml']);
    expect(problems).toEqual([]);
    expect(skipped.sort()).toEqual([
      'base/kustomization.yml: kustomization',
      'base/patch.yaml: kustomization-part',
      'other/Kustomization: kustomization',
      'overlay/data.yaml: kustomization-part',
      'overlay/generator.yaml: kustomization-part',
      'overlay/json.yaml: kustomization-part',
      'overlay/kustomization.yaml: kustomization',
      'overlay/old.yaml: kustomization-part',
      'overlay/replace.yaml: kustomization-part',
    ]);
  });

  test('a kustomization that cannot be parsed is a problem', async () => {
    write({ 'kustomization.yaml': 'patches: [', 'a.yaml': object });
    const { names, problems } = await read(['.']);
    expect(names).toEqual(['a.yaml']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^kustomization.yaml: not valid YAML: .* \(which patches it names is not known\)$/);
  });

  test.each([
    ['a key at the start of a line', 'kind: A\napiVersion: v1\n', true],
    ['a quoted key', '"apiVersion": v1\n', true],
    ['a byte order mark', '\ufeffapiVersion: v1\n', true],
    ['carriage returns', 'kind: A\r\napiVersion: v1\r\n', true],
    ['a second document', 'a: 1\n---\napiVersion: v1\n', true],
    ['JSON', '{\n  "kind": "List", "items": [], "apiVersion": "v1"\n}', true],
    ['flow style', '# comment\n{kind: A, apiVersion: v1}\n', true],
    ['a document that does not parse', 'apiVersion: v1\n  kind: [\n', true],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0x3a, 0xff, 0x0a]), false],
    ['only an inner key', 'spec:\n  apiVersion: v1\n', false],
    ['only an inner key of JSON', '{"spec": {"apiVersion": "v1"}, "a": ["apiVersion"]}', false],
    ['a value', '{"a": "b apiVersion"}', false],
    ['nothing', '', false],
  ])('looks for a top-level apiVersion on the text: %s', async (_, content, found) => {
    write({ 'a.yaml': content });
    const { names, skipped } = await read(['.']);
    expect(found ? names : skipped).toEqual([found ? 'a.yaml' : 'a.yaml: no-api-version']);
  });

  test('a loop of links is walked once', async () => {
    write(['a/b.yaml']);
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('a', join(folder, 'again'));
    const { names, problems } = await read(['.']);
    expect(names).toEqual(['a/b.yaml']);
    expect(problems).toEqual([]);
  });

  test('links are followed; one that leads nowhere is a problem if it is named like a file to read', async () => {
    write(['x/real/a.txt']);
    symlinkSync('real/a.txt', join(folder, 'x/b.yaml'));
    symlinkSync('nowhere', join(folder, 'x/broken.yaml'));
    symlinkSync('nowhere', join(folder, 'x/broken'));
    const { names, problems } = await read(['x']);
    expect(names).toEqual(['x/b.yaml']);
    expect(problems).toEqual(['x/broken.yaml: no such file or directory']);
  });

  describe('with links that lead out of it', () => {
    beforeEach(() => {
      write(['secret/a.yaml', 'x/c.yaml']);
      symlinkSync('../secret/a.yaml', join(folder, 'x/b.yaml'));
      symlinkSync('../secret', join(folder, 'x/more'));
    });
    const out = (type: string, target: string) =>
      `leads out of the folder, to ${target}; name that ${type} too if it belongs to the input`;

    test('leaves them unread and says so', async () => {
      const { names, problems } = await read(['x']);
      const secret = join(realpathSync(folder), 'secret');
      expect(names).toEqual(['x/c.yaml']);
      expect(problems).toEqual([
        `x/b.yaml: ${out('file', join(secret, 'a.yaml'))}`,
        `x/more: ${out('folder', secret)}`,
      ]);
    });

    test('follows those to what is named as well, as input or as context', async () => {
      expect(await read(['x', 'secret'])).toMatchObject({ names: ['x/b.yaml', 'x/c.yaml'], problems: [] });
      expect(await read(['x'], { context: ['secret'] })).toMatchObject({ names: ['x/b.yaml', 'x/c.yaml'] });
      const { names, problems } = await read(['secret/a.yaml', 'x']);
      expect(names).toEqual(['secret/a.yaml', 'x/c.yaml']);
      expect(problems).toEqual([expect.stringMatching(/^x\/more: leads out /)]);
    });

    test('follows one that is named itself', async () => {
      const { names, problems } = await read(['x/b.yaml', 'x/more']);
      expect(names).toEqual(['x/b.yaml']);
      expect(problems).toEqual([]);
    });

    test('is silent about those that would not be read', async () => {
      const links = ['.hidden.yaml', 'ignored.yaml', 'Chart.yaml', 'templates/a.yaml', 'node_modules/a.yaml', 'a.txt'];
      write(['y/templates/b.yaml', 'y/node_modules/b.yaml']);
      for (const link of links) symlinkSync(join(folder, 'secret/a.yaml'), join(folder, 'y', link));
      const { names, problems } = await read(['y'], { ignore: ['ignored.yaml'] });
      expect(names).toEqual([]);
      expect(problems).toEqual([]);
    });

    test('does not ask a kustomization outside for its patches', async () => {
      write({ 'secret/kustomization.yaml': 'patches: [{path: a.yaml}]\n' });
      symlinkSync('../secret/kustomization.yaml', join(folder, 'x/kustomization.yaml'));
      const { problems } = await read(['x']);
      expect(problems[1]).toMatch(/^x\/kustomization.yaml: leads out /);
    });

    test('takes a folder whose name begins like its own for another one', async () => {
      write(['x-secret/a.yaml']);
      symlinkSync('../x-secret/a.yaml', join(folder, 'x/d.yaml'));
      expect((await read(['x'])).problems[1]).toMatch(/^x\/d.yaml: leads out /);
    });
  });

  test('is the one that its own link leads to, wherever the links inside come from', async () => {
    write(['mount/..2024/a.yaml']);
    symlinkSync('..2024', join(folder, 'mount/..data'));
    symlinkSync('..data/a.yaml', join(folder, 'mount/a.yaml'));
    symlinkSync('mount', join(folder, 'link'));
    expect(await read(['mount'])).toMatchObject({ names: ['mount/a.yaml'], problems: [] });
    expect(await read(['link'])).toMatchObject({ names: ['link/a.yaml'], problems: [] });
  });

  test('pipes and sockets are left out', async () => {
    write(['a.yaml']);
    makePipe(join(folder, 'pipe.yaml'));
    const server = createServer().listen(join(folder, 'socket.yaml'));
    await new Promise((done) => server.once('listening', done));
    const { names, skipped } = await read(['.']);
    server.close();
    expect(names).toEqual(['a.yaml']);
    expect(skipped).toEqual(['pipe.yaml: not-a-file', 'socket.yaml: not-a-file']);
  });

  test('folders nested as deep as paths can be', async () => {
    const deep = Array(400).fill('d').join('/');
    write([`${deep}/a.yaml`]);
    expect((await read(['.'])).names).toEqual([`${deep}/a.yaml`]);
  });
});

describe('--ignore', () => {
  const files = ['a.yaml', 'b.yaml', 'test/a.yaml', 'test/deep/c.yaml', 'x/test/d.yaml'];
  test.each([
    ['a.yaml', ['b.yaml', 'test/deep/c.yaml', 'x/test/d.yaml']],
    ['test', ['a.yaml', 'b.yaml']],
    ['test/', ['a.yaml', 'b.yaml']],
    ['./test/*', ['a.yaml', 'b.yaml', 'x/test/d.yaml']],
    ['test/**', ['a.yaml', 'b.yaml', 'x/test/d.yaml']],
    ['**/test/**', ['a.yaml', 'b.yaml']],
    ['[ab].yaml', ['test/deep/c.yaml', 'x/test/d.yaml']],
    ['{a,c}.y?ml', ['b.yaml', 'x/test/d.yaml']],
    ['nothing', files],
  ])('%s', async (pattern, left) => {
    write(files);
    expect((await read(['.'], { ignore: [pattern] })).names).toEqual(left);
  });

  test('what is left out is counted; a file that is named is read all the same', async () => {
    write(files);
    const { names, skipped } = await read(['.', 'b.yaml'], { ignore: ['test', 'b.yaml'] });
    expect(names).toEqual(['a.yaml', 'b.yaml']);
    expect(skipped).toEqual(['test: ignored', 'x/test: ignored']);
  });
});

describe('a file that is named', () => {
  test('is read whatever its name and content', async () => {
    write({
      '.hidden.txt': 'a: 1\n',
      'kustomization.yaml': 'patches: [',
      'c/Chart.yaml': '',
      'c/templates/a.yaml': '{{ }}',
    });
    const paths = ['.hidden.txt', 'kustomization.yaml', 'c/templates/a.yaml'];
    const { names, sources, skipped } = await read([...paths, 'c']);
    expect(names).toEqual(paths);
    expect(sources[0]?.text).toBe('a: 1\n');
    expect(skipped).toEqual(['c/Chart.yaml: chart']);
  });

  test('is read once, also if it is reached twice', async () => {
    write(['a/b.yaml']);
    symlinkSync('a/b.yaml', join(folder, 'link.yaml'));
    const { names } = await read(['a/b.yaml', 'link.yaml', 'a', 'a/../a/b.yaml']);
    expect(names).toEqual(['a/b.yaml']);
  });

  test('an empty one is an empty text', async () => {
    write({ 'a.yaml': '' });
    expect((await read(['a.yaml'])).sources).toEqual([
      { name: join(folder, 'a.yaml'), text: '', context: false, stdin: false },
    ]);
  });

  test('what cannot be read is a problem, and the others are still read', async () => {
    write(['a.yaml']);
    const { names, problems } = await read(['none.yaml', 'a.yaml/b.yaml', 'a.yaml', 'n'.repeat(300)]);
    expect(names).toEqual(['a.yaml']);
    expect(problems).toEqual([
      'none.yaml: no such file or directory',
      'a.yaml/b.yaml: a part of the path is not a directory',
      `${'n'.repeat(300)}: name too long`,
    ]);
  });

  test('other encodings are named', async () => {
    write({
      'utf16.yaml': Buffer.from('\ufeffapiVersion: v1\n', 'utf16le'),
      'latin1.yaml': Buffer.from('apiVersion: v1\nname: caf\xe9\n', 'latin1'),
      'utf8.yaml': '\ufeffname: café',
    });
    const { names, problems } = await read(['utf16.yaml', 'latin1.yaml', 'utf8.yaml']);
    expect(names).toEqual(['utf8.yaml']);
    expect(problems).toEqual([
      'utf16.yaml: encoded in UTF-16; gwx reads UTF-8 (to convert it: iconv -f UTF-16 -t UTF-8)',
      'latin1.yaml: not UTF-8 text (line 2)',
    ]);
  });

  test('a pipe is read to its end, with pauses of its writer', async () => {
    const pipe = join(folder, 'pipe');
    makePipe(pipe);
    execFileSync('sh', ['-c', `(sleep 0.1; printf a; sleep 0.1; printf b) > '${pipe}' 2>/dev/null &`], {
      stdio: 'ignore',
    });
    expect((await read(['pipe'])).sources[0]?.text).toBe('ab');
  });

  test('a pipe that nobody writes to does not hang', async () => {
    makePipe(join(folder, 'pipe'));
    const { problems } = await read(['pipe'], { pipeTimeout: 50 });
    expect(problems).toEqual(['pipe: a pipe that nobody writes to']);
  });

  test('an empty device is an empty text', async () => {
    const { sources } = await readSources({
      ...{ paths: ['/dev/null'], context: [], ignore: [], stdin: (async function* () {})(), stdinName: '' },
    });
    expect(sources).toEqual([{ name: '/dev/null', text: '', context: false, stdin: false }]);
  });
});

describe('--context', () => {
  test('marks its files, but not those that are also input', async () => {
    write(['platform/a.yaml', 'platform/team/b.yaml']);
    const { names, context } = await read(['platform/team'], { context: ['platform'] });
    expect(names).toEqual(['platform/team/b.yaml', 'platform/a.yaml']);
    expect(context).toEqual(['platform/a.yaml']);
  });
});

describe('stdin', () => {
  test('is read once, under the name it was given', async () => {
    const stdin = (async function* () {
      yield Buffer.from('a: "\xc3', 'latin1');
      yield Buffer.from('\xa9"\n', 'latin1');
    })();
    const { sources } = await read(['-', '-'], { stdin, stdinName: 'chart.yaml' });
    expect(sources).toEqual([{ name: 'chart.yaml', text: 'a: "é"\n', context: false, stdin: true }]);
  });
});
