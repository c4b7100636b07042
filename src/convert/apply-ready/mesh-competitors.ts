import { groupBy } from '../../model/group-by.ts';
import { namespacedName } from '../../model/resource.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';
import { fullHost, textsIn, userResources } from './user-resources.ts';
import { atParentRef, draftName, type VirtualServiceDraft } from './virtual-service-draft.ts';

/** Says where clients lose the preference for what their own namespace says of a host (AF-75, AF-93). */
export function reportCompetitors(scope: ApplyReadyScope, drafts: readonly VirtualServiceDraft[]): void {
  const ofUsers = userHosts(scope);
  const l4 = drafts.filter(({ httpEntries }) => httpEntries.length === 0);
  const generated = groupBy(l4.flatMap(hostsOf), ({ host }) => host);
  for (const draft of drafts) {
    // What is private to a namespace still comes first there.
    if (draft.exportTo !== undefined) continue;
    const { namespace } = draft;
    for (const { host } of hostsOf(draft)) {
      const say = (other: string) =>
        scope.say(messages.noPreference({ vs: draftName(draft), other, host, namespace }), atParentRef(draft));
      ofUsers.get(host)?.forEach(({ name }) => {
        say(name);
      });
      const rivals = draft.httpEntries.length > 0 ? [] : (generated.get(host) ?? []);
      // One of them is enough to say it.
      const rival = rivals.find((other) => other.draft.namespace !== namespace);
      if (rival !== undefined) say(draftName(rival.draft));
    }
  }
}

function hostsOf(draft: VirtualServiceDraft) {
  return draft.hosts.map((host) => ({ draft, host }));
}

/** The VirtualServices of users on the mesh, by host. */
function userHosts({ result }: ApplyReadyScope) {
  const onMesh = userResources(result, 'virtualservices.networking.istio.io').filter(({ spec }) => {
    const gateways = textsIn(spec, 'gateways');
    return gateways.length === 0 || gateways.includes('mesh');
  });
  const hosts = onMesh.flatMap(({ resource, spec }) =>
    textsIn(spec, 'hosts').map((host) => ({
      host: fullHost(host, resource.metadata.namespace, result),
      name: namespacedName(resource.metadata),
    })),
  );
  return groupBy(hosts, ({ host }) => host);
}
