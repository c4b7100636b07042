import type { Binding } from '../../convert/bindings.ts';
import type { Listener } from '../../convert/listeners.ts';
import type { VirtualService } from '../../convert/virtual-services.ts';
import { groupBy } from '../../model/group-by.ts';
import { subset } from '../../model/hosts.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import { namespacedName, type Path, type Resource } from '../../model/resource.ts';
import { precedence } from '../creation-time.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const l4RoutesCompete: Rule = {
  code: 'GWX0507',
  name: 'l4-routes-compete',
  severity: 'warning',
  description: 'another TCPRoute or TLSRoute of the listener takes all connections',
  rationale:
    'A listener of TCP, and one that terminates TLS, forwards everything to its first route. Of TLSRoutes on a passthrough listener the first one with a host serves it, and the later one loses its other hosts as well. No status says so.',
  remedy: 'bind the routes to different listeners, or give them different hostnames',
  examples: {
    bad: '# two TCPRoutes\nparentRefs: [{name: web, sectionName: tcp}]',
    good: 'parentRefs: [{name: web, sectionName: tcp-2}]',
  },
  check(context) {
    const { listeners, virtualServices, bindings } = context.conversion;
    const byName = new Map(listeners.map((listener) => [listener.internalName, listener]));
    const forwarding = virtualServices.filter(({ spec }) => spec.tcp ?? spec.tls);
    const accepted = bindings.filter(({ denied }) => denied === undefined);
    const tools = { report: context.report, bindings: groupBy(accepted, ({ parent }) => parent.route) };
    for (const [gateway, ofGateway] of groupBy(forwarding, ({ spec }) => spec.gateways[0] ?? '')) {
      const listener = byName.get(gateway);
      if (listener === undefined) continue;
      const sorted = ofGateway.sort(compareVirtualServices);
      const judge = listener.spec.tls?.mode === 'Passthrough' ? judgeHosts : judgeAll;
      judge(tools, listener, sorted);
    }
  },
};

interface Tools {
  readonly report: RuleContext['report'];
  /** The accepted bindings of each route. */
  readonly bindings: ReadonlyMap<Resource, readonly Binding[]>;
}

/** D-7: of equal age the name counts before the namespace. */
function compareVirtualServices(a: VirtualService, b: VirtualService): number {
  const [{ route }, { route: other }] = [a.routes[0], b.routes[0]];
  return (
    compareCreation(route, other) ||
    compareBytes(a.name, b.name) ||
    compareBytes(route.metadata.namespace, other.metadata.namespace)
  );
}

/** A route that loses a listener, or one of its hosts, to another one. */
interface Loss {
  readonly listener: Listener;
  readonly winner: VirtualService;
  readonly loser: VirtualService;
  /** The host that both have. */
  readonly host?: string;
}

/** The first route serves the whole listener. That a route has but one rule is a rule of the schema. */
function judgeAll(tools: Tools, listener: Listener, sorted: readonly [VirtualService, ...VirtualService[]]): void {
  const [winner] = sorted;
  const served = new Set([routeOf(winner)]);
  for (const loser of sorted) {
    if (served.has(routeOf(loser))) continue;
    served.add(routeOf(loser));
    report(tools, { listener, winner, loser });
  }
}

/** E-61: a match of which another route has one host is skipped as a whole. */
function judgeHosts(tools: Tools, listener: Listener, sorted: readonly VirtualService[]): void {
  const taken = new Map<string, VirtualService>();
  const told = new Set<Resource>();
  for (const loser of sorted) {
    for (const { match = [] } of loser.spec.tls ?? []) {
      const hosts = match.flatMap(({ sniHosts = [] }) => sniHosts);
      const host = hosts.find((one) => taken.has(one));
      const winner = host === undefined ? undefined : taken.get(host);
      if (host === undefined || winner === undefined) for (const one of hosts) taken.set(one, loser);
      else if (routeOf(winner) !== routeOf(loser) && !told.has(routeOf(loser))) {
        told.add(routeOf(loser));
        report(tools, { listener, winner, loser, host });
      }
    }
  }
}

function routeOf({ routes }: VirtualService) {
  return routes[0].route;
}

function report(tools: Tools, loss: Loss): void {
  const { listener, host } = loss;
  const [winner, loser] = [routeOf(loss.winner), routeOf(loss.loser)];
  const tie = winner.metadata.name === loser.metadata.name ? 'namespace' : 'name';
  const { decidedBy, certain, ending } = precedence(winner, loser, tie);
  const what = host === undefined ? '' : ` for "${host}"`;
  const losing = { resource: loser, path: pathOf(tools, listener, loser, host) };
  const winning = { resource: winner, path: pathOf(tools, listener, winner, host) };
  // LN-20: of a pair, nothing is reported on mere context.
  const onWinner = loser.origin.context;
  const forwards = `shadowed: listener "${listener.name}"`;
  tools.report({
    message: onWinner
      ? `${forwards} forwards to this one before ${describe(loser)}${what} ${ending}`
      : `${forwards} already forwards to ${describe(winner)}${what} ${ending}`,
    place: onWinner ? winning : losing,
    subject: `${listener.internalName} ${describe(onWinner ? loser : winner)}`,
    related: onWinner
      ? [{ role: 'loser', message: 'this route never serves', place: losing }]
      : [{ role: 'winner', message: 'this route comes first', place: winning }],
    help:
      host === undefined
        ? 'bind the two routes to different listeners'
        : 'give the two routes different hostnames; the later one loses all hosts of the rule',
    data: { decidedBy, certain, ...(host !== undefined && { hosts: [host] }), listeners: [listener.name] },
  });
}

/** The hostname that is lost, or the parentRef that leads to the listener. */
function pathOf({ bindings }: Tools, listener: Listener, route: Resource, host: string | undefined): Path {
  const binding = bindings.get(route)?.find((one) => one.listener === listener);
  const hostnames = binding?.parent.route.spec.hostnames ?? [];
  const written = host === undefined ? -1 : hostnames.findIndex((hostname) => subset(host, hostname));
  return written < 0 ? ['spec', 'parentRefs', binding?.parent.index ?? 0] : ['spec', 'hostnames', written];
}

function describe({ kind, metadata }: Resource): string {
  return `${kind} "${namespacedName(metadata)}"`;
}
