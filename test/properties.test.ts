import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convert } from '../src/convert/index.ts';
import type { ConversionResult } from '../src/convert/result.ts';
import { load } from '../src/input/load.ts';
import type { Source } from '../src/input/load-options.ts';
import { printYaml } from '../src/output/resource-yaml.ts';
import { defaultSettings } from '../src/settings.ts';
import { anyManifest, type Manifest, manifests, spoil } from './object-arbitraries.ts';

const runs = 300;
/** Fixed, so that a run can be repeated; another one is tried with `GWX_SEED=n npm test`. */
const seed = Number(process.env['GWX_SEED'] ?? 1);

/** How often the generated inputs reach what conversion does; a generator that reaches nothing proves nothing. */
const reached = new Map<string, number>();

function count(what: string, happened: boolean): void {
  reached.set(what, (reached.get(what) ?? 0) + (happened ? 1 : 0));
}

function asSources(files: readonly (readonly Manifest[])[]): Source[] {
  return files.map((objects, i) => ({
    name: `file-${i}.yaml`,
    text: objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
  }));
}

/** `ignore`: the generated objects are not all such as an API server accepts. */
async function run(sources: readonly Source[], complete: boolean): Promise<ConversionResult> {
  const input = await load(sources, { validate: 'ignore', channel: 'experimental' });
  expect(input.diagnostics).toEqual([]);
  return convert(input, { settings: defaultSettings, complete });
}

/** Everything that a user can see of a result, in its order. */
function visible({ resources, issues, assumptions }: ConversionResult): unknown {
  const place = ({ subject }: ConversionResult['issues'][number]) => {
    const { resource, ...rest } = subject;
    return [resource.kind, resource.metadata.namespace, resource.metadata.name, rest];
  };
  return {
    text: printYaml(resources, 'mirror'),
    issues: issues.map((issue) => [place(issue), issue.condition, issue.reason, issue.message, issue.severity]),
    assumptions: assumptions.map(({ kind, namespace, name, message }) => [kind, namespace, name, message]),
  };
}

function measure({ resources, bindings, virtualServices, issues }: ConversionResult): void {
  const text = printYaml(resources, 'mirror');
  count(
    'routes attach',
    bindings.some(({ denied }) => denied === undefined),
  );
  count(
    'routes are denied',
    bindings.some(({ denied }) => denied !== undefined),
  );
  count(
    'hosts merge',
    virtualServices.some(({ routes }) => routes.length > 1),
  );
  count(
    'mesh parents',
    bindings.some(({ flavour }) => flavour === 'mesh'),
  );
  count(
    'ListenerSet parents',
    bindings.some(({ listener }) => listener?.ownerKind === 'ListenerSet'),
  );
  count(
    'listeners conflict',
    issues.some(({ condition }) => condition === 'Conflicted'),
  );
  count(
    'grants deny',
    issues.some(({ reason }) => reason === 'RefNotPermitted'),
  );
  count(
    'hard errors',
    issues.some(({ severity, reason }) => severity === 'hard' && reason === 'InvalidFilter'),
  );
  const grantedBackend = virtualServices.some(({ routes, httpEntries }) =>
    httpEntries.some(({ spec }) =>
      spec.route?.some(
        ({ destination: { host } }) => host && !host.includes(`.${routes[0].route.metadata.namespace}.`),
      ),
    ),
  );
  count('grants allow', grantedBackend);
  for (const field of ['corsPolicy', 'headers', 'mirrors', 'redirect', 'rewrite', 'timeout', 'retries', 'tcp', 'tls']) {
    count(field, text.includes(`${field}:`));
  }
}

describe('conversion', () => {
  test('gives the same bytes for the same objects in any order and split over any files', async () => {
    const arbitrary = fc.record({
      objects: manifests,
      complete: fc.boolean(),
      shuffle: fc.infiniteStream(fc.nat()),
      files: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ objects, complete, shuffle, files }) => {
        const first = await run(asSources([objects]), complete);
        measure(first);
        const shuffled = [...objects].map((object) => ({ object, key: shuffle.next().value ?? 0 }));
        shuffled.sort((a, b) => a.key - b.key);
        const parts = Array.from({ length: files }, (_, i) =>
          shuffled.filter((_entry, index) => index % files === i).map(({ object }) => object),
        );
        const second = await run(asSources(parts), complete);
        expect(visible(second)).toEqual(visible(first));
      }),
      { numRuns: runs, seed },
    );
  });

  test('gives the same bytes twice', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, async (objects) => {
        const input = await load(asSources([objects]), { validate: 'ignore' });
        const [first, second] = [1, 2].map(() => convert(input, { settings: defaultSettings }));
        expect(second && visible(second)).toEqual(first && visible(first));
      }),
      { numRuns: 50, seed },
    );
  });

  test('never depends, in the open world, on whether a referenced Service, Secret or Namespace is in the input', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, async (objects) => {
        const withServices = await run(asSources([objects]), false);
        const without = await run(asSources([objects.filter(({ kind }) => kind !== 'Service')]), false);
        expect(printYaml(without.resources, 'mirror')).toBe(printYaml(withServices.resources, 'mirror'));
      }),
      { numRuns: 50, seed },
    );
  });

  test('never throws, whatever the fields of the objects hold', async () => {
    const broken = fc.record({
      object: anyManifest,
      path: fc.array(fc.nat(), { maxLength: 5 }),
      value: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(broken, { maxLength: 10 }), fc.boolean(), async (objects, complete) => {
        const spoilt = objects.map(({ object, path, value }) => JSON.stringify(spoil(object, path, value)));
        const source = { name: 'spoilt.yaml', text: spoilt.join('\n---\n') };
        for (const defaults of [true, false]) {
          const input = await load([source], { validate: 'ignore', defaults });
          printYaml(convert(input, { settings: defaultSettings, complete }).resources, 'mirror');
        }
      }),
      { numRuns: runs, seed },
    );
  });

  afterAll(() => {
    process.stdout.write(`reached in ${runs} inputs: ${[...reached].map(([what, n]) => `${what} ${n}`).join(', ')}\n`);
    for (const [what, n] of reached) if (n < runs / 100) throw new Error(`the generator hardly reaches: ${what}`);
  });
});
