import type { ConfigMapFields } from '../model/core.ts';
import type { GatewaySpec } from '../model/gateway-api.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { labels } from '../model/names.ts';
import { compareBytes, compareCreation, compareNames } from '../model/order.ts';
import { namespacedName, type Path, type Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { mergeSchemas, type OverlayKey } from './merge-schema.ts';
import type { DeployOptions } from './options.ts';
import { type DeployProblem, overlayProblem, plainOverlayProblem } from './problem.ts';

/** Where overlays are written. */
export interface OverlaySource {
  /** As messages name it: `ConfigMap default/options`. */
  readonly name: string;
  readonly place: (key: string) => { readonly resource: Resource; readonly path: Path };
}

/** What is to be changed in one kind of object. */
export interface Overlay {
  readonly source: OverlaySource;
  readonly key: OverlayKey;
  readonly patch: JsonObject;
}

/** The overlays of a Gateway in the order in which they apply, and what is wrong with them. */
export interface Overlays {
  readonly overlays: readonly Overlay[];
  readonly problems: readonly DeployProblem[];
}

interface OverlayTexts {
  readonly source: OverlaySource;
  readonly entries: Readonly<Record<string, unknown>>;
}

/** Knows the overlays of any Gateway: the defaults of its class, then what its parametersRef names (DEP-56 to DEP-58). */
export function createOverlays(
  index: ResourceIndex,
  options: DeployOptions,
): (gateway: Resource<GatewaySpec>) => Overlays {
  const ofClass = oldestByClass(index, options);
  return (gateway) => {
    const parameters = parametersOf(index, gateway, options);
    const isProblem = parameters !== undefined && 'message' in parameters;
    const sources = [classDefaults(ofClass, gateway, options), isProblem ? undefined : parameters];
    const read = sources.flatMap((texts) => (texts === undefined ? [] : readOverlays(gateway, texts, options)));
    return {
      overlays: read.filter((one) => 'patch' in one),
      problems: [...(isProblem ? [parameters] : []), ...read.filter((one) => 'message' in one)],
    };
  };
}

function configMapTexts(configMap: Resource<ConfigMapFields>): OverlayTexts {
  const name = `ConfigMap ${namespacedName(configMap.metadata)}`;
  const place = (key: string) => ({ resource: configMap, path: ['data', key] });
  return { source: { name, place }, entries: configMap.spec.data ?? {} };
}

/** The oldest ConfigMap that is labelled for each class (DEP-56). */
function oldestByClass(
  index: ResourceIndex,
  { systemNamespace }: DeployOptions,
): ReadonlyMap<string, Resource<ConfigMapFields>> {
  const labelled = index
    .list('configmaps.')
    .filter(({ metadata }) => metadata.labels?.[labels.defaultsForClass] !== undefined)
    .filter(({ metadata }) => systemNamespace === '' || metadata.namespace === systemNamespace)
    .sort((a, b) => compareCreation(a, b) || compareBytes(a.metadata.name, b.metadata.name) || compareNames(a, b));
  // The first one of a class is set last.
  return new Map(labelled.reverse().map((one) => [one.metadata.labels?.[labels.defaultsForClass] ?? '', one]));
}

/** What is labelled for the class, else what the chart would make a ConfigMap of (DEP-70). */
function classDefaults(
  ofClass: ReadonlyMap<string, Resource<ConfigMapFields>>,
  gateway: Resource<GatewaySpec>,
  { classDefaults }: DeployOptions,
): OverlayTexts | undefined {
  const { gatewayClassName: className = '' } = gateway.spec;
  const oldest = ofClass.get(className);
  if (oldest !== undefined) return configMapTexts(oldest);
  const entries = classDefaults?.[className];
  if (!isObject(entries)) return undefined;
  const place = () => ({ resource: gateway, path: ['spec', 'gatewayClassName'] });
  return { source: { name: `gatewayClasses.${className} of the values`, place }, entries };
}

function parametersOf(
  index: ResourceIndex,
  gateway: Resource<GatewaySpec>,
  { assumesParameters }: DeployOptions,
): OverlayTexts | DeployProblem | undefined {
  const ref = gateway.spec.infrastructure?.parametersRef;
  if (ref === undefined) return undefined;
  const { group = '', kind = '', name = '' } = ref;
  const { namespace } = gateway.metadata;
  const path = ['spec', 'infrastructure', 'parametersRef'];
  const problem = { gateway, reason: 'overlay-invalid', refusedBy: 'istiod' } as const;
  if (group !== '' || kind !== 'ConfigMap') {
    const message = `invalid parameters: unknown infrastructure parameters type ${group}/${kind}`;
    return { ...problem, message, place: { resource: gateway, path } };
  }
  const configMap = index.get('configmaps.', namespace, name);
  if (configMap !== undefined) return configMapTexts(configMap);
  if (assumesParameters?.(namespace)) return undefined;
  return {
    ...problem,
    message: `parametersRef targeting configmap "${namespace}/${name}", but configmap does not exist`,
    place: { resource: gateway, path: [...path, 'name'] },
    help: 'what it would change is not known without it; name the file that holds it, with --context if it is not yours',
  };
}

function readOverlays(
  gateway: Resource<GatewaySpec>,
  { source, entries }: OverlayTexts,
  { readYaml }: DeployOptions,
): (Overlay | DeployProblem)[] {
  return Object.entries(entries)
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([key, content]): Overlay | DeployProblem => {
      if (!isOverlayKey(key)) {
        const message = `unsupported overlay "${key}" (supported: [${Object.keys(mergeSchemas).join(' ')}])`;
        const problem = plainOverlayProblem(gateway, { source, key }, message);
        return { ...problem, place: { ...source.place(key), part: 'key' } };
      }
      const read = typeof content === 'string' ? readYaml(content) : { value: content };
      if ('problem' in read) {
        const { problem, start, end } = read;
        return { ...overlayProblem(gateway, { source, key }, `invalid YAML: ${problem}`), part: { start, end } };
      }
      // An empty text changes nothing, but asks for the object (DEP-55).
      const patch = read.value ?? {};
      if (isObject(patch)) return { source, key, patch };
      return overlayProblem(gateway, { source, key }, 'strategic merge patch failed: it is not a mapping');
    });
}

function isOverlayKey(key: string): key is OverlayKey {
  return Object.hasOwn(mergeSchemas, key);
}
