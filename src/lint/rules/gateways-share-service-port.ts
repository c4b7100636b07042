import type { Listener } from '../../convert/listeners.ts';
import { groupBy } from '../../model/group-by.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import { createHostMap } from '../overlapping-hosts.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const gatewaysShareServicePort: Rule = {
  code: 'GWX0511',
  name: 'gateways-share-service-port',
  severity: 'warning',
  description: 'another Gateway listens on the same port of the same Service for the same hosts',
  rationale:
    'Gateways whose addresses name one Service are served by the same proxies. Over HTTP the rules of the older Gateway come first for a host of both, over TLS only one of the two listeners serves.',
  remedy: 'use one Gateway, or attach a ListenerSet to it',
  examples: {
    bad: '# two Gateways with a listener for port 80\naddresses: [{type: Hostname, value: ingress.istio-system.svc.cluster.local}]',
    good: 'kind: ListenerSet\nspec: {parentRef: {name: public}}',
  },
  equivalents: { istioctl: ['IST0145'], kiali: ['KIA1501', 'KIA1502'] },
  check(context) {
    const { listeners } = context.conversion;
    const serving = listeners.filter(({ emitted, gateway }) => emitted && gateway.services.length > 0);
    const shared = serving.flatMap((listener) =>
      [...new Set(listener.gateway.services)].map((service) => ({ listener, service })),
    );
    for (const group of groupBy(shared, ({ listener, service }) => `${service} ${listener.port}`).values()) {
      const ofPort = group.map(({ listener }) => listener).sort(compareListeners);
      if (new Set(ofPort.map(({ gateway }) => gateway)).size > 1) judgePort(context, group[0].service, ofPort);
    }
  },
};

/** E-12: the order of Istio's Gateways, by age, name and namespace. */
function compareListeners(a: Listener, b: Listener): number {
  return (
    compareCreation(a.owner, b.owner) ||
    compareBytes(a.internalName.split('/')[1] ?? '', b.internalName.split('/')[1] ?? '') ||
    compareBytes(a.owner.metadata.namespace, b.owner.metadata.namespace)
  );
}

function judgePort(context: RuleContext, service: string, listeners: readonly Listener[]): void {
  const earlier = createHostMap<Listener>();
  for (const later of listeners) {
    const hostname = later.spec.hostname || '*';
    const overlap = earlier.overlapping(hostname, ({ gateway }) => competes(gateway, later.gateway));
    earlier.add(hostname, later);
    if (overlap !== undefined) report(context, service, overlap.host, overlap.item, later);
  }
}

/** Services that istiod itself makes are another rule's concern. */
function competes(a: Listener['gateway'], b: Listener['gateway']): boolean {
  return a.resource !== b.resource && !(a.managed && b.managed);
}

function report(context: RuleContext, service: string, host: string, first: Listener, later: Listener): void {
  // LN-20: of a pair, nothing is reported on mere context.
  const [reported, other] = later.owner.origin.context ? [first, later] : [later, first];
  const name = namespacedName(other.gateway.resource.metadata);
  context.report({
    message: `Gateway "${name}" also listens on port ${later.port} of "${service}" for "${host}"`,
    place: placeOf(reported),
    subject: `${name} ${service}`,
    related: [{ role: 'also', message: `listener "${other.name}"`, place: placeOf(other) }],
    help: 'use one Gateway or a ListenerSet; over HTTP the rules of the older Gateway come first, over TLS only one of them serves',
  });
}

function placeOf({ owner, index }: Listener) {
  return { resource: owner, path: ['spec', 'listeners', index] };
}
