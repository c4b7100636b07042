// `npm run bench`: times and memory for 100 to 10,000 HTTPRoutes, and whether the budget of the design (section 4) holds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFiles, benchInput } from './bench-input.mjs';

/** @typedef {{ bytes: number, resources: number, reading: number, converting: number, printing: number, peak: number }} Measured */
/** @typedef {{ name: string, value: number, limit: number, unit: string }} Budget */

const root = fileURLToPath(new URL('..', import.meta.url));
const gwx = `${root}bin/gwx.js`;
const megabyte = 2 ** 20;
const sizes = [
  { routes: 100, gateways: 1 },
  { routes: 1000, gateways: 10 },
  { routes: 10_000, gateways: 100 },
];

const [mode, routes, gateways] = process.argv.slice(2);
if (mode === 'measure') report(await measure(Number(routes), Number(gateways)));
else if (mode === 'parse') report(await measureParsing(Number(routes), Number(gateways)));
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
  const budgets = [...dataBudgets(measured), ...startBudgets(), ...growthBudgets()];
  console.log('');
  for (const budget of budgets) console.log(verdict(budget));
  return budgets.every(holds) ? 0 : 1;
}

/** The shortest of each time, so that what else the machine does counts little; the highest memory.
 * @param {{ routes: number, gateways: number }} size @returns {Measured} */
function bestOfSome(size) {
  /** @type {Measured[]} */
  const runs = Array.from({ length: 3 }, () => inFreshProcess('measure', size));
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
  const parsing = inFreshProcess('parse', largest);
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

/** Starts of the command, each between two of a bare Node so that a busy machine slows down both.
 * @returns {Budget[]} */
function startBudgets() {
  const file = `${root}fixtures/quickstart.yaml`;
  const commands = [
    { name: '`gwx --help`', args: ['--help'], limit: 1.6 },
    { name: '`gwx convert` of a small file', args: ['convert', file], limit: 2.5 },
    { name: '`gwx convert --mirror` of a small file', args: ['convert', '--mirror', file], limit: 2.5 },
    { name: '`gwx lint` of a small file', args: ['lint', file], limit: 2.5 },
    { name: '`gwx request` in a small file', args: ['request', 'http://httpbin.example.com/get', file], limit: 2.5 },
  ];
  let bare = Number.POSITIVE_INFINITY;
  const best = commands.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < 15; turn++) {
    bare = Math.min(bare, start(['-e', '0']));
    for (const [index, { args }] of commands.entries()) {
      best[index] = Math.min(best[index] ?? Number.POSITIVE_INFINITY, start([gwx, ...args]));
    }
  }
  return commands.map(({ name, limit }, index) => ({
    name: `${name} against \`node -e 0\``,
    value: (best[index] ?? Number.POSITIVE_INFINITY) / bare,
    limit,
    unit: 'times',
  }));
}

/** Whole runs of the command on ten times the input: what a repository costs, and the form to apply.
 * @returns {Budget[]} */
function growthBudgets() {
  const folder = mkdtempSync(join(tmpdir(), 'gwx-bench-'));
  try {
    const small = writeFiles(join(folder, 'small'), benchFiles(1980, 20));
    const large = writeFiles(join(folder, 'large'), benchFiles(19_800, 200));
    const few = writeFiles(join(folder, 'few'), [benchInput(1000, 10)]);
    const many = writeFiles(join(folder, 'many'), [benchInput(10_000, 100)]);
    return [
      growth('`gwx lint` of 20,000 objects in 2,000 files against 2,000 in 200', ['lint'], small, large),
      growth('`gwx convert` of 10,000 HTTPRoutes against 1,000', ['convert'], few, many),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder with these files. @param {string} folder @param {string[]} texts */
function writeFiles(folder, texts) {
  mkdirSync(folder);
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.yaml`), text);
  return folder;
}

/** @param {string} name @param {string[]} args @param {string} small @param {string} large @returns {Budget} */
function growth(name, args, small, large) {
  const best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 3; turn++) {
    best.small = Math.min(best.small, start([gwx, ...args, small]));
    best.large = Math.min(best.large, start([gwx, ...args, large]));
  }
  return { name, value: best.large / best.small, limit: 12, unit: 'times' };
}

/** Milliseconds that a command takes. @param {string[]} args */
function start(args) {
  const started = performance.now();
  // What it prints is not kept: reading it would be measured too.
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status}: ${stderr}`);
  return performance.now() - started;
}

/** @param {string} mode @param {{ routes: number, gateways: number }} size */
function inFreshProcess(mode, { routes, gateways }) {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), mode, String(routes), String(gateways)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} gave ${status}: ${stderr}`);
  return JSON.parse(stdout);
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
