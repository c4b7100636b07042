import type { RouteSpec } from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import { overlap } from '../model/hosts.ts';
import { groups } from '../model/names.ts';
import type { Path } from '../model/resource.ts';
import type { Denial, Parent, RouteKind } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { Listener } from './listeners.ts';

/** The hosts that a route asks for: `*` when it names none. A TCPRoute has no hosts at all. */
export function routeHostnames({ hostnames = [] }: RouteSpec, kind: RouteKind): readonly string[] {
  return kind === 'TCPRoute' || hostnames.length === 0 ? ['*'] : hostnames;
}

/** Whether a listener accepts a route; the first check that fails decides (RT-20 to RT-24). */
export function judgeAttachment(context: ConvertContext, parent: Parent, listener: Listener): Denial | undefined {
  const { route, routeKind, parentRef, index } = parent;
  const at = (...steps: Path): Path => ['spec', 'parentRefs', index, ...steps];
  if (parentRef.port !== undefined && parentRef.port !== listener.port) {
    return { reason: 'NoMatchingParent', message: `port ${parentRef.port} not found`, path: at('port') };
  }
  if (parentRef.sectionName !== undefined && parentRef.sectionName !== listener.name) {
    const message = `sectionName ${goQuote(parentRef.sectionName)} not found`;
    return { reason: 'NoMatchingParent', message, path: at('sectionName') };
  }
  const hostname = listener.spec.hostname ?? '*';
  const written = () => goQuote(listener.spec.hostname ?? '');
  if (!routeHostnames(route.spec, routeKind).some((host) => overlap(host, hostname))) {
    const message = `no hostnames matched parent hostname ${written()}`;
    const hostnames = route.spec.hostnames === undefined ? at() : ['spec', 'hostnames'];
    return { reason: 'NoMatchingListenerHostname', message, path: hostnames, decidedBy: ['hostname'] };
  }
  const { namespace } = route.metadata;
  const verdict = listener.namespaces.allows(namespace);
  if (verdict === 'no') {
    const message = `hostnames matched parent hostname ${written()}, but namespace "${namespace}" is not allowed by the parent`;
    return { reason: 'NotAllowedByListeners', message, path: at(), decidedBy: ['allowedRoutes', 'namespaces'] };
  }
  if (!listener.supportedKinds.includes(routeKind)) {
    const message = `kind ${groups.gateway}/v1/${routeKind} is not allowed`;
    const decidedBy = narrowsKinds(listener) ? ['allowedRoutes', 'kinds'] : ['protocol'];
    return { reason: 'NotAllowedByListeners', message, path: at(), decidedBy };
  }
  if (verdict === 'assumed') assumeNamespace(context, listener, namespace);
  return undefined;
}

function narrowsKinds({ spec }: Listener): boolean {
  return (spec.allowedRoutes?.kinds ?? []).length > 0;
}

function assumeNamespace(context: ConvertContext, { owner, index }: Listener, name: string): void {
  const path = ['spec', 'listeners', index, 'allowedRoutes', 'namespaces', 'selector'];
  context.assume({ kind: 'Namespace', namespace: '', name }, { place: { resource: owner, path } });
}
