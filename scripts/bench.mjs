// `npm run bench`: times and memory for 100 to 10,000 HTTPRoutes, and whether the budget of the design (section 4) holds.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchInput } from './bench-input.mjs';

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
  const { build } = await import('esbuild');
  const { parseEvents } = await import('js-yaml');
  const outfile = `${root}node_modules/.cache/gwx-bench/parse.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: ['src/input/parse.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
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
  const budgets = [...dataBudgets(measured), ...startBudgets()];
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
  const commands = {
    bare: ['-e', '0'],
    help: [gwx, '--help'],
    convert: [gwx, 'convert', '--mirror', `${root}fixtures/quickstart.yaml`],
  };
  const best = { bare: Number.POSITIVE_INFINITY, help: Number.POSITIVE_INFINITY, convert: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 15; turn++) {
    best.bare = Math.min(best.bare, start(commands.bare));
    best.help = Math.min(best.help, start(commands.help));
    best.convert = Math.min(best.convert, start(commands.convert));
  }
  return [
    { name: '`gwx --help` against `node -e 0`', value: best.help / best.bare, limit: 1.6, unit: 'times' },
    {
      name: '`gwx convert` of a small file against `node -e 0`',
      value: best.convert / best.bare,
      limit: 2.5,
      unit: 'times',
    },
  ];
}

/** Milliseconds that a command takes. @param {string[]} args */
function start(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
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
