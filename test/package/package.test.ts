import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { asStranger, install, isRoot, nodeReleases, root } from './installation.ts';

/** What is given to users: the package as npm packs it, installed where there is nothing else. */
const installation = install();
const { packed, folder, scratch } = installation;
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const installed = join(folder, 'node_modules/gwx');
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
const mirrored = {
  status: 0,
  stdout: read('fixtures/cli/quickstart/stdout'),
  stderr: read('fixtures/cli/quickstart/stderr'),
};

describe('the package', () => {
  test('holds what runs, its types, schemas and texts, and nothing else', () => {
    const texts = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'dist/THIRD-PARTY.txt', 'package.json'];
    const parts =
      /^(?:bin\/(?:gwx\.js|package\.json)|dist\/(?:(?:cli|index|parse-worker)\.cjs|index\.js)|dist\/chunks\/.+\.cjs|dist\/types\/.+\.d\.ts|schemas\/gwx\/.+\.json)$/;
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !parts.test(path) && !texts.includes(path))).toEqual([]);
    for (const path of [...texts, 'bin/gwx.js', 'dist/cli.cjs', 'dist/index.js', 'dist/types/index.d.ts'])
      expect(paths).toContain(path);
    // No map, test or source.
    expect(paths.filter((path) => /\.map$|\.test\.|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  test('is small', () => {
    expect(packed.size).toBeLessThan(1_500_000);
  });

  test('needs no other package and runs nothing when it is installed', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['gwx']);
    const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'];
    expect(kinds.filter((kind) => kind in manifest)).toEqual([]);
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
    expect(existsSync(join(installed, 'binding.gyp'))).toBe(false);
  });

  test('every library that it is made from is pinned', () => {
    const versions: readonly string[] = Object.values(manifest.devDependencies);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('has the licence of every library whose code it holds', () => {
    const notices = readFileSync(join(installed, 'dist/THIRD-PARTY.txt'), 'utf8');
    const names = [...notices.matchAll(/^-{80}\n\n(\S+) \S+ \((?:MIT|ISC|BSD-3-Clause)\)$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['ajv', 'commander', 'js-yaml', 're2js', 'yaml']));
    const table = /^## Dependencies\n(.*?)^## /ms.exec(read('README.md'))?.[1] ?? '';
    const named = [...table.matchAll(/^\| \[(\S+)\]/gm)].map(([, name]) => name);
    // The README names what the project chose, the notices what these bring along, too.
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
    expect(
      Object.keys(manifest.devDependencies)
        .filter((name) => names.includes(name))
        .sort(),
    ).toEqual([...named, 'ajv', 'rolldown'].sort());
  });
});

describe(isRoot ? 'as another user, with a home that is read-only' : 'with a home that is read-only', () => {
  const gwx = (...args: readonly string[]) => asStranger(installation, join(folder, 'node_modules/.bin/gwx'), ...args);

  test('it converts', () => {
    expect(gwx('convert', '--mirror', 'quickstart.yaml')).toEqual(mirrored);
  });

  test('npx finds it', () => {
    expect(
      asStranger(installation, 'npx', '--offline', '--no-install', 'gwx', 'convert', '--mirror', 'quickstart.yaml'),
    ).toEqual(mirrored);
  });

  test.each([
    ['status', 'quickstart.yaml'],
    ['lint', 'quickstart.yaml'],
    ['request', 'http://httpbin.example.com/get', 'quickstart.yaml'],
    ['rules'],
    ['explain', 'RefNotPermitted'],
    ['completion', 'bash'],
    ['--version'],
  ])('%s works', (...args) => {
    const { status, stdout, stderr } = gwx(...args);
    expect([status, stderr.includes('bug')]).toEqual([0, false]);
    expect(stdout).not.toBe('');
  });

  test('nothing is written beside what it was given', () => {
    const names = ['node_modules', 'package-lock.json', 'package.json', 'quickstart.yaml'];
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(readdirSync(join(scratch, 'home'))).toEqual([]);
    expect(statSync(installed).isDirectory()).toBe(true);
  });
});

describe('as a library', () => {
  const program = `import { convert, defaultSettings, load, print } from 'gwx';
import { readFileSync } from 'node:fs';
const input = await load([{ name: 'quickstart.yaml', text: readFileSync('quickstart.yaml', 'utf8') }]);
process.stdout.write(print(convert(input, { settings: defaultSettings }).resources));
`;

  test('it is imported by name', () => {
    const { status, stdout } = asStranger(installation, process.execPath, '--input-type=module', '--eval', program);
    expect([status, mirrored.stdout.endsWith(stdout), stdout === '']).toEqual([0, true, false]);
  });

  test('its types are complete, and all of them are named by the API', () => {
    const file = join(folder, 'program.ts');
    writeFileSync(file, program.replace(/^.*(?:node:fs|process).*\n/gm, '').replace(/readFileSync\(.*?\)/, "''"));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags = '--ignoreConfig --noEmit --strict --module nodenext --target es2023 --skipLibCheck false'.split(' ');
    const args = [tsc, ...flags, '--types', '', '--listFiles', 'program.ts'];
    const { status, stdout } = asStranger(installation, process.execPath, ...args);
    rmSync(file);
    const lines = stdout.trimEnd().split('\n');
    expect([lines.filter((line) => !line.startsWith('/')), status]).toEqual([[], 0]);
    const declarations = packed.files.map(({ path }) => path).filter((path) => path.endsWith('.d.ts'));
    expect(declarations.filter((path) => !lines.includes(join(installed, path)))).toEqual([]);
  });
});

const majors = [20, 22, 24];
const current = Number(process.versions.node.split('.', 1)[0]);
const releases = nodeReleases(
  majors.filter((major) => major !== current),
  installation,
);

describe.each(majors)('Node %i', (major) => {
  const node = major === current ? process.execPath : releases.get(major);
  const attempt = node === undefined ? test.skip : test;

  attempt(node === undefined ? 'cannot be had from npm here, so it is not tried' : 'runs it', () => {
    const bin = join(installed, 'bin/gwx.js');
    expect(asStranger(installation, node ?? '', bin, 'convert', '--mirror', 'quickstart.yaml')).toEqual(mirrored);
    expect(asStranger(installation, node ?? '', bin, 'lint', 'quickstart.yaml').status).toBe(0);
  });
});
