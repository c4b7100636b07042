import { overlap, subset } from '../model/hosts.ts';
import type { ConvertContext } from './context.ts';
import type { Listener } from './listeners.ts';
import type { Binding, ParentIndex, Route } from './parents.ts';

/** What becomes of a route's host on a listener; `servedBy` is the more specific listener that takes it away. */
export type HostVerdict =
  | { readonly kept: true; readonly reachable: boolean }
  | { readonly kept: false; readonly servedBy?: Listener };

/**
 * Listener isolation (RT-42): a host stays on a listener unless another listener of the same object, port and protocol
 * serves it more specifically. On a listener with an exact hostname every host stays, even one that can never be reached there.
 */
export function isolateHost(host: string, listener: Listener, siblings: readonly Listener[]): HostVerdict {
  const hostname = listener.spec.hostname ?? '';
  if (hostname !== '' && !hostname.startsWith('*')) return { kept: true, reachable: overlap(host, hostname) };
  if (hostname !== '' && !overlap(host, hostname)) return { kept: false };
  const servedBy = siblings.find((other) => {
    const otherHostname = other.spec.hostname ?? '';
    return (
      other !== listener &&
      other.port === listener.port &&
      other.protocol === listener.protocol &&
      otherHostname !== hostname &&
      otherHostname.length >= hostname.length &&
      subset(host, otherHostname)
    );
  });
  return servedBy === undefined ? { kept: true, reachable: true } : { kept: false, servedBy };
}

/** The hosts of a route that stay on the listener of each accepted binding; those that stay nowhere useful are reported. */
export function isolateHosts(
  context: ConvertContext,
  route: Route,
  bindings: readonly Binding[],
  parents: ParentIndex,
): ReadonlyMap<Binding, readonly string[]> {
  const hostnames = route.spec.hostnames ?? [];
  const hosts = hostnames.length === 0 ? ['*'] : hostnames;
  const kept = new Map<Binding, readonly string[]>();
  const verdicts = new Map<string, HostVerdict[]>();
  for (const binding of bindings) {
    const { listener, parent } = binding;
    if (listener === undefined) continue;
    const siblings = parents.bindable.get(`${parent.kind}/${parent.namespace}/${parent.name}`) ?? [];
    const judged = hosts.map((host) => ({ host, verdict: isolateHost(host, listener, siblings) }));
    for (const { host, verdict } of judged) verdicts.set(host, [...(verdicts.get(host) ?? []), verdict]);
    kept.set(
      binding,
      judged.filter(({ verdict }) => verdict.kept).map(({ host }) => host),
    );
  }
  for (const [host, ofHost] of verdicts) reportHost(context, route, host, ofHost);
  return kept;
}

function reportHost(context: ConvertContext, route: Route, host: string, verdicts: readonly HostVerdict[]): void {
  if (verdicts.some((verdict) => verdict.kept && verdict.reachable)) return;
  const index = route.spec.hostnames?.indexOf(host) ?? -1;
  const place = { resource: route, path: index < 0 ? ['spec'] : ['spec', 'hostnames', index] };
  const report = (reason: string, message: string) => {
    context.report({ subject: { resource: route }, reason, message, place, severity: 'silent', flavour: 'gateway' });
  };
  if (verdicts.some(({ kept }) => kept)) {
    report(
      'host-unreachable',
      `host "${host}" matches no listener hostname of the parents, so it never receives traffic`,
    );
    return;
  }
  const servedBy = verdicts.flatMap((verdict) => ('servedBy' in verdict ? (verdict.servedBy ?? []) : []))[0];
  const message =
    servedBy === undefined
      ? `host "${host}" does not fit the hostname of any listener that this route is bound to, so it is dropped`
      : `host "${host}" is served by listener "${servedBy.name}" of the same Gateway, to which this route is not bound, so it is dropped`;
  report('host-dropped', message);
}
