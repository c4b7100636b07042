import type { Path, Resource } from '../model/resource.ts';
import type { Binding, Route, RouteKind } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import { knownControllers } from './gateway-classes.ts';
import type { HandledGateway } from './gateways.ts';

/** Reports the fields of a route that istiod reads past, whatever its parents decide (RT-7, RT-40). A route of which no parent is istiod's is read by others. */
export function reportIgnoredRouteFields(
  context: ConvertContext,
  route: Route,
  kind: RouteKind,
  bindings: readonly Binding[],
): void {
  if (bindings.length === 0 && (route.spec.parentRefs ?? []).length > 0) return;
  const report = (path: Path, message?: string) => reportIgnored(context, route, path, message);
  if (route.spec.useDefaultGateways !== undefined) report(['spec', 'useDefaultGateways']);
  const isHTTP = kind === 'HTTPRoute' || kind === 'GRPCRoute';
  const ruleField = isHTTP ? 'sessionPersistence' : 'name';
  (route.spec.rules ?? []).forEach((rule, i) => {
    if (isSet(rule, ruleField)) report(['spec', 'rules', i, ruleField]);
  });
  // A parentRef without a binding may name a Gateway, to which hostnames matter.
  const meshParents = new Set(bindings.filter(({ flavour }) => flavour === 'mesh').map(({ parent }) => parent.index));
  const meshOnly = meshParents.size > 0 && meshParents.size === route.spec.parentRefs?.length;
  if (isHTTP && meshOnly && route.spec.hostnames !== undefined && route.spec.hostnames.length > 0) {
    report(['spec', 'hostnames'], `hostnames are ignored for parents of kind ${bindings[0]?.parent.kind}`);
  }
}

function isSet(rule: unknown, field: string): boolean {
  return typeof rule === 'object' && rule !== null && Object.hasOwn(rule, field);
}

/** Reports the fields of Gateways and GatewayClasses that istiod reads past. Those of other controllers are their business. */
export function reportIgnoredGatewayFields(context: ConvertContext, gateways: readonly HandledGateway[]): void {
  for (const { resource } of gateways) {
    if (resource.spec.defaultScope !== undefined) reportIgnored(context, resource, ['spec', 'defaultScope']);
  }
  const controllers = knownControllers(context.settings);
  for (const gatewayClass of context.index.list('gatewayclasses.gateway.networking.k8s.io')) {
    const { controllerName = '', parametersRef } = gatewayClass.spec;
    if (parametersRef === undefined || !controllers.has(controllerName)) continue;
    reportIgnored(context, gatewayClass, ['spec', 'parametersRef']);
  }
}

/** Records that a field has no effect. */
export function reportIgnored(
  context: ConvertContext,
  resource: Resource,
  path: Path,
  message = `"${path.at(-1)}" is not supported by Istio and has no effect`,
): void {
  const place = { resource, path };
  context.report({ subject: { resource }, reason: 'field-ignored', message, place, severity: 'silent' });
}
