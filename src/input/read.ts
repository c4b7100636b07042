import * as fs from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadAll, YAMLException } from 'js-yaml';
import { compareBytes } from '../model/order.ts';
import { decodeText, mostBytes, tooLarge } from './decode.ts';
import { type IsIgnored, ignoring } from './ignore.ts';
import type { Source } from './load-options.ts';
import { hasApiVersion, kustomizationNames, kustomizationParts, type SkippedFile, type SkipReason } from './skipped.ts';

/** What to read. `-` stands for stdin. */
export interface ReadRequest {
  readonly paths: readonly string[];
  /** Read for reference only. A file that is also below `paths` counts as one of those. */
  readonly context: readonly string[];
  /** Globs of what directory walks leave out. */
  readonly ignore: readonly string[];
  /** Globs of what is left out, too, compared with paths from a folder (absolute). */
  readonly ignoredBelow?: { readonly folder: string; readonly globs: readonly string[] };
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** The name of stdin in messages. */
  readonly stdinName: string;
  /** Milliseconds to wait for somebody to open the other end of a named pipe. Default 10,000. */
  readonly pipeTimeout?: number;
}

/** Something that could not be read, and why. */
export interface ReadProblem {
  readonly file: string;
  readonly message: string;
}

/** What was read, in the order of the request; directories in the order of their names. */
export interface ReadResult {
  readonly sources: readonly Source[];
  readonly problems: readonly ReadProblem[];
  readonly skipped: readonly SkippedFile[];
}

/** A file that was found: as shown in messages, and without links, which is its identity. `-` is stdin. */
interface File {
  readonly path: string;
  readonly real: string;
}

interface Candidate extends File {
  readonly context: boolean;
  /** Found by a walk, so left out if it does not look like Kubernetes objects. */
  readonly walked: boolean;
}

interface Findings {
  readonly candidates: Candidate[];
  readonly kustomizations: File[];
  readonly problems: ReadProblem[];
  readonly skipped: (File & { readonly reason: SkipReason })[];
}

async function ignoringAll({ ignore, ignoredBelow }: ReadRequest): Promise<IsIgnored> {
  const isIgnored = await ignoring(ignore);
  if (ignoredBelow === undefined || ignoredBelow.globs.length === 0) return isIgnored;
  const isBelow = await ignoring(ignoredBelow.globs);
  return (shown, belowRoot) => {
    const path = relative(ignoredBelow.folder, resolve(shown));
    return isIgnored(shown, belowRoot) || isBelow(path, path);
  };
}

/** Reads files, directories and stdin as texts. What cannot be read is a problem; everything else is still read. */
export async function readSources(request: ReadRequest): Promise<ReadResult> {
  const isIgnored = await ignoringAll(request);
  const found: Findings = { candidates: [], kustomizations: [], problems: [], skipped: [] };
  const belongs = belonging([...request.paths, ...request.context]);
  for (const path of request.paths) find(path, { context: false, isIgnored, belongs, found });
  for (const path of request.context) find(path, { context: true, isIgnored, belongs, found });
  const parts = await partsOfKustomizations(found);

  const sources = new Map<string, Source | undefined>();
  for (const candidate of found.candidates) {
    if (sources.has(candidate.real)) continue;
    const source = await readCandidate(candidate, request, parts, found);
    if (source !== 'skipped') sources.set(candidate.real, source);
  }
  return {
    sources: [...sources.values()].filter((source) => source !== undefined),
    problems: found.problems,
    // What a walk left out may have been named as well.
    skipped: found.skipped.filter(({ real }) => !sources.has(real)).map(({ path, reason }) => ({ path, reason })),
  };
}

/** The text of a file; undefined if it cannot be read. */
async function readCandidate(
  candidate: Candidate,
  request: ReadRequest,
  parts: ReadonlySet<string>,
  found: Findings,
): Promise<Source | 'skipped' | undefined> {
  const { path, real, context, walked } = candidate;
  if (walked && parts.has(real)) {
    found.skipped.push({ path, real, reason: 'kustomization-part' });
    return 'skipped';
  }
  const name = real === '-' ? request.stdinName : path;
  try {
    const bytes = await readBytes(real, request);
    const decoded = decodeText(bytes);
    if (walked && !hasApiVersion('text' in decoded ? decoded.text : bytes.toString('latin1'))) {
      found.skipped.push({ path, real, reason: 'no-api-version' });
      return 'skipped';
    }
    if ('text' in decoded) return { name, text: decoded.text, context, stdin: real === '-' };
    found.problems.push({ file: name, message: decoded.problem });
  } catch (error) {
    found.problems.push({ file: name, message: reasonOf(error) });
  }
  return undefined;
}

