import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convert } from '../src/convert/index.ts';
import type { ConversionResult } from '../src/convert/result.ts';
import { computeStatuses, type ObjectStatus } from '../src/convert/status/index.ts';
import { load } from '../src/input/load.ts';
import { printYaml } from '../src/output/resource-yaml.ts';
import { defaultSettings } from '../src/settings.ts';
import { spoil } from './object-arbitraries.ts';
import { anyManifestWithStatus, manifestsWithStatus } from './policy-arbitraries.ts';

const runs = 100;
const seed = Number(process.env['GWX_SEED'] ?? 1);
const settings = {
  ...defaultSettings,
  EnableAlphaGatewayAPI: true,
  EnableAmbient: true,
  EnableAmbientWaypoints: true,
  EnableGatewayAPIInferenceExtension: true,
};

/** How often the generated inputs reach what statuses say; a generator that reaches nothing proves nothing. */
const reached = new Map<string, number>();
const sayings = [
  'AddressNotAssigned',
  'AddressNotUsable',
  'BackendNotFound',
  'Conflicted',
  'HTTPRouteNotAccepted',
  'IgnoredByIstio',
  'InvalidCACertificateRef',
  'Mine',
  'NoMatchingListenerHostname',
  'NoValidCACertificate',
  'NotAllowedByListeners',
  'TargetNotFound',
  'other.io/controller',
  'unsupported ClientAndServer',
];
const silent = ['contribution-lost', 'field-ignored', 'policy-ignored'];

function measure({ issues, resources }: ConversionResult, statuses: readonly ObjectStatus[]): void {
  const count = (what: string, happened: boolean) => reached.set(what, (reached.get(what) ?? 0) + (happened ? 1 : 0));
  const text = JSON.stringify(statuses.map(({ status }) => status));
  for (const saying of sayings) count(saying, text.includes(saying));
  for (const tag of silent)
    count(
      tag,
      issues.some(({ reason }) => reason === tag),
    );
  count(
    'DestinationRule',
    resources.some(({ kind }) => kind === 'DestinationRule'),
  );
  count(
    'pools with parents',
    statuses.some(({ resource, status }) => resource.kind === 'InferencePool' && 'parents' in status),
  );
}

async function run(
  files: readonly (readonly unknown[])[],
  complete: boolean,
  defaults = true,
): Promise<ConversionResult> {
  const sources = files.map((objects, i) => ({
    name: `file-${i}.yaml`,
    text: objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
  }));
  const input = await load(sources, { validate: 'ignore', channel: 'experimental', defaults });
  return convert(input, { settings, complete });
}

/** Everything that a user can see of the statuses, in its order. */
function visible(result: ConversionResult): unknown {
  const statuses = computeStatuses(result).map(({ resource, status, ...rest }) => {
    const { kind, metadata } = resource;
    return [kind, metadata.namespace, metadata.name, JSON.stringify(status), rest];
  });
  return {
    statuses,
    text: printYaml(result.resources, 'mirror'),
    issues: result.issues.map(({ reason, message }) => [reason, message]),
  };
}

describe('statuses', () => {
  test('are the same for the same objects in any order and split over any files', async () => {
    const arbitrary = fc.record({
      objects: manifestsWithStatus,
      complete: fc.boolean(),
      keys: fc.infiniteStream(fc.nat()),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ objects, complete, keys }) => {
        const first = await run([objects], complete);
        measure(first, computeStatuses(first));
        const shuffled = objects
          .map((object) => ({ object, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const half = (parity: number) => shuffled.filter((_entry, i) => i % 2 === parity).map(({ object }) => object);
        expect(visible(await run([half(0), half(1)], complete))).toEqual(visible(first));
      }),
      { numRuns: runs, seed },
    );
  });

  test('RUN-13: fed back into the input they are unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(manifestsWithStatus, fc.boolean(), async (objects, complete) => {
        const first = computeStatuses(await run([objects], complete));
        const computed = new Map(first.map(({ resource, status }) => [identity(resource), status]));
        const fed = objects.map((object) => {
          const status = computed.get(identity(object));
          return status === undefined ? object : { ...object, status };
        });
        const again = computeStatuses(await run([fed], complete));
        const differing = again.filter(({ changed }) => changed);
        expect(differing.map(({ resource, status }) => [identity(resource), status])).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
  });

  test('never throw, whatever the fields of the objects and of their statuses hold', async () => {
    const broken = fc.record({
      object: anyManifestWithStatus,
      path: fc.array(fc.nat(), { maxLength: 6 }),
      value: fc.jsonValue(),
      ofStatus: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(broken, { maxLength: 12 }), fc.boolean(), async (objects, complete) => {
        const spoilt = objects.map(({ object, path, value, ofStatus }) =>
          ofStatus ? { ...object, status: spoil(object['status'], path, value) } : spoil(object, path, value),
        );
        for (const defaults of [true, false]) computeStatuses(await run([spoilt], complete, defaults));
      }),
      { numRuns: runs, seed },
    );
  });

  afterAll(() => {
    process.stdout.write(`reached in ${runs} inputs: ${[...reached].map(([what, n]) => `${what} ${n}`).join(', ')}\n`);
    for (const [what, n] of reached) if (n < runs / 100) throw new Error(`the generator hardly reaches: ${what}`);
  });
});

function identity({ kind, metadata: { name, namespace = '' } }: Identified): string {
  return `${kind} ${namespace}/${name}`;
}

interface Identified {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
