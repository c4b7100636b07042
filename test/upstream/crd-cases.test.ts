import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { loadDefaults } from '../../src/input/defaults.ts';
import type { Channel } from '../../src/input/load-options.ts';
import { loadValidators, pruneNulls, type Violation } from '../../src/input/validate.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { crdOf } from '../../src/model/kinds.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

interface Case {
  readonly name: string;
  readonly test: string;
  readonly channel: Channel | 'both';
  readonly operation?: string;
  readonly object: JsonObject;
  readonly wantErrors: readonly string[];
}

/** An entry of `invalid-examples/index.yaml`: `by` names the mechanism that refuses. */
interface InvalidExample {
  readonly file: string;
  readonly channel: readonly Channel[];
  readonly path: string;
  readonly by: string;
  readonly text: string;
  readonly alsoWrong?: readonly { readonly path: string; readonly by: string; readonly text: string }[];
}

const folder = upstreamPath('gateway-api', 'crd-cases');
const channels: readonly Channel[] = ['standard', 'experimental'];

/** What the API server would refuse in an object under a bundle, after its pruning and defaults. */
async function check(object: unknown, channel: Channel): Promise<Violation[]> {
  if (!isObject(object)) throw new Error('not an object');
  const crd = crdOf(String(object['apiVersion']), String(object['kind']));
  if (crd === undefined) throw new Error(`unknown kind ${object['kind']}`);
  const [validators, defaults] = await Promise.all([loadValidators([crd], channel), loadDefaults([crd], channel)]);
  return validators.check(crd, defaults.apply(crd, pruneNulls(object)));
}

function documents(...path: string[]): unknown[] {
  return loadAll(readFileSync(join(folder, ...path), 'utf8')).filter((document) => document !== null);
}

const runs = new Map<string, { channel: Channel; entry: Case }>();
for (const file of readdirSync(join(folder, 'cases')).sort()) {
  const list: Case[] = JSON.parse(JSON.stringify(documents('cases', file)[0]));
  for (const entry of list) {
    for (const channel of channels) {
      if (entry.channel !== 'both' && entry.channel !== channel) continue;
      runs.set(`${file} ${entry.test}: ${entry.name} (${channel})`, { channel, entry });
    }
  }
}

function runNames(select: (entry: Case) => boolean): string[] {
  return [...runs].filter(([, { entry }]) => select(entry)).map(([name]) => name);
}

async function checkRun(name: string): Promise<{ entry: Case; found: Violation[] }> {
  const run = runs.get(name);
  if (run === undefined) throw new Error(`no run ${name}`);
  return { entry: run.entry, found: await check(run.entry.object, run.channel) };
}

// A status is open: what is wrong in it is no concern of an offline check.
const written = (entry: Case) => entry.operation !== 'status-update';
// Whether a field was another one before only the API server knows.
const transitions = ['field is immutable'];
const isTransition = (entry: Case) => entry.wantErrors.some((text) => transitions.includes(text));

describeSuite(
  'CRD cases, accepted',
  runNames((entry) => written(entry) && entry.wantErrors.length === 0),
  async (name) => expect((await checkRun(name)).found).toEqual([]),
);

describeSuite(
  'CRD cases, refused',
  runNames((entry) => written(entry) && entry.wantErrors.length > 0 && !isTransition(entry)),
  async (name) => {
    const { entry, found } = await checkRun(name);
    const messages = found.map(({ message }) => message);
    for (const text of entry.wantErrors) {
      expect(messages).toContainEqual(expect.stringContaining(text));
    }
  },
);

describeSuite('CRD cases, left to a cluster', runNames(isTransition), async (name) => {
  const { entry, found } = await checkRun(name);
  expect(entry.operation).toBe('update');
  expect(found).toEqual([]);
});

const invalid: InvalidExample[] = JSON.parse(JSON.stringify(documents('invalid-examples', 'index.yaml')[0]));

describeSuite(
  'invalid examples',
  invalid.flatMap(({ file, channel }) => channel.map((name) => `${file} ${name}`)),
  async (name) => {
    const example = invalid.find(({ file }) => name.startsWith(`${file} `));
    if (example === undefined) throw new Error(`no example ${name}`);
    const channel = name.endsWith(' standard') ? 'standard' : 'experimental';
    const objects = documents('invalid-examples', example.file).filter((object) => isObject(object));
    const found = (await Promise.all(objects.map((object) => check(object, channel)))).flat();
    const expected = [example, ...(example.alsoWrong ?? [])];
    for (const { path, text } of expected) {
      const messages = found.map(({ message }) => message).filter((message) => message.startsWith(`${path}: `));
      expect(messages.join('\n')).toContain(text);
    }
    // Invalid addresses are many in one file; everywhere else nothing more is wrong than what the index names.
    if (!example.file.endsWith('invalid-addresses.yaml')) expect(found).toHaveLength(expected.length);
  },
);

const examples = channels.flatMap((bundle) =>
  readdirSync(join(folder, 'examples', bundle), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => channels.slice(bundle === 'standard' ? 0 : 1).map((channel) => `${bundle}/${file} ${channel}`)),
);

describeSuite('valid examples', examples, async (name) => {
  const [file = '', channel] = name.split(' ');
  for (const object of documents('examples', file)) {
    expect(await check(object, channel === 'standard' ? 'standard' : 'experimental')).toEqual([]);
  }
});
