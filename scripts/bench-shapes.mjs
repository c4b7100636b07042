// `node scripts/bench-shapes.mjs [SHAPE...]`: how the time of each step, and the peak of memory, grow with inputs that grow in one place only (shapes/).
import { fileURLToPath } from 'node:url';
import { inFreshProcess } from './fresh-process.mjs';
import { shapes, textShapes } from './shapes/index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { convert, computeStatuses, createLocator, defaultSettings, evaluate, lint, load, print, renderApplyReady } =
  await import(`${root}dist/index.js`);

const sizes = [500, 2000, 8000];
/** Of what is four times as much for four times the input; the rest is for noise, sorting and the collector. */
const limit = 6;
/** Milliseconds below which a step says nothing about growth, and above which it is not run on more. */
const bounds = { telling: 200, endless: 20_000 };
/** Megabytes above those of the program itself from which on the peak says something about growth. */
const tellingPeak = 100;

const asked = process.argv.slice(2);
const all = { ...textsOf(shapes), ...textShapes };
if (asked[0] === 'peak') console.log(await peak(asked[1] ?? '', Number(asked[2])));
else await benchAll();

async function benchAll() {
  for (const name of asked.length > 0 ? asked : Object.keys(all))
    process.exitCode = (await bench(name)) || process.exitCode;
}

/** The megabytes that all steps take beyond those of the program itself. @param {string} name @param {number} size */
async function peak(name, size) {
  const before = process.resourceUsage().maxRSS;
  const text = all[name]?.(size);
  if (text === undefined) throw new Error(`there is no shape "${name}"`);
  await measure(text, new Map());
  return (process.resourceUsage().maxRSS - before) / 1024;
}

/** @param {typeof shapes} of @returns {Readonly<Record<string, (size: number) => string>>} */
function textsOf(of) {
  const text = (/** @type {readonly object[]} */ objects) => objects.map((one) => JSON.stringify(one)).join('\n---\n');
  return Object.fromEntries(Object.entries(of).map(([name, make]) => [name, (size) => `${text(make(size))}\n`]));
}

/** Prints the growth of one shape. @param {string} name @returns {Promise<0 | 1>} */
async function bench(name) {
  const make = all[name];
  if (make === undefined) throw new Error(`there is no shape "${name}"`);
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (const size of sizes) await measure(make(size), times);
  console.log(name);
  const lines = [...times].map(([step, [, before = 0, now = 0]]) =>
    growth(step, before, now, { unit: 'ms', telling: bounds.telling }),
  );
  const [, smaller = 0, larger = 0] = sizes;
  if ([...times.values()].every((known) => known.length === sizes.length)) {
    const peakOf = (/** @type {number} */ size) =>
      inFreshProcess(fileURLToPath(import.meta.url), ['peak', name, String(size)]);
    const [before, now] = [peakOf(smaller), peakOf(larger)];
    lines.push(growth('memory', before, now, { unit: 'MB', telling: tellingPeak }));
  }
  for (const { text } of lines) console.log(text);
  return lines.some(({ isLinear }) => !isLinear) ? 1 : 0;
}

/** A line on what a step takes for the last size and the one before. @param {string} step @param {number} before @param {number} now
 * @param {{ unit: string, telling: number }} of */
function growth(step, before, now, { unit, telling }) {
  const isTelling = now > telling;
  const isLinear = !isTelling || now / before <= limit;
  const verdict = isTelling ? `${(now / before).toFixed(1)} times ${isLinear ? '' : 'NOT LINEAR'}` : '';
  const text = `  ${step.padEnd(12)}${before.toFixed(0).padStart(7)}${now.toFixed(0).padStart(7)} ${unit}  ${verdict}`;
  return { isLinear, text };
}

/** Runs every step once, and adds what it took to its times. @param {string} text @param {Map<string, number[]>} times */
async function measure(text, times) {
  /** @template T @param {string} step @param {() => T | Promise<T>} run @returns {Promise<T | undefined>} */
  const timed = async (step, run) => {
    const known = times.get(step) ?? [];
    if (known.some((time) => time > bounds.endless)) return undefined;
    const started = process.cpuUsage();
    const result = await run();
    const { user, system } = process.cpuUsage(started);
    times.set(step, [...known, (user + system) / 1000]);
    return result;
  };
  const input = await timed('load', () => load([{ name: 'shape.yaml', text }], { refuse: false }));
  const result = input && (await timed('convert', () => convert(input, { settings: defaultSettings })));
  if (input === undefined || result === undefined) return;
  await timed('print', () => print(result.resources));
  await timed('status', () => computeStatuses(result));
  await timed('apply-ready', () => renderApplyReady(result, {}));
  await timed('request', () => evaluate(result, requests()));
  const tools = {
    convert: (/** @type {unknown} */ one) => convert(one, { settings: defaultSettings }),
    locator: createLocator(),
  };
  await timed('lint', () => lint(input, tools, { channel: 'standard' }));
}

/** As many for every size: what is growing is the input. */
function requests() {
  const common = {
    port: 80,
    transport: /** @type {const} */ ('http'),
    sni: '',
    method: 'GET',
    headers: [],
    grpc: false,
  };
  return Array.from({ length: 10 }, (_, i) => ({
    ...common,
    path: `/p${i}`,
    authority: i % 4 === 0 ? 'shop.example.com' : `h${i}.example.com`,
    entry:
      i % 2 === 0
        ? { type: /** @type {const} */ ('gateway'), namespace: 'app', name: i % 4 === 0 ? 'gateway' : `gateway-${i}` }
        : { type: /** @type {const} */ ('mesh'), clientNamespace: 'app', service: `web-${i}.app.svc.cluster.local` },
  }));
}
