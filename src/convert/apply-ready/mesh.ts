import { groupBy } from '../../model/group-by.ts';
import { isWildcard } from '../../model/hosts.ts';
import { labels } from '../../model/names.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import type { ConversionResult } from '../result.ts';
import type { VirtualService } from '../virtual-services.ts';
import { reportCompetitors } from './mesh-competitors.ts';
import { withFirstTCP } from './mesh-tcp.ts';
import { withServerNames } from './mesh-tls.ts';
import { messages } from './messages.ts';
import { readableBase } from './names.ts';
import type { ApplyReadyScope } from './scope.ts';
import {
  atHostname,
  atParentRef,
  compareDrafts,
  draftName,
  draftOf,
  type VirtualServiceDraft,
} from './virtual-service-draft.ts';

/** The VirtualServices on the mesh as users write them (AF-70 to AF-79). */
export function draftMesh(scope: ApplyReadyScope): readonly VirtualServiceDraft[] {
  reportLegacyParents(scope);
  const drafts = onMesh(scope.result)
    .map((virtualService) => draftOf(virtualService, []))
    .filter((draft) => hasFullHost(scope, draft))
    .filter(({ httpEntries, tcp, tls }) => httpEntries.length > 0 || tcp !== undefined || tls !== undefined)
    .map(withExportTo);
  const effective = withFirstTCP(scope, withServerNames(scope, withPortsFirst(scope, drafts)));
  for (const draft of effective) reportDraft(scope, draft);
  reportCompetitors(scope, effective);
  return effective;
}

/** Where routes have the mesh as a whole for a parent, what they come to has been merged with the rest. */
function onMesh({ virtualServices, legacyMesh }: ConversionResult): readonly VirtualService[] {
  const regular = virtualServices.filter(({ spec }) => spec.gateways.includes('mesh'));
  if (legacyMesh.routes.length === 0) return regular;
  return [...legacyMesh.virtualServices, ...regular.filter(({ spec }) => spec.http === undefined)];
}

/** AF-79. */
function reportLegacyParents(scope: ApplyReadyScope): void {
  for (const { binding, hosts } of scope.result.legacyMesh.routes) {
    const { route, routeKind, index } = binding.parent;
    const place = { resource: route, path: ['spec', 'parentRefs', index, 'kind'] };
    scope.say(messages.legacyMesh({ route: `${routeKind} ${namespacedName(route.metadata)}`, hosts }), place);
  }
}

function hasFullHost(scope: ApplyReadyScope, draft: VirtualServiceDraft): boolean {
  const short = draft.hosts.find((host) => !host.includes('.') && host !== '*');
  if (short !== undefined) scope.say(messages.singleLabel({ host: short }), atHostname(draft, short));
  return short === undefined;
}

/** AF-71: what a consumer writes for a Service of another namespace is for clients of its own; TCP and TLS entries reach all (AF-75). */
function withExportTo(draft: VirtualServiceDraft): VirtualServiceDraft {
  const isConsumer = draft.routes.every(
    ({ binding }) => binding.parent.kind !== 'Mesh' && binding.parent.namespace !== draft.namespace,
  );
  return isConsumer && draft.httpEntries.length > 0 ? { ...draft, exportTo: ['.'] } : draft;
}

/**
 * AF-72: of a VirtualService for one port of a host and one for all its ports a sidecar takes the first, by age in istiod
 * and by name once both are applied.
 */
function withPortsFirst(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const groups = groupBy(drafts, (draft) =>
    draft.httpEntries.length > 0 ? `${draft.namespace}/${draft.hosts[0]}` : draft,
  );
  return [...groups.values()].flatMap((group) => {
    const ofAllPorts = group.length === 1 ? undefined : group.find((draft) => !portOf(draft));
    if (ofAllPorts === undefined) return group;
    const ofPorts = group.filter((draft) => {
      if (draft === ofAllPorts) return false;
      const used = compareDrafts(draft, ofAllPorts) < 0;
      const facts = { vs: draftName(draft), other: draftName(ofAllPorts) };
      if (!used) scope.say(messages.neverUsed(facts), atParentRef(draft));
      return used;
    });
    const name = readableBase(ofAllPorts.mirrorName);
    const isLast = ofPorts.every(({ mirrorName }) => compareBytes(readableBase(mirrorName), name) < 0);
    return [...ofPorts, isLast ? ofAllPorts : { ...ofAllPorts, orderPrefix: 'z-', hashed: true }];
  });
}

/** The port of the parentRefs; all that have a part in a VirtualService have the same. */
function portOf({ routes }: VirtualServiceDraft): number | undefined {
  return routes[0].binding.parent.parentRef.port;
}

function reportDraft(scope: ApplyReadyScope, draft: VirtualServiceDraft): void {
  const wildcard = draft.routes[0].binding.meshHosts.find((host) => isWildcard(host) && draft.hosts.includes(host));
  if (wildcard !== undefined) {
    scope.say(messages.wildcardHost({ vs: draftName(draft), host: wildcard }), atParentRef(draft));
  }
  for (const { route, binding } of draft.routes) {
    const { kind, namespace, name, index } = binding.parent;
    if (kind !== 'Service' || !usesWaypoint(scope.result, namespace, name)) continue;
    const place = { resource: route, path: ['spec', 'parentRefs', index] };
    scope.say(messages.waypoint({ service: `${namespace}/${name}` }), place);
  }
}

/** AF-77. */
function usesWaypoint({ seen }: ConversionResult, namespace: string, name: string): boolean {
  const labelled = [seen.get('services.', namespace, name), seen.get('namespaces.', '', namespace)];
  const waypoints = labelled.map((resource) => resource?.metadata.labels?.[labels.useWaypoint]);
  const waypoint = waypoints.find((value) => value !== undefined) ?? '';
  return waypoint !== '' && waypoint.toLowerCase() !== 'none';
}
