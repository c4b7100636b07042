// `node scripts/bench-shapes.mjs [SHAPE...]`: how the time of each step grows with inputs that grow in one place only (shapes/).
import { fileURLToPath } from 'node:url';
import { shapes, textShapes } from './shapes/index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { convert, computeStatuses, createLocator, defaultSettings, evaluate, lint, load, print, renderApplyReady } =
  await import(`${root}dist/index.js`);

const sizes = [500, 2000, 8000];
/** Of time that is four times as much for four times the input; the rest is for noise, sorting and the collector. */
const limit = 6;
/** Milliseconds below which a step says nothing about growth, and above which it is not run on more. */
const bounds = { telling: 200, endless: 20_000 };

const asked = process.argv.slice(2);
const all = { ...textsOf(shapes), ...textShapes };
for (const name of asked.length > 0 ? asked : Object.keys(all))
  process.exitCode = (await bench(name)) || process.exitCode;

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
  let code = /** @type {0 | 1} */ (0);
  for (const [step, [, before = 0, now = 0]] of times) {
    const isTelling = now > bounds.telling;
    if (isTelling && now / before > limit) code = 1;
    const verdict = isTelling ? `${(now / before).toFixed(1)} times ${now / before > limit ? 'NOT LINEAR' : ''}` : '';
    console.log(`  ${step.padEnd(12)}${before.toFixed(0).padStart(7)}${now.toFixed(0).padStart(7)} ms  ${verdict}`);
  }
  return code;
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
