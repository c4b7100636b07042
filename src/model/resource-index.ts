import { type CrdName, crdOf, type KindSpecs } from './kinds.ts';
import { compareBytes, compareNames } from './order.ts';
import type { Resource } from './resource.ts';

/** All resources of an input, by CRD name, namespace and name. */
export interface ResourceIndex {
  /** Every resource of every kind, in an order that does not depend on the input. */
  all(): readonly Resource[];
  /** The namespaces that any resource is in. */
  namespaces(): ReadonlySet<string>;
  /** Every resource of a kind, ordered by namespace, then name, so that nothing depends on the order of the input. */
  list<K extends CrdName>(crd: K): readonly Resource<KindSpecs[K]>[];
  /** The resource of that name; `namespace` is `''` for cluster-scoped kinds. */
  get<K extends CrdName>(crd: K, namespace: string, name: string): Resource<KindSpecs[K]> | undefined;
}

/**
 * Builds the index. Of several resources with one kind, namespace and name the last one counts.
 * The types of `spec` rest on the reader: it refuses objects whose JSON types differ from the schema of their kind.
 */
export function indexResources(resources: Iterable<Resource>): ResourceIndex {
  const byCrd = new Map<CrdName, Map<string, Resource>>();
  for (const resource of resources) {
    const crd = crdOf(resource.apiVersion, resource.kind);
    if (crd === undefined) continue;
    const byName = byCrd.get(crd) ?? new Map<string, Resource>();
    byCrd.set(crd, byName.set(key(resource.metadata.namespace, resource.metadata.name), resource));
  }
  const kept = new Map(
    [...byCrd].map(([crd, byName]) => [crd, { byName, list: [...byName.values()].sort(compareNames) }]),
  );
  const ofKind = <K extends CrdName>(crd: K) => kept.get(crd) as KeptResources<KindSpecs[K]> | undefined;
  const all = [...kept].sort(([a], [b]) => compareBytes(a, b)).flatMap(([, { list }]) => list);
  let namespaces: ReadonlySet<string> | undefined;
  return {
    all: () => all,
    namespaces: () => {
      namespaces ??= new Set(all.map(({ metadata }) => metadata.namespace).filter((name) => name !== ''));
      return namespaces;
    },
    list: (crd) => ofKind(crd)?.list ?? [],
    get: (crd, namespace, name) => ofKind(crd)?.byName.get(key(namespace, name)),
  };
}

interface KeptResources<S> {
  readonly byName: ReadonlyMap<string, Resource<S>>;
  readonly list: readonly Resource<S>[];
}

function key(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
