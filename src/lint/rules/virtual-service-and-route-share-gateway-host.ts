import type { HTTPEntry } from '../../convert/http-routes.ts';
import type { Listener } from '../../convert/listeners.ts';
import type { VirtualService } from '../../convert/virtual-services.ts';
import { groupBy } from '../../model/group-by.ts';
import { overlap } from '../../model/hosts.ts';
import { valueAt } from '../../model/json.ts';
import { namespacedName, type Path, type Resource } from '../../model/resource.ts';
import type { VirtualServiceResource } from '../destinations.ts';
import { mayMeet } from '../match-overlap.ts';
import { pairPlaces } from '../pair-places.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { createSharedListeners } from '../shared-listeners.ts';

export const virtualServiceAndRouteShareGatewayHost: Rule = {
  code: 'GWX0904',
  name: 'virtual-service-and-route-share-gateway-host',
  severity: 'warning',
  description: 'a VirtualService and a route serve one host on one listener',
  rationale:
    'The rules of both end up in one virtual host: those of the older object first, and rules for everything last. A note if no request can meet the matches of both.',
  remedy: 'keep one API for each host',
  examples: {
    bad: '# VirtualService and HTTPRoute on one Gateway\nhosts: [shop.example.com]\n---\nhostnames: [shop.example.com]',
    good: '# only the HTTPRoute\nhostnames: [shop.example.com]',
  },
  check(context) {
    const listenersOf = createSharedListeners(context);
    for (const { virtualService, target } of context.istio.gatewayReferences()) {
      for (const { listener, generatedFor } of listenersOf(target)) {
        for (const [i, host] of (virtualService.spec.hosts ?? []).entries()) {
          reportHost(context, { virtualService, host, index: i, listener }, generatedFor(host));
        }
      }
    }
  },
};

interface SharedHost {
  readonly virtualService: VirtualServiceResource;
  readonly host: string;
  /** In `spec.hosts`. */
  readonly index: number;
  readonly listener: Listener;
}

function reportHost({ report }: RuleContext, shared: SharedHost, meeting: readonly VirtualService[]): void {
  const { virtualService, host, index, listener } = shared;
  const byRoute = groupBy(meeting.flatMap(partsOf), ({ route }) => route);
  for (const [route, parts] of byRoute) {
    const collides = parts.some(({ entries }) => mayCollide(virtualService, entries));
    const own = { resource: virtualService, path: ['spec', 'hosts', index] };
    const { onOther, ...places } = pairPlaces(
      { place: own, related: { message: 'the VirtualService' } },
      { place: { resource: route, path: hostPath(route, host) }, related: { message: 'the route' } },
    );
    const { kind, metadata } = onOther ? virtualService : route;
    report({
      ...(!collides && { severity: 'info' as const }),
      message: `host "${host}" on listener "${listener.name}" is also routed by ${kind} "${namespacedName(metadata)}"`,
      ...places,
      subject: `${listener.internalName} ${kind} ${namespacedName(metadata)}`,
      help: 'keep one API for each host; where both match a request, the older object serves it',
    });
  }
}

/** The hostname of a route that overlaps a host. */
function hostPath({ spec }: Resource, host: string): Path {
  const hostnames = valueAt(spec, ['hostnames']);
  const index = Array.isArray(hostnames) ? hostnames.findIndex((one) => overlap(host, String(one))) : -1;
  return index < 0 ? ['metadata', 'name'] : ['spec', 'hostnames', index];
}

/** What a route has in a generated VirtualService. */
interface RoutePart {
  readonly route: Resource;
  readonly entries: readonly HTTPEntry[];
}

function partsOf({ routes, httpEntries }: VirtualService): readonly RoutePart[] {
  const entries = groupBy(httpEntries, (entry): Resource => entry.route);
  const distinct = new Set<Resource>(routes.map(({ route }) => route));
  return [...distinct].map((route) => ({ route, entries: entries.get(route) ?? [] }));
}

/** Whether some request may meet a rule of the VirtualService and one that comes from the route. */
function mayCollide({ spec }: VirtualServiceResource, entries: readonly HTTPEntry[]): boolean {
  const own = spec.http ?? [];
  // Connections have nothing to tell them apart here.
  if (entries.length === 0 || own.length === 0) return true;
  return own.some(({ match = [] }) => entries.some((entry) => mayMeet(match, entry.spec.match ?? [])));
}
