// `npm run bench`: times and memory for 100 to 10,000 HTTPRoutes, and whether the budget of the design (section 4) holds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFiles, benchInput } from './bench-input.mjs';
import { inFreshProcess } from './fresh-process.mjs';

/** @typedef {{ bytes: number, resources: number, reading: number, converting: number, printing: number, peak: number }} Measured */
/** @typedef {{ time: number, peak: number }} Run */
/** @typedef {{ name: string, value: number, limit: number, unit: string }} Budget */

const root = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(import.meta.url);
const gwx = `${root}bin/gwx.js`;
const megabyte = 2 ** 20;
const sizes = [
  { routes: 100, gateways: 1 },
  { routes: 1000, gateways: 10 },
  { routes: 10_000, gateways: 100 },
];

/** Objects, a hundredth of them Gateways. The largest takes long and the length of a run hardly varies. */
const repositorySizes = [
  { objects: 1000, turns: 5 },
  { objects: 10_000, turns: 3 },
  { objects: 100_000, turns: 1 },
];

/** Reports the peak memory of a process, in KiB, on a last line of stderr. */
const reportPeak = `data:text/javascript,process.on('exit', () => console.error(process.resourceUsage().maxRSS))`;

const [mode, first = '', second] = process.argv.slice(2);
if (mode === 'measure') report(await measure(Number(first), Number(second)));
else if (mode === 'parse') report(await measureParsing(Number(first), Number(second)));
else if (mode === 'read') report(await measureReading(first));
else process.exitCode = bench();

/** Reads, converts and prints once in this process, through the public API.
 * @param {number} routes @param {number} gateways @returns {Promise<Measured>} */
async function measure(routes, gateways) {
  const { convert, defaultSettings, load, print } = await import(`${root}dist/index.js`);
  const text = benchInput(routes, gateways);
  const started = performance.now();
  const input = await load([{ name: 'bench.yaml', text }]);
  const read = performance.now();
  collectGarbage();
  const collected = performance.now();
  const { resources } = convert(input, { settings: defaultSettings, complete: false });
  const converted = performance.now();
  const printed = print(resources, 'yaml');
  const done = performance.now();
  if (resources.length < routes / 2 || printed === '') throw new Error(`only ${resources.length} resources`);
  return {
    bytes: Buffer.byteLength(text),
    resources: resources.length,
    reading: read - started,
    converting: converted - collected,
    printing: done - converted,
    peak: process.resourceUsage().maxRSS * 1024,
  };
}

/** So that no step pays for what the one before it left behind. */
function collectGarbage() {
  if (globalThis.gc === undefined) throw new Error('to be run with --expose-gc');
  globalThis.gc();
}

/** The reader's own work, without schemas and defaults, beside the parser it is built on: the best of some turns each.
 * @param {number} routes @param {number} gateways */
async function measureParsing(routes, gateways) {
  const { parseEvents } = await import('js-yaml');
  const { bundleText } = await import('./bundle.mjs');
  const outfile = `${root}node_modules/.cache/gwx-bench/parse.mjs`;
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, await bundleText("export { parseSource } from './src/input/parse.ts';"));
  const { parseSource } = await import(outfile);
  const text = benchInput(routes, gateways);
  // Document by document, as a reader has to go that loses no others to a broken one.
  const documents = text.split(/^---\n/m);
  const best = { reading: Number.POSITIVE_INFINITY, events: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 5; turn++) {
    collectGarbage();
    const started = performance.now();
    for (const document of documents) parseEvents(document, {});
    const parsed = performance.now();
    collectGarbage();
    const collected = performance.now();
    const { objects } = await parseSource({ name: 'bench.yaml', text });
    const read = performance.now();
    if (objects.length !== routes + gateways) throw new Error(`only ${objects.length} objects`);
    best.events = Math.min(best.events, parsed - started);
    best.reading = Math.min(best.reading, read - collected);
  }
  return best;
}

function bench() {
  const measured = sizes.map(bestOfSome);
  console.log(
    `${['HTTPRoutes', 'Gateways', 'MB', 'reading', 'converting', 'printing', 'sum ms', 'ratio', 'peak MB'].map(cell).join('')}`,
  );
  for (const [index, { routes, gateways }] of sizes.entries()) {
    const now = measured[index];
    const before = measured[index - 1];
    if (now === undefined) continue;
    const times = [now.reading, now.converting, now.printing, sum(now)].map((time) => time.toFixed(0));
    const ratio = before === undefined ? '' : (sum(now) / sum(before)).toFixed(1);
    const row = [
      routes,
      gateways,
      (now.bytes / megabyte).toFixed(2),
      ...times,
      ratio,
      (now.peak / megabyte).toFixed(0),
    ];
    console.log(row.map(cell).join(''));
  }
  const budgets = [...dataBudgets(measured), ...startBudgets(), ...repositoryBudgets()];
  console.log('');
  for (const budget of budgets) console.log(verdict(budget));
  return budgets.every(holds) ? 0 : 1;
}

