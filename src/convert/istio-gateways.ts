import type { GatewaySpec } from '../model/istio.ts';
import { istioGatewayName } from '../model/names.ts';
import { namespacedName, type Path } from '../model/resource.ts';
import type { Binding } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { Listener } from './listeners.ts';

/** A generated Istio Gateway, before it is given one of its two renderings: one listener, one server (GW-30). */
export interface IstioGateway {
  readonly name: string;
  readonly listener: Listener;
  readonly spec: GatewaySpec;
}

/** The Istio Gateways of all valid listeners. Of two with one name the later overwrites the earlier (GW-36). */
export function istioGateways(
  context: ConvertContext,
  listeners: readonly Listener[],
  bindings: readonly Binding[],
): readonly IstioGateway[] {
  const attached = attachedNamespaces(bindings);
  const byName = new Map<string, IstioGateway>();
  for (const listener of listeners) {
    const namespaces = listener.namespaces.list(attached.get(listener) ?? []);
    reportNamespaces(context, listener, namespaces);
    if (!listener.emitted) continue;
    const gateway = istioGateway(listener, namespaces);
    const { internalName } = listener;
    const overwritten = byName.get(internalName);
    if (overwritten !== undefined) reportOverwritten(context, overwritten, gateway);
    byName.set(internalName, gateway);
  }
  return [...byName.values()];
}

function istioGateway(listener: Listener, namespaces: readonly string[]): IstioGateway {
  const { owner, name, port, protocol, spec, tls } = listener;
  const hostname = spec.hostname ?? '*';
  const server = {
    port: { name: 'default', number: port || undefined, protocol },
    hosts: namespaces.map((namespace) => `${namespace}/${hostname}`),
    tls,
  } as const;
  return { name: istioGatewayName(owner.metadata.name, name), listener, spec: { servers: [server] } };
}

/** Namespaces of the routes that a listener accepted. */
function attachedNamespaces(bindings: readonly Binding[]): ReadonlyMap<Listener, ReadonlySet<string>> {
  const attached = new Map<Listener, Set<string>>();
  for (const { listener, parent, denied } of bindings) {
    if (listener === undefined || denied !== undefined) continue;
    const namespaces = attached.get(listener) ?? new Set<string>();
    attached.set(listener, namespaces.add(parent.route.metadata.namespace));
  }
  return attached;
}

function reportNamespaces(context: ConvertContext, listener: Listener, namespaces: readonly string[]): void {
  const rule = listener.spec.allowedRoutes?.namespaces;
  const subject = { resource: listener.owner, listener: listener.index };
  const path = ['spec', 'listeners', listener.index, 'allowedRoutes', 'namespaces'];
  const report = (reason: string, message: string, field: string) => {
    const place = { resource: listener.owner, path: [...path, field] };
    context.report({ subject, reason, message, place, severity: 'silent' });
  };
  if (rule?.from !== undefined && rule.from !== 'Same' && rule.from !== 'All' && rule.selector === undefined) {
    const message = `from: ${rule.from} without a selector lets routes of every namespace attach`;
    report('selector-open', message, 'from');
  } else if (listener.namespaces.invalid) {
    report('selector-empty', 'selector is invalid and matches nothing', 'selector');
  } else if (namespaces.length === 1 && namespaces[0] === '~') {
    report('selector-empty', 'selector matches no namespace, so no route can attach to this listener', 'selector');
  } else if (listener.emitted) {
    assumeNamespaces(context, listener, namespaces, path);
  }
}

/** LN-24: records the Namespaces of which nothing but the selector says that they have the labels. */
function assumeNamespaces(
  context: ConvertContext,
  listener: Listener,
  namespaces: readonly string[],
  path: Path,
): void {
  const place = { resource: listener.owner, path: [...path, 'selector'] };
  for (const name of namespaces) {
    if (listener.namespaces.allows(name) === 'assumed') {
      context.assume({ kind: 'Namespace', namespace: '', name }, { place });
    }
  }
}

function reportOverwritten(context: ConvertContext, overwritten: IstioGateway, by: IstioGateway): void {
  const { owner, index, ownerKind } = overwritten.listener;
  const other = by.listener;
  const message = `generated Gateway "${owner.metadata.namespace}/${overwritten.name}" is also generated from ${other.ownerKind} "${namespacedName(other.owner.metadata)}"; one overwrites the other`;
  // Of two listeners of one owner the name is at fault, else those of the owners (GW-36).
  const path = owner === other.owner ? ['spec', 'listeners', index, 'name'] : ['metadata', 'name'];
  const place = { resource: owner, path };
  const otherPlace = { resource: other.owner, path: ['spec', 'listeners', other.index, 'name'] };
  const same = ownerKind === other.ownerKind ? 'the same' : 'this';
  const related = [{ role: 'winner' as const, message: `the listener of ${same} name`, place: otherPlace }];
  const subject = { resource: owner, listener: index };
  context.report({ subject, reason: 'name-overwritten', message, place, related, severity: 'silent' });
}
