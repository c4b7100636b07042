import type { Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { Binding, Route, RouteKind } from './parents.ts';

/** Reports the fields of a route that istiod reads past, whatever its parents decide (RT-7, RT-40). */
export function reportIgnoredRouteFields(
  context: ConvertContext,
  route: Route,
  kind: RouteKind,
  bindings: readonly Binding[],
): void {
  const report = (path: Path, message?: string) => reportIgnored(context, route, path, message);
  if (route.spec.useDefaultGateways !== undefined) report(['spec', 'useDefaultGateways']);
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return;
  (route.spec.rules ?? []).forEach((rule, i) => {
    if (isPersistent(rule)) report(['spec', 'rules', i, 'sessionPersistence']);
  });
  const meshOnly = bindings.length > 0 && bindings.every(({ flavour }) => flavour === 'mesh');
  if (meshOnly && route.spec.hostnames !== undefined && route.spec.hostnames.length > 0) {
    report(['spec', 'hostnames'], `hostnames are ignored for parents of kind ${bindings[0]?.parent.kind}`);
  }
}

function isPersistent(rule: unknown): boolean {
  return typeof rule === 'object' && rule !== null && 'sessionPersistence' in rule;
}

/** Reports the fields of Gateways and GatewayClasses that istiod reads past. */
export function reportIgnoredGatewayFields(context: ConvertContext): void {
  for (const gateway of context.index.list('gateways.gateway.networking.k8s.io')) {
    if (gateway.spec.defaultScope !== undefined) reportIgnored(context, gateway, ['spec', 'defaultScope']);
  }
  for (const gatewayClass of context.index.list('gatewayclasses.gateway.networking.k8s.io')) {
    const path = ['spec', 'parametersRef'];
    if (gatewayClass.spec.parametersRef !== undefined) reportIgnored(context, gatewayClass, path);
  }
}

function reportIgnored(
  context: ConvertContext,
  resource: Resource,
  path: Path,
  message = `"${path.at(-1)}" is not supported by Istio and has no effect`,
): void {
  const place = { resource, path };
  context.report({ subject: { resource }, reason: 'field-ignored', message, place, severity: 'silent' });
}
