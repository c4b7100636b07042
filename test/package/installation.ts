import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm pack` says of a package. */
interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

export interface Installation {
  readonly packed: Packed;
  /** A folder, with blanks in its path, that held nothing but a package.json, and some input. */
  readonly folder: string;
  /** Everything of the test is below it. */
  readonly scratch: string;
}

/** Packs gwx and installs the package where nothing else is, without a registry. npm may not use the network. */
export function install(): Installation {
  const scratch = mkdtempSync(join(tmpdir(), 'gwx-package-'));
  const folder = join(scratch, 'a folder with blanks');
  mkdirSync(folder);
  const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  // `npm test` has built it.
  const [packed]: readonly Packed[] = JSON.parse(
    npm('pack', '--json', '--ignore-scripts', '--pack-destination', scratch),
  );
  if (packed === undefined) throw new Error('npm pack made nothing');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm('install', '--prefix', folder, '--offline', '--no-audit', '--no-fund', join(scratch, packed.filename));
  cpSync(join(root, 'fixtures/quickstart.yaml'), join(folder, 'quickstart.yaml'));
  for (const path of [scratch, folder]) chmodSync(path, 0o755);
  return { packed, folder, scratch };
}

/** The id of `nobody`. */
const nobody = 65_534;

/** Whether a process may be started as another user. */
export const isRoot = process.geteuid?.() === 0;

/** Runs a command in the folder: as another user if that is possible, with a home that cannot be written. */
export function asStranger({ folder, scratch }: Installation, command: string, ...args: readonly string[]) {
  const home = join(scratch, 'home');
  mkdirSync(home, { recursive: true, mode: 0o555 });
  const env = { PATH: process.env['PATH'], HOME: home, npm_config_update_notifier: 'false' };
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8', ...user });
  return { status, stdout, stderr };
}

/** Programs of releases of Node.js, from the packages that npm has of them. What cannot be had is left out. */
export function nodeReleases(majors: readonly number[], { scratch }: Installation): ReadonlyMap<number, string> {
  const programs = majors.map((major): [number, string] => {
    const folder = join(scratch, `node-${major}`);
    mkdirSync(folder);
    const wanted = `node-${process.platform}-${process.arch}@${major}`;
    // Of these packages one file is needed, and unpacking thousands of headers takes long.
    const script = `npm pack --silent --fetch-retries 0 ${wanted} && tar -xzf *.tgz package/bin/node && rm *.tgz`;
    spawnSync('sh', ['-c', script], { cwd: folder, stdio: 'ignore', timeout: 60_000 });
    return [major, join(folder, 'package/bin/node')];
  });
  return new Map(programs.filter(([major, program]) => versionOf(program)?.startsWith(`v${major}.`)));
}

function versionOf(program: string): string | undefined {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? undefined;
}