/** The shortest of each time, so that what else the machine does counts little; the highest memory.
 * @param {{ routes: number, gateways: number }} size @returns {Measured} */
function bestOfSome(size) {
  /** @type {Measured[]} */
  const runs = Array.from({ length: 3 }, () => inFreshProcess(script, ['measure', ...sizeWords(size)]));
  const [first] = runs;
  if (first === undefined) throw new Error('nothing was measured');
  return {
    ...first,
    reading: Math.min(...runs.map(({ reading }) => reading)),
    converting: Math.min(...runs.map(({ converting }) => converting)),
    printing: Math.min(...runs.map(({ printing }) => printing)),
    peak: Math.max(...runs.map(({ peak }) => peak)),
  };
}

/** @param {Measured[]} measured @returns {Budget[]} */
function dataBudgets(measured) {
  const largest = sizes[sizes.length - 1];
  const last = measured[measured.length - 1];
  if (largest === undefined || last === undefined) throw new Error('nothing was measured');
  const parsing = inFreshProcess(script, ['parse', ...sizeWords(largest)]);
  const growth = measured.slice(1).map((now, index) => ({
    name: `time for ${sizes[index + 1]?.routes} HTTPRoutes against ${sizes[index]?.routes}`,
    value: sum(now) / sum(measured[index] ?? now),
    limit: 12,
    unit: 'times',
  }));
  return [
    { name: `conversion of ${largest.routes} HTTPRoutes`, value: last.converting, limit: 1000, unit: 'ms' },
    ...growth,
    {
      name: 'bytes to values with places, against parseEvents on the same documents',
      value: parsing.reading / parsing.events,
      limit: 2,
      unit: 'times',
    },
    ...measured.map(({ bytes, peak }, index) => ({
      name: `peak memory at ${sizes[index]?.routes} HTTPRoutes`,
      value: peak / megabyte,
      limit: (100 * bytes) / megabyte + 150,
      unit: 'MB',
    })),
  ];
}

/** Starts of the command, each behind one of a bare Node, so that a busy machine slows down both.
 * @returns {Budget[]} */
function startBudgets() {
  const file = `${root}fixtures/quickstart.yaml`;
  const commands = [
    { name: '`gwx --help`', args: ['--help'], limit: 1.6 },
    { name: '`gwx convert` of a small file', args: ['convert', file], limit: 2.5 },
    { name: '`gwx convert --mirror` of a small file', args: ['convert', '--mirror', file], limit: 2.5 },
    { name: '`gwx lint` of a small file', args: ['lint', file], limit: 2.5 },
    { name: '`gwx status` of a small file', args: ['status', file], limit: 2.5 },
    { name: '`gwx request` in a small file', args: ['request', 'http://httpbin.example.com/get', file], limit: 2.5 },
  ];
  const ratios = commands.map(() => /** @type {number[]} */ ([]));
  for (let turn = 0; turn < 15; turn++) {
    for (const [index, { args }] of commands.entries()) {
      const bare = start(['-e', '0']);
      ratios[index]?.push(start([gwx, ...args]) / bare);
    }
  }
  return commands.map(({ name, limit }, index) => ({
    name: `${name} against \`node -e 0\``,
    value: median(ratios[index] ?? []),
    limit,
    unit: 'times',
  }));
}

/** Of an odd number of values. @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2] ?? Number.NaN;
}

/** Whole runs of commands on repositories of more and more files, ten objects in each.
 * @returns {Budget[]} */
