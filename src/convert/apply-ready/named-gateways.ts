import { groupBy } from '../../model/group-by.ts';
import type { GatewayDraft } from './gateways.ts';
import { nameAll } from './names.ts';
import type { PodLabels } from './options.ts';
import type { ApplyReadyGateway } from './result.ts';
import type { ApplyReadyScope } from './scope.ts';

/** The Istio Gateways of all drafts, and what VirtualServices call those of one draft. */
export interface NamedGateways {
  readonly gateways: readonly ApplyReadyGateway[];
  readonly namesOf: (draft: GatewayDraft) => readonly string[];
}

/** One Istio Gateway for each selector of a listener: the second and later are numbered (AF-20). */
export function nameGateways(
  scope: ApplyReadyScope,
  drafts: readonly GatewayDraft[],
  prefixes: ReadonlyMap<GatewayDraft, string>,
): NamedGateways {
  const copies = drafts.flatMap((draft) => {
    const orderPrefix = prefixes.get(draft) ?? '';
    const { namespace, gateway } = draft;
    // Where the pods of a Gateway of the context are does not matter: it is not emitted.
    const selectors: readonly (PodLabels | undefined)[] = draft.selectors.length === 0 ? [undefined] : draft.selectors;
    return selectors.map((selector, i) => {
      const mirrorName = i === 0 ? gateway.name : `${gateway.name}-${i + 1}`;
      return { draft, namespace, mirrorName, orderPrefix, selector };
    });
  });
  const names = nameAll(scope, 'Gateway', copies);
  const gateways = copies.map((copy) => {
    const { draft, namespace, mirrorName, selector } = copy;
    const name = names.get(copy) ?? mirrorName;
    return { draft, name, namespace, listener: draft.listener, spec: { selector, servers: [draft.server] } };
  });
  const byDraft = groupBy(gateways, ({ draft }) => draft);
  return {
    gateways: gateways.map(({ draft: _, ...gateway }) => gateway),
    namesOf: (draft) => (byDraft.get(draft) ?? []).map(({ namespace, name }) => `${namespace}/${name}`),
  };
}
