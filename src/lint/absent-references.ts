import { goQuote } from '../model/go-quote.ts';
import { isWildcard } from '../model/hosts.ts';
import { nearest } from '../model/nearest.ts';
import type { FieldPlace, ObjectName } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { destinationsOf, type VirtualServiceResource, type WrittenDestination } from './destinations.ts';
import type { GatewayReference } from './gateway-references.ts';
import { createHostTable, type HostTable } from './host-table.ts';
import { expandHost, type MeshHosts, ownerOfHost } from './mesh-hosts.ts';
import { visibilityOf } from './visibility.ts';

/** A reference of an Istio object to something that the input does not hold. */
export interface AbsentReference {
  /** Code of the rule that presents it. */
  readonly rule: `GWX${string}`;
  readonly target: ObjectName;
  readonly place: FieldPlace;
  /** Istio's own text. */
  readonly message: string;
  /** Names that may have been meant, where they are not those of objects. */
  readonly near?: readonly string[];
}

/** What references need to be resolved. */
interface Registries {
  gatewayReferences(): readonly GatewayReference[];
  meshHosts(): MeshHosts;
}

/** References to Gateways, hosts and subsets that lead nowhere. */
export function absentReferences(
  index: ResourceIndex,
  { gatewayReferences, meshHosts }: Registries,
  domainSuffix: string,
): readonly AbsentReference[] {
  const subsets = subsetTable(index, domainSuffix);
  const destinations = index.list('virtualservices.networking.istio.io').flatMap((one) => [...destinationsOf(one)]);
  return [
    ...gatewayReferences().flatMap(absentGateway),
    ...destinations.flatMap((one) => absentHost(one, meshHosts(), domainSuffix)),
    ...destinations.flatMap((one) => absentSubset(one, subsets, domainSuffix)),
    ...absentRuleHosts(index, meshHosts(), domainSuffix),
  ];
}

function absentGateway({
  target,
  virtualService,
  path,
  text,
  namespace,
  name,
}: GatewayReference): readonly AbsentReference[] {
  if (target.kind !== 'absent') return [];
  const message = `Referenced gateway not found: ${goQuote(text)}`;
  const place = { resource: virtualService, path };
  return [{ rule: 'GWX1003', target: { kind: 'Istio Gateway', namespace, name }, place, message }];
}

/** The namespaces whose clients use a VirtualService; of one that is seen everywhere those of its own speak for all. */
export function viewersOf({ spec, metadata }: VirtualServiceResource): ReadonlySet<string> {
  const { everywhere, namespaces } = visibilityOf(spec.exportTo, metadata.namespace);
  return everywhere ? new Set([metadata.namespace]) : namespaces;
}

function absentHost(
  { virtualService, destination, path, mirror }: WrittenDestination,
  meshHosts: MeshHosts,
  domainSuffix: string,
): readonly AbsentReference[] {
  const { host = '' } = destination;
  const expanded = expandHost(host, virtualService.metadata.namespace, domainSuffix);
  if (host === '' || meshHosts.find(expanded, viewersOf(virtualService)) !== undefined) return [];
  const message = `Referenced ${mirror ? 'mirror host' : 'host'} not found: ${goQuote(host)}`;
  const place = { resource: virtualService, path: [...path, 'host'] };
  return [{ rule: 'GWX1005', target: ownerOfHost(expanded, domainSuffix), place, message }];
}

/** The names of the subsets that DestinationRules define, by host. */
function subsetTable(index: ResourceIndex, domainSuffix: string): HostTable<string> {
  return createHostTable(
    index.list('destinationrules.networking.istio.io').flatMap(({ spec, metadata }) => {
      const host = expandHost(spec.host ?? '', metadata.namespace, domainSuffix);
      return (spec.subsets ?? []).flatMap(({ name }) => (name === undefined ? [] : [{ host, value: name }]));
    }),
  );
}

function absentSubset(
  { virtualService, destination, path, mirror }: WrittenDestination,
  subsets: HostTable<string>,
  domainSuffix: string,
): readonly AbsentReference[] {
  const { host = '', subset = '' } = destination;
  if (host === '' || subset === '') return [];
  const { namespace: own } = virtualService.metadata;
  const expanded = expandHost(host, own, domainSuffix);
  const known = subsets.matching(expanded);
  if (known.includes(subset)) return [];
  const what = mirror ? 'mirror+subset' : 'host+subset';
  const message = `Referenced ${what} in destinationrule not found: ${goQuote(`${host}+${subset}`)}`;
  const { kind, namespace } = ownerOfHost(expanded, domainSuffix);
  const target = {
    kind: 'DestinationRule',
    namespace: kind === 'Service' ? namespace : own,
    name: `${expanded}+${subset}`,
  };
  const place = { resource: virtualService, path: [...path, 'subset'] };
  return [{ rule: 'GWX1006', target, place, message, near: nearest(subset, known) }];
}

function absentRuleHosts(index: ResourceIndex, meshHosts: MeshHosts, domainSuffix: string): readonly AbsentReference[] {
  return index.list('destinationrules.networking.istio.io').flatMap((resource): readonly AbsentReference[] => {
    const { host = '' } = resource.spec;
    const expanded = expandHost(host, resource.metadata.namespace, domainSuffix);
    if (host === '' || meshHosts.has(expanded)) return [];
    // Of the Services of a whole namespace nobody can say that one is missing.
    if (isWildcard(expanded) && expanded.endsWith(`.${domainSuffix}`)) return [];
    const message = `The host ${host} defined in the DestinationRule does not match any services in the mesh.`;
    const place = { resource, path: ['spec', 'host'] };
    return [{ rule: 'GWX1017', target: ownerOfHost(expanded, domainSuffix), place, message }];
  });
}
