import type { VirtualServiceSpec } from '../../model/istio.ts';
import type { Resource } from '../../model/resource.ts';
import { isContext } from '../context.ts';
import type { HTTPEntry } from '../http-routes.ts';
import { hasValidExpressions } from './expressions.ts';
import { type GatewayDraft, isOfContext } from './gateways.ts';
import { applyReadyEntries } from './http-entries.ts';
import { l4OnGateways, writableL4 } from './l4.ts';
import { messages } from './messages.ts';
import { nameAll } from './names.ts';
import type { ApplyReadyVirtualService } from './result.ts';
import { ruleScope } from './rule-scope.ts';
import { type ApplyReadyScope, muted } from './scope.ts';
import { joinVirtualHosts, listenerText, type OrderedDrafts } from './virtual-hosts.ts';
import { atHostname, atParentRef, draftOf, type VirtualServiceDraft } from './virtual-service-draft.ts';

/** The VirtualServices on Gateways that are emitted, joined and chosen so that no order by age is needed (AF-36 to AF-39, AF-60 to AF-66, AF-91). */
export function draftOnGateways(scope: ApplyReadyScope, gateways: readonly GatewayDraft[]): OrderedDrafts {
  const byName = new Map(gateways.map((draft) => [`${draft.namespace}/${draft.gateway.name}`, draft]));
  const drafts = scope.result.virtualServices.flatMap((virtualService) => {
    const gateway = byName.get(virtualService.spec.gateways[0] ?? '');
    const draft = gateway && draftOf(virtualService, [gateway]);
    return draft && hasFullHost(scope, draft) ? [draft] : [];
  });
  const http = joinVirtualHosts(
    scope,
    drafts.filter(({ httpEntries }) => httpEntries.length > 0),
  );
  const l4 = drafts.filter(({ tcp, tls }) => tcp !== undefined || tls !== undefined);
  return { drafts: [...http.drafts, ...l4OnGateways(scope, l4, gateways)], ordered: http.ordered };
}

/** AF-24. */
function hasFullHost(scope: ApplyReadyScope, draft: VirtualServiceDraft): boolean {
  const [host = ''] = draft.hosts;
  if (host === '*' || host.includes('.')) return true;
  scope.say(messages.singleLabel({ host }), atHostname(draft, host));
  return false;
}

/** Gives drafts their names and their entries. `namesOf` are the names of the Gateways of a listener. */
export function renderVirtualServices(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
  namesOf: (gateway: GatewayDraft) => readonly string[],
): readonly ApplyReadyVirtualService[] {
  const names = nameAll(scope, 'VirtualService', drafts);
  return drafts.flatMap((draft) => {
    const name = names.get(draft) ?? draft.mirrorName;
    const ofContext = draft.routes.every(({ route }) => isContext({ resource: route, path: [] }));
    // Of what is not emitted nothing is said either.
    const own = ofContext ? muted(scope) : scope;
    reportPartial(own, draft, name);
    const httpEntries = renderEntries(own, draft, `${draft.namespace}/${name}`);
    const l4 = writableL4(own, draft);
    if (httpEntries.length === 0 && l4 === undefined) return [];
    const { hosts, exportTo, gateways, routes, namespace } = draft;
    const spec: VirtualServiceSpec = {
      hosts,
      gateways: gateways.length === 0 ? ['mesh'] : gateways.flatMap(namesOf),
      exportTo,
      ...(httpEntries.length > 0 && { http: httpEntries.map((entry) => entry.spec) }),
      ...l4,
    };
    return { name, namespace, routes, spec, httpEntries };
  });
}

function renderEntries(scope: ApplyReadyScope, draft: VirtualServiceDraft, vs: string): readonly HTTPEntry[] {
  const entries = withoutRepetition(draft.httpEntries);
  if (!hasValidExpressions(scope, entries)) return [];
  return entries.flatMap((entry) =>
    applyReadyEntries(ruleScope(scope, vs, entry), entry).map((spec) => ({ ...entry, spec })),
  );
}

/** A route that reaches a host twice has its entries there twice (RT-48); the first are enough (AF-36). */
function withoutRepetition(entries: readonly HTTPEntry[]): readonly HTTPEntry[] {
  const seen = new Map<Resource, Set<string>>();
  return entries.filter(({ route, rule, match }) => {
    const ofRoute = seen.get(route) ?? new Set<string>();
    const key = `${rule} ${match}`;
    const isNew = !ofRoute.has(key);
    seen.set(route, ofRoute.add(key));
    return isNew;
  });
}

/** AF-9c. */
function reportPartial(scope: ApplyReadyScope, draft: VirtualServiceDraft, name: string): void {
  const gateway = draft.gateways.find(({ listener }) => isOfContext(listener));
  if (gateway === undefined) return;
  const facts = { vs: `${draft.namespace}/${name}`, host: draft.hosts.join(', '), listener: listenerText(gateway) };
  scope.say(messages.partial(facts), atParentRef(draft));
}
