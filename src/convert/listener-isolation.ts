import { isWildcard, overlap, subset } from '../model/hosts.ts';
import type { Binding, Route } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { Issue } from './issue.ts';
import { routeHostnames } from './listener-attachment.ts';
import type { Listener } from './listeners.ts';
import { type ParentIndex, parentKey } from './parents.ts';

/** What becomes of a route's host on a listener; `servedBy` are the listeners that take it away. */
type HostVerdict = { readonly kept: true } | { readonly kept: false; readonly servedBy: readonly Listener[] };

/**
 * Listener isolation (RT-42): a host stays on a listener unless another listener of the same object, port and protocol
 * serves it more specifically. On a listener with an exact hostname every host stays, even one that can never be reached there.
 */
function isolateHost(host: string, listener: Listener, siblings: readonly Listener[]): HostVerdict {
  const hostname = listener.spec.hostname ?? '';
  if (hostname !== '' && !isWildcard(hostname)) return { kept: true };
  const others = siblings.filter((other) => other !== listener);
  if (hostname !== '' && !overlap(host, hostname)) {
    return { kept: false, servedBy: others.filter((other) => reaches(host, other)) };
  }
  const servedBy = others.filter((other) => {
    const otherHostname = other.spec.hostname ?? '';
    return (
      other.port === listener.port &&
      other.protocol === listener.protocol &&
      otherHostname !== hostname &&
      otherHostname.length >= hostname.length &&
      subset(host, otherHostname)
    );
  });
  return servedBy.length === 0 ? { kept: true } : { kept: false, servedBy };
}

/** Whether some request for the host can come in through the listener. */
function reaches(host: string, { spec }: Listener): boolean {
  return overlap(host, spec.hostname || '*');
}

function within(a: Listener, b: Listener): boolean {
  return subset(a.spec.hostname || '*', b.spec.hostname || '*');
}

/** A host of a route on one of the listeners that accept the route. */
interface JudgedHost {
  readonly host: string;
  /** Key of the parent in the index of bindable listeners. */
  readonly parent: string;
  readonly listener: Listener;
  readonly verdict: HostVerdict;
}

/** The hosts of a route that stay on the listener of each accepted binding; those that stay nowhere useful are reported. */
export function isolateHosts(
  context: ConvertContext,
  route: Route,
  bindings: readonly Binding[],
  { bindable }: ParentIndex,
): ReadonlyMap<Binding, readonly string[]> {
  const hosts = routeHostnames(route.spec, 'HTTPRoute');
  const kept = new Map<Binding, readonly string[]>();
  const all: JudgedHost[] = [];
  for (const binding of bindings) {
    const { listener } = binding;
    if (listener === undefined) continue;
    const parent = parentKey(binding.parent);
    const siblings = bindable.get(parent) ?? [];
    const judged = hosts.map((host) => ({ host, parent, listener, verdict: isolateHost(host, listener, siblings) }));
    const ofBinding = judged.filter(({ verdict }) => verdict.kept).map(({ host }) => host);
    kept.set(binding, ofBinding);
    for (const each of judged) all.push(each);
  }
  // As it is for nearly every route.
  if (all.every(({ host, listener, verdict }) => verdict.kept && reaches(host, listener))) return kept;
  for (const host of new Set(hosts)) {
    const ofHost = all.filter((judged) => judged.host === host);
    reportDropped(context, route, host, ofHost);
    reportUnreachable(context, route, host, ofHost);
  }
  return kept;
}

/** A host that no listener of a parent keeps. That one listener leaves it to another is how isolation works. */
function reportDropped(context: ConvertContext, route: Route, host: string, judged: readonly JudgedHost[]): void {
  for (const parent of new Set(judged.map((each) => each.parent))) {
    const ofParent = judged.filter((each) => each.parent === parent);
    if (ofParent.some(({ verdict }) => verdict.kept)) continue;
    const bound = new Set(ofParent.map(({ listener }) => listener));
    // The most specific one: a route that binds to it keeps the host.
    const [servedBy] = ofParent
      .flatMap(({ verdict }) => ('servedBy' in verdict ? verdict.servedBy : []))
      .filter((listener) => !bound.has(listener))
      .sort((a, b) => Number(within(b, a)) - Number(within(a, b)));
    if (servedBy === undefined) {
      const message = `host "${host}" does not fit the hostname of any listener that this route is bound to, so it is dropped`;
      reportHost(context, route, host, 'host-dropped', message);
      continue;
    }
    const message = `host "${host}" is served by listener "${servedBy.name}" of the same ${servedBy.ownerKind}, to which this route is not bound, so it is dropped`;
    const place = { resource: servedBy.owner, path: ['spec', 'listeners', servedBy.index] };
    reportHost(context, route, host, 'host-dropped', message, [
      { role: 'cause', message: 'the listener that serves it', place },
    ]);
  }
}

/** A host that an exact listener keeps although nothing can come in for it (RT-42.1). */
function reportUnreachable(context: ConvertContext, route: Route, host: string, judged: readonly JudgedHost[]): void {
  if (!judged.some(({ verdict }) => verdict.kept)) return;
  if (judged.some(({ listener }) => reaches(host, listener))) return;
  const message = `host "${host}" matches no listener hostname of the parents, so it never receives traffic`;
  const listeners = [...new Set(judged.map(({ listener }) => listener))];
  const related = listeners.map(({ owner, index, name, spec }) => ({
    role: 'target' as const,
    message: `listener "${name}" serves "${spec.hostname}"`,
    place: { resource: owner, path: ['spec', 'listeners', index, 'hostname'] },
  }));
  reportHost(context, route, host, 'host-unreachable', message, related);
}

function reportHost(
  { report }: ConvertContext,
  route: Route,
  host: string,
  reason: string,
  message: string,
  related?: Issue['related'],
): void {
  const index = route.spec.hostnames?.indexOf(host) ?? -1;
  const place = { resource: route, path: index < 0 ? ['spec'] : ['spec', 'hostnames', index] };
  const subject = { resource: route };
  report({ subject, reason, message, place, ...(related && { related }), severity: 'silent', flavour: 'gateway' });
}