function repositoryBudgets() {
  const folder = mkdtempSync(join(tmpdir(), 'gwx-bench-'));
  try {
    const repositories = repositorySizes.map(({ objects, turns }) => {
      const files = benchFiles(objects * 0.99, objects * 0.01);
      return { objects, turns, path: writeFiles(join(folder, String(objects)), files) };
    });
    const [, middle] = repositories;
    if (middle === undefined) throw new Error('no repository to read');
    const reading = Math.min(...Array.from({ length: 3 }, () => inFreshProcess(script, ['read', middle.path]).reading));
    for (const line of compareTools(middle.path)) console.log(line);
    return [['convert'], ['status'], ['lint']].flatMap((args) => {
      const runs = repositories.map(({ turns, path }) => bestRun([gwx, ...args, path], turns));
      const name = `\`gwx ${args.join(' ')}\``;
      return [
        {
          name: `${name} of ${middle.objects} objects in ${middle.objects / 10} files, against reading them in one thread`,
          value: (runs[1]?.time ?? Number.NaN) / reading,
          limit: 4,
          unit: 'times',
        },
        ...growthOf(name, runs),
      ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} name @param {Run[]} runs @returns {Budget[]} */
function growthOf(name, runs) {
  return runs.slice(1).flatMap((now, index) => {
    const before = runs[index] ?? now;
    const sizes = `${repositorySizes[index + 1]?.objects} objects against ${repositorySizes[index]?.objects}`;
    return [
      { name: `${name}, time for ${sizes}`, value: now.time / before.time, limit: 12, unit: 'times' },
      { name: `${name}, memory for ${sizes}`, value: now.peak / before.peak, limit: 12, unit: 'times' },
    ];
  });
}

/** What other tools of the field take for the same files, where they are installed. They answer other questions; kubeconform without
 * schemas, which it would fetch, only reads.
 * @param {string} path @returns {string[]} */
function compareTools(path) {
  const gwxTime = bestRun([gwx, 'lint', path], 3).time;
  const tools = [
    ['kubeconform', '-schema-location', '/nowhere/{{.ResourceKind}}.json', '-ignore-missing-schemas', path],
    ['istioctl', 'analyze', '--use-kube=false', '--recursive', path],
    ['kubectl', 'apply', '--dry-run=client', '--validate=false', '--recursive', '-f', path],
  ];
  return tools.map(([tool = '', ...args]) => {
    const started = performance.now();
    const { error, status } = spawnSync(tool, args, { stdio: 'ignore', timeout: 120_000 });
    const time = performance.now() - started;
    if (error !== undefined && 'code' in error && error.code === 'ENOENT')
      return `${tool} is not installed: not compared`;
    if (error !== undefined) return `${tool}: not compared, as it cannot be run here or takes more than two minutes`;
    const outcome = status === 0 ? '' : ` (exit code ${status})`;
    return `${tool} ${args.slice(0, -1).join(' ')} takes ${(time / gwxTime).toFixed(2)} times as long as gwx lint${outcome}`;
  });
}

/** Reads a folder as the commands do, but in one thread. @param {string} path */
async function measureReading(path) {
  const { load } = await import(`${root}dist/index.js`);
  const started = performance.now();
  const sources = readdirSync(path).map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
  const { index } = await load(sources);
  if (index.all().length < sources.length) throw new Error(`only ${index.all().length} objects`);
  return { reading: performance.now() - started };
}

/** The folder with these files. @param {string} folder @param {string[]} texts */
function writeFiles(folder, texts) {
  mkdirSync(folder);
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.yaml`), text);
  return folder;
}

/** The shortest time of some runs of a command, in milliseconds; the highest memory, in bytes.
 * @param {string[]} args @param {number} turns @returns {Run} */
function bestRun(args, turns) {
  const runs = Array.from({ length: turns }, () =>
    run(['--max-old-space-size=16000', '--import', reportPeak, ...args]),
  );
  return {
    time: Math.min(...runs.map(({ time }) => time)),
    peak: Math.max(...runs.map(({ stderr }) => Number(stderr.trimEnd().split('\n').at(-1)) * 1024)),
  };
}

/** Milliseconds that a command takes. @param {string[]} args */
function start(args) {
  return run(args).time;
}

/** @param {string[]} args */
function run(args) {
  const started = performance.now();
  // What it prints is not kept: reading it would be measured too.
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status}: ${stderr}`);
  return { time: performance.now() - started, stderr };
}

/** @param {{ routes: number, gateways: number }} size */
function sizeWords({ routes, gateways }) {
  return [String(routes), String(gateways)];
}

/** @param {object} measured */
function report(measured) {
  process.stdout.write(JSON.stringify(measured));
}

/** @param {Measured} measured */
function sum({ reading, converting, printing }) {
  return reading + converting + printing;
}

/** @param {Budget} budget */
function holds({ value, limit }) {
  return value <= limit;
}

/** @param {Budget} budget */
function verdict(budget) {
  const { name, value, limit, unit } = budget;
  const digits = unit === 'times' ? 2 : 0;
  return `${holds(budget) ? 'held    ' : 'NOT HELD'}  ${name}: ${value.toFixed(digits)} of ${limit.toFixed(digits)} ${unit}`;
}

/** @param {string | number} text */
function cell(text) {
  return String(text).padStart(11);
}
