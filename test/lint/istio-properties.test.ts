import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { rules } from '../../src/lint/rules/index.ts';
import { spoil } from '../object-arbitraries.ts';
import { lintSources } from './linting.ts';

/** The objects of the fixtures of the rules about Istio's own objects. */
const about = new Set(rules.filter(({ code }) => /^GWX(09|10)/.test(code)).map(({ name }) => `${name}.yaml`));
const objects: readonly unknown[] = readdirSync('fixtures/lint')
  .filter((file) => about.has(file))
  .flatMap((file) => loadAll(readFileSync(`fixtures/lint/${file}`, 'utf8')));

const runs = 150;
const seed = Number(process.env['GWX_SEED'] ?? 1);

function source(some: readonly unknown[]) {
  return { name: 'f.yaml', text: some.map((object) => `---\n${JSON.stringify(object)}\n`).join('') };
}

test('nothing that stands in the fields of these objects makes lint throw', async () => {
  const broken = fc.record({
    object: fc.constantFrom(...objects),
    path: fc.array(fc.nat(), { maxLength: 7 }),
    value: fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, [], {}, [null], [{}])),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(broken, { minLength: 1, maxLength: 12 }), fc.boolean(), async (some, complete) => {
      const spoilt = some.map(({ object, path, value }) => spoil(object, path, value));
      await lintSources([source(spoilt)], complete ? ['--complete', '--validate', 'ignore'] : []);
    }),
    { numRuns: runs, seed },
  );
});

test('the order of the objects does not matter (LN-6)', async () => {
  const textOf = async (some: readonly unknown[]) => {
    const { findings } = await lintSources([source(some)], ['--skip', 'GWX01']);
    return findings
      .map(({ rule, severity, message, place }) =>
        JSON.stringify([rule, severity, message, place?.object, place?.path]),
      )
      .sort();
  };
  // Of objects of one name the last one counts.
  const distinct = [...new Map(objects.map((object) => [identity(object), object])).values()];
  const forward = await textOf(distinct);
  expect(forward.length).toBeGreaterThan(40);
  expect(await textOf(distinct.toReversed())).toEqual(forward);
});

function identity(object: unknown): string {
  return JSON.stringify(object, ['apiVersion', 'kind', 'metadata', 'namespace', 'name']);
}