/** How one of the paths that were asked for is searched. */
interface Search {
  readonly context: boolean;
  readonly isIgnored: IsIgnored;
  /** Whether a path without links is one that was asked for, or below such a folder. */
  readonly belongs: (real: string) => boolean;
  readonly found: Findings;
}

function find(path: string, search: Search): void {
  const { context, found } = search;
  attempt(path, found.problems, () => {
    const stats = path === '-' ? undefined : fs.statSync(path);
    const file = { path, real: stats === undefined ? path : identity(path, stats) };
    if (!stats?.isDirectory()) found.candidates.push({ ...file, context, walked: false });
    else walk({ ...file, inChart: false, inTemplates: false }, { ...search, root: path, visited: new Set() });
  });
}

/** The test for `belongs`. Links are rare, so the paths are looked up when the first one is met. */
function belonging(paths: readonly string[]): (real: string) => boolean {
  let named: ReadonlySet<string> | undefined;
  return (real) => {
    // What is wrong with one of them is said where it is searched.
    named ??= new Set(paths.map((path) => attempt(path, [], () => identity(path, fs.statSync(path))) ?? path));
    let at = real;
    while (!named.has(at) && at !== dirname(at)) at = dirname(at);
    return named.has(at);
  };
}

/** The path without links. Pipes and deleted files (`/dev/fd/63`) have a path that opens, but none without links. */
function identity(path: string, stats: fs.Stats): string {
  if (!stats.isFile() && !stats.isDirectory()) return path;
  try {
    return fs.realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

/** One walk through a directory. */
interface Walk extends Search {
  readonly root: string;
  readonly visited: Set<string>;
}

interface Folder extends File {
  /** It, or a folder above it in the walk, holds a `Chart.yaml`. */
  readonly inChart: boolean;
  readonly inTemplates: boolean;
}

function walk(folder: Folder, state: Walk): void {
  const { found, visited } = state;
  // A link to a folder above would go round for ever.
  if (visited.has(folder.real)) return;
  visited.add(folder.real);
  const entries = attempt(folder.path, found.problems, () => fs.readdirSync(folder.real, { withFileTypes: true }));
  if (entries === undefined) return;
  const inChart = folder.inChart || entries.some(({ name }) => name === 'Chart.yaml');
  for (const entry of entries.sort((a, b) => compareBytes(a.name, b.name))) {
    const item = attempt(join(folder.path, entry.name), found.problems, () => follow(entry, folder));
    if (item === undefined) continue;
    const { path, real } = item;
    const reason = state.isIgnored(path, relative(state.root, path)) ? 'ignored' : reasonToSkip(item, folder);
    const isRead = reason === undefined || reason === 'kustomization';
    if (isRead && item.linked && !state.belongs(real)) {
      found.problems.push({ file: path, message: leadsOut(item, state.root) });
      continue;
    }
    if (reason === 'kustomization') found.kustomizations.push({ path, real });
    if (reason !== undefined) found.skipped.push({ path, real, reason });
    else if (item.type === 'file') found.candidates.push({ path, real, context: state.context, walked: true });
    else
      walk({ path, real, inChart, inTemplates: folder.inTemplates || (inChart && item.name === 'templates') }, state);
  }
}

/** What a walk meets and might read. */
interface Item extends File {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'other';
  readonly linked: boolean;
}

const extensions: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

/** An entry of a directory with its links followed. Undefined for what is not even counted: other names, and `.git`. */
function follow(entry: fs.Dirent, folder: Folder): Item | undefined {
  const { name } = entry;
  const readable = extensions.has(extname(name)) || kustomizationNames.has(name);
  if (name === '.git' || (!readable && entry.isFile())) return undefined;
  const path = join(folder.path, name);
  const linked = entry.isSymbolicLink();
  // A link that leads nowhere matters only if it has the name of a file to read.
  const target = linked ? targetOf(path, readable) : entry;
  if (target === undefined || !(readable || target.isDirectory())) return undefined;
  const real = linked ? fs.realpathSync(path) : join(folder.real, name);
  return { path, real, name, type: target.isDirectory() ? 'folder' : target.isFile() ? 'file' : 'other', linked };
}

/** Why a link is not followed. Its target is written as the root of the walk is: absolute, or from the working folder. */
function leadsOut({ real, type }: Item, root: string): string {
  const target = isAbsolute(root) ? real : relative(process.cwd(), real) || '.';
  return `leads out of the folder, to ${target}; name that ${type} too if it belongs to the input`;
}

/** What a link leads to. One that leads nowhere or to itself throws only where that matters. */
function targetOf(path: string, matters: boolean): fs.Stats | undefined {
  try {
    return fs.statSync(path);
  } catch (error) {
    if (!matters && ['ELOOP', 'ENOENT'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

function reasonToSkip({ name, type }: Item, folder: Folder): SkipReason | undefined {
  if (name.startsWith('.')) return 'hidden';
  if (type === 'other') return 'not-a-file';
  if (type === 'folder') return name === 'node_modules' ? 'node-modules' : undefined;
  if (folder.inTemplates) return 'chart-template';
  if (kustomizationNames.has(name)) return 'kustomization';
  return name === 'Chart.yaml' ? 'chart' : undefined;
}

/** The files that the kustomizations of the walks name as patches, generators and the like. */
async function partsOfKustomizations(found: Findings): Promise<ReadonlySet<string>> {
  const parts = new Set<string>();
  if (found.kustomizations.length === 0) return parts;
  for (const { path, real } of found.kustomizations) {
    try {
      for (const name of loadAll(fs.readFileSync(real, 'utf8')).flatMap(kustomizationParts)) {
        const file = resolve(dirname(real), name);
        parts.add(fs.existsSync(file) ? fs.realpathSync(file) : file);
      }
    } catch (error) {
      const message = error instanceof YAMLException ? `not valid YAML: ${error.reason}` : reasonOf(error);
      found.problems.push({ file: path, message: `${message} (which patches it names is not known)` });
    }
  }
  return parts;
}

async function readBytes(path: string, request: ReadRequest): Promise<Buffer> {
  if (path === '-') return collect(request.stdin);
  const stats = fs.statSync(path);
  if (stats.isFIFO()) return collect(pipeChunks(path, request.pipeTimeout ?? 10_000));
  if (stats.isCharacterDevice()) return collect(fs.createReadStream(path));
  if (!stats.isFile()) throw new ReadError('neither a file nor a pipe');
  if (stats.size > mostBytes) throw new ReadError(tooLarge);
  return fs.readFileSync(path);
}

async function collect(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > mostBytes) throw new ReadError(tooLarge);
  }
  return Buffer.concat(chunks, length);
}

const pollInterval = 10;

/** Reads a named pipe without waiting for ever for somebody to open the other end. */
async function* pipeChunks(path: string, timeout: number): AsyncGenerator<Uint8Array> {
  const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const deadline = performance.now() + timeout;
    let opened = false;
    for (;;) {
      const chunk = readAvailable(file);
      // Nothing to read is the end, unless nobody has written yet.
      if (chunk?.length === 0 && opened) return;
      if (chunk?.length === 0 && performance.now() > deadline) throw new ReadError('a pipe that nobody writes to');
      opened ||= chunk?.length !== 0;
      if (chunk !== undefined && chunk.length > 0) yield chunk;
      else await sleep(pollInterval);
    }
  } finally {
    fs.closeSync(file);
  }
}

/** What a pipe holds right now; undefined if its writer has not come so far. */
function readAvailable(file: number): Uint8Array | undefined {
  const chunk = Buffer.allocUnsafe(2 ** 16);
  try {
    return chunk.subarray(0, fs.readSync(file, chunk));
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

/** A reason of our own why something cannot be read. */
class ReadError extends Error {}

function attempt<T>(path: string, problems: ReadProblem[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    problems.push({ file: path, message: reasonOf(error) });
    return undefined;
  }
}

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'name too long',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENXIO: 'neither a file nor a pipe',
  EPERM: 'operation not permitted',
};

/** The reason in words. An error that does not come from the system is a bug and goes on. */
function reasonOf(error: unknown): string {
  if (error instanceof ReadError) return error.message;
  const code = codeOf(error);
  if (code === undefined) throw error;
  return systemErrors[code] ?? `cannot be read (${code})`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('syscall' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
