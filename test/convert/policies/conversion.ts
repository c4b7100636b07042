import { convert } from '../../../src/convert/index.ts';
import type { ConversionResult } from '../../../src/convert/result.ts';
import { computeStatuses } from '../../../src/convert/status/index.ts';
import { load } from '../../../src/input/load.ts';
import { isObject, type JsonObject, objectsIn } from '../../../src/model/json.ts';
import { defaultSettings, type Settings } from '../../../src/settings.ts';

/** How a text is converted. Without further words: the closed world, all switches of chapters 10 and 30 on. */
export interface World {
  readonly settings?: Partial<Settings>;
  readonly complete?: boolean;
  readonly singlePass?: boolean;
  readonly defaults?: boolean;
}

const switches: Settings = {
  ...defaultSettings,
  EnableAlphaGatewayAPI: true,
  EnableAmbientMultiNetwork: true,
  EnableAmbientWaypoints: true,
  EnableGatewayAPIInferenceExtension: true,
};

/** Converts a text of YAML documents. */
export async function convertText(text: string, world: World = {}): Promise<ConversionResult> {
  const { settings = {}, complete = true, singlePass = false, defaults = true } = world;
  const input = await load([{ name: 'test.yaml', text }], { validate: 'ignore', channel: 'experimental', defaults });
  if (input.diagnostics.length > 0) throw new Error(input.diagnostics.map(({ message }) => message).join('\n'));
  return convert(input, { settings: { ...switches, ...settings }, complete, singlePass });
}

/** The computed status of one object; undefined if it gets none. */
export function statusOf(result: ConversionResult, kind: string, name: string, namespace = 'default') {
  return computeStatuses(result).find(({ resource }) => {
    return resource.kind === kind && resource.metadata.name === name && resource.metadata.namespace === namespace;
  });
}

/** Conditions as `Type Status Reason: message`, in their order. */
export function conditionLines(holder: unknown): readonly string[] {
  return objectsIn(holder, 'conditions').map(({ type, status, reason, message }) => {
    return `${type} ${status} ${reason}: ${message}`;
  });
}

/** The entries of a list of a status: what they are about, in one word each, and their conditions. */
export function entryLines(status: unknown, list: 'ancestors' | 'parents'): readonly (readonly string[])[] {
  const ref = list === 'ancestors' ? 'ancestorRef' : 'parentRef';
  return objectsIn(status, list).map((entry) => [
    `${entry['controllerName']} ${refText(entry[ref])}`,
    ...conditionLines(entry),
  ]);
}

function refText(ref: unknown): string {
  return isObject(ref)
    ? Object.keys(ref)
        .sort()
        .map((field) => `${field}=${ref[field]}`)
        .join(' ')
    : String(ref);
}

/** Specs of the generated DestinationRules by `namespace/name`, with the policies they name as `parents`. */
export function destinationRules({ resources }: ConversionResult): JsonObject {
  const rules = resources.filter(({ kind }) => kind === 'DestinationRule');
  return plain(
    rules.map(({ metadata, spec }) => {
      const parents = metadata.annotations['internal.istio.io/parents'];
      return [`${metadata.namespace}/${metadata.name}`, { parents, spec }];
    }),
  );
}

function plain(entries: readonly (readonly [string, unknown])[]): JsonObject {
  const value: unknown = JSON.parse(JSON.stringify(Object.fromEntries(entries)));
  return isObject(value) ? value : {};
}

/** Issues of an object as `condition reason @path: message`. */
export function issueLines({ issues }: ConversionResult, kind: string, name: string): readonly string[] {
  return issues
    .filter(({ subject: { resource } }) => resource.kind === kind && resource.metadata.name === name)
    .map(({ condition = 'silent', reason, message, place }) => {
      return `${condition} ${reason} @${'resource' in place ? place.path.join('.') : ''}: ${message}`;
    });
}
