import { groups } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { ConvertContext } from './context.ts';

/** A Gateway above a backend: some route names both. */
export interface AncestorGateway {
  readonly namespace: string;
  readonly name: string;
}

/** The Gateways above an object that routes name as backend, by namespace and name (POL-38). */
export type AncestorLookup = (kind: string, namespace: string, name: string) => readonly AncestorGateway[];

const routeCrds = [
  'httproutes.gateway.networking.k8s.io',
  'grpcroutes.gateway.networking.k8s.io',
  'tcproutes.gateway.networking.k8s.io',
  'tlsroutes.gateway.networking.k8s.io',
] as const;

/** Reads the specs of all routes alone: whether a route attaches, and whether the Gateway exists, makes no difference. */
export function createAncestorLookup({ index }: ConvertContext): AncestorLookup {
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
  return (kind, namespace, name) => {
    const gateways = [...(ancestors.get(`${kind}/${namespace}/${name}`) ?? [])];
    return gateways.sort(([a], [b]) => compareBytes(a, b)).map(([, gateway]) => gateway);
  };
}
