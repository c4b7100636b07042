import type { Related } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import { type CrdName, kinds } from '../model/kinds.ts';
import { createNearest, type FindNearest } from '../model/nearest.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { firstFew } from './crowds.ts';
import type { NearObjects } from './rule.ts';

/**
 * Finds what may have been meant by the name of an absent object: near names of its namespace, its own name in others (LN-52), and the
 * Istio Gateway of that name, which is taken for the other kind now and then.
 */
export function createNearestObjects(
  index: ResourceIndex,
  external: ReadonlySet<string> = new Set(),
): (crd: CrdName, namespace: string, name: string) => NearObjects {
  const known = new Map<CrdName, KnownObjects>();
  return (crd, namespace, name) => {
    const objects = known.get(crd) ?? knownObjects(index, crd);
    known.set(crd, objects);
    // Of an external namespace the input holds a part: other names there say nothing.
    const meant = external.has(namespace) ? [] : objects.nearestIn(namespace)(name);
    const near = meant.flatMap((one) => index.get(crd, namespace, one) ?? []);
    const elsewhere = firstFew(objects.named(name), ({ metadata }) => metadata.namespace !== namespace).slice(0, 3);
    const hints = [
      ...(meant.length > 0 ? [didYouMean(meant)] : []),
      ...(elsewhere.length > 0 ? [`"${name}" exists in ${namespacesText(elsewhere)}`] : []),
    ];
    const related = [...near, ...elsewhere].map((resource) => nearMiss(crd, resource));
    const istioGateway =
      crd === 'gateways.gateway.networking.k8s.io'
        ? index.get('gateways.networking.istio.io', namespace, name)
        : undefined;
    if (istioGateway !== undefined) {
      hints.push(`"${name}" is an Istio Gateway`);
      const message = 'this is an Istio Gateway; routes attach only to gateway.networking.k8s.io Gateways';
      related.push({ role: 'near-miss', message, place: { resource: istioGateway, path: ['metadata', 'name'] } });
    }
    return { hint: hints.length > 0 ? hints.join('; ') : undefined, related };
  };
}

/** `did you mean "a" or "b"?` */
export function didYouMean(names: readonly string[]): string {
  return `did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`;
}

/** The objects of a kind by what they may be looked for. */
interface KnownObjects {
  nearestIn(namespace: string): FindNearest;
  named(name: string): readonly Resource[];
}

function knownObjects(index: ResourceIndex, crd: CrdName): KnownObjects {
  const resources: readonly Resource[] = index.list(crd);
  const byNamespace = groupBy(resources, ({ metadata }) => metadata.namespace);
  const byName = groupBy(resources, ({ metadata }) => metadata.name);
  const finders = new Map<string, FindNearest>();
  return {
    nearestIn(namespace) {
      const names = () => (byNamespace.get(namespace) ?? []).map(({ metadata }) => metadata.name);
      const finder = finders.get(namespace) ?? createNearest(names());
      finders.set(namespace, finder);
      return finder;
    },
    named: (name) => byName.get(name) ?? [],
  };
}

function namespacesText(resources: readonly Resource[]): string {
  const names = resources.map(({ metadata }) => `"${metadata.namespace}"`);
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${names.join(', ')}`;
}

function nearMiss(crd: CrdName, resource: Resource): Related {
  const { namespace, name } = resource.metadata;
  const message = `${kinds[crd].kind} "${namespace === '' ? name : `${namespace}/${name}`}"`;
  return { role: 'near-miss', message, place: { resource, path: ['metadata', 'name'] } };
}
