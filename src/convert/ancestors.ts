import { routeCrds } from '../model/kinds.ts';
import { groups } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { ConvertContext } from './context.ts';

/** A Gateway above a backend: some route names both. */
export interface AncestorGateway {
  readonly namespace: string;
  readonly name: string;
}

/** The Gateways above an object that routes name as backend, by namespace and name (POL-38). */
export type AncestorLookup = (kind: string, namespace: string, name: string) => readonly AncestorGateway[];

type Ancestors = ReadonlyMap<string, ReadonlyMap<string, AncestorGateway>>;

/** A look-up that reads the routes when it is first asked: without policies nobody asks. */
export function createAncestorLookup({ index }: ConvertContext): AncestorLookup {
  let ancestors: Ancestors | undefined;
  return (kind, namespace, name) => {
    ancestors ??= findAncestors(index);
    const gateways = [...(ancestors.get(`${kind}/${namespace}/${name}`) ?? [])];
    return gateways.sort(([a], [b]) => compareBytes(a, b)).map(([, gateway]) => gateway);
  };
}

/** Reads the specs of all routes alone: whether a route attaches, and whether the Gateway exists, makes no difference. */
function findAncestors(index: ResourceIndex): Ancestors {
  const ancestors = new Map<string, Map<string, AncestorGateway>>();
  for (const { metadata, spec } of routeCrds.flatMap((crd) => index.list(crd))) {
    const gateways = (spec.parentRefs ?? [])
      .filter(({ group = groups.gateway, kind = 'Gateway' }) => group === groups.gateway && kind === 'Gateway')
      .map(({ name = '', namespace = metadata.namespace }) => ({ name, namespace }));
    if (gateways.length === 0) continue;
    for (const rule of spec.rules ?? []) {
      for (const { kind = 'Service', name = '', namespace = metadata.namespace } of rule.backendRefs ?? []) {
        const key = `${kind}/${namespace}/${name}`;
        const known = ancestors.get(key) ?? new Map<string, AncestorGateway>();
        for (const gateway of gateways) known.set(`${gateway.namespace}/${gateway.name}`, gateway);
        ancestors.set(key, known);
      }
    }
  }
  return ancestors;
}
