import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Source } from '../../src/input/load-options.ts';
import type { LintResult } from '../../src/lint/index.ts';
import { findingPrinters } from '../../src/output/index.ts';
import { anyManifest, type Manifest, manifests, spoil } from '../object-arbitraries.ts';
import { report } from '../output/finding-report.ts';
import { lintSources } from './linting.ts';

const runs = 60;
const seed = Number(process.env['GWX_SEED'] ?? 1);

/** How often the inputs reach each rule; a generator that reaches nothing proves nothing. */
const reached = new Map<string, number>();

function source(objects: readonly unknown[], i = 0): Source {
  return { name: `file-${i}.yaml`, text: objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('') };
}

/** What must not depend on the order of the input: everything but lines and files. GWX0108 is about files. */
function findingSet({ findings }: LintResult): readonly string[] {
  return findings
    .filter(({ rule }) => rule !== 'GWX0108')
    .map(({ rule, severity, message, place, fingerprint, data }) =>
      JSON.stringify([rule, severity, message, place?.object, place?.path, fingerprint, data]),
    )
    .sort();
}

async function printAll({ findings }: LintResult): Promise<void> {
  for (const printer of Object.values(findingPrinters)) (await printer())(report(...findings), {});
}

describe('lint', () => {
  test('finds the same in any order of the objects, split over any files (LN-6)', async () => {
    const arbitrary = fc.record({
      objects: manifests,
      args: fc.constantFrom([], ['--complete']),
      shuffle: fc.infiniteStream(fc.nat()),
      files: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ objects, args, shuffle, files }) => {
        const first = await lintSources([source(objects)], args);
        for (const { name } of first.findings) reached.set(name, (reached.get(name) ?? 0) + 1);
        const shuffled = [...objects].map((object) => ({ object, key: shuffle.next().value ?? 0 }));
        shuffled.sort((a, b) => a.key - b.key);
        const parts: (readonly Manifest[])[] = Array.from({ length: files }, (_, i) =>
          shuffled.filter((_entry, index) => index % files === i).map(({ object }) => object),
        );
        const second = await lintSources(
          parts.map((part, i) => source(part, i)),
          args,
        );
        expect(findingSet(second)).toEqual(findingSet(first));
      }),
      { numRuns: runs, seed },
    );
  });

  test('never throws, whatever the fields of the objects hold', async () => {
    const broken = fc.record({
      object: anyManifest,
      path: fc.array(fc.nat(), { maxLength: 5 }),
      value: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(broken, { maxLength: 10 }), async (objects) => {
        const spoilt = objects.map(({ object, path, value }) => spoil(object, path, value));
        for (const args of [[], ['--complete'], ['--no-defaults'], ['--validate', 'ignore']]) {
          await printAll(await lintSources([source(spoilt)], args));
        }
      }),
      { numRuns: runs, seed },
    );
  });

  afterAll(() => {
    const counts = [...reached].map(([name, count]) => `${name} ${count}`).sort();
    process.stdout.write(`found in ${runs} inputs: ${counts.join(', ')}\n`);
  });
});
