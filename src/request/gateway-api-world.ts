import type { Binding } from '../convert/bindings.ts';
import type { Listener } from '../convert/listeners.ts';
import type { ConversionResult } from '../convert/result.ts';
import { groupBy } from '../model/group-by.ts';
import { namespacedName } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { indexRoutes } from './gateway-api/routes.ts';
import type { GatewayAPIWorld, WorldGateway, WorldListener } from './gateway-api/world.ts';
import { backendLookup } from './gateway-api-backends.ts';
import { createMeshLookup } from './gateway-api-mesh.ts';
import { createPolicyLookup } from './gateway-api-policies.ts';
import { attachedRoute } from './gateway-api-routes.ts';

/**
 * What the Gateway API evaluator knows of the cluster, once for any number of requests. Which listeners serve, which routes are attached where
 * and which backendRefs are wrong convert has decided; what it generated is left alone.
 */
export function gatewayAPIWorld(result: ConversionResult): GatewayAPIWorld {
  return {
    gateways: describeGateways(result),
    ...createMeshLookup(result),
    backend: backendLookup(result),
    policies: createPolicyLookup(result),
  };
}

function describeGateways(result: ConversionResult): ReadonlyMap<string, WorldGateway> {
  const accepted = result.bindings.filter(({ denied, listener }) => denied === undefined && listener !== undefined);
  const byListener = groupBy(accepted, ({ listener }) => listener);
  const problems = listenerProblems(result);
  const ofGateway = groupBy(result.listeners, ({ gateway }) => namespacedName(gateway.resource.metadata));
  return new Map(
    result.gateways.map(({ resource }) => {
      const name = namespacedName(resource.metadata);
      const listeners = (ofGateway.get(name) ?? []).map((listener) =>
        describeListener(listener, byListener.get(listener) ?? [], problems.get(listenerKey(listener)), result.seen),
      );
      return [name, { listeners }];
    }),
  );
}

function describeListener(
  listener: Listener,
  bindings: readonly Binding[],
  problem: string | undefined,
  seen: ResourceIndex,
): WorldListener {
  const { owner, ownerKind, index, name, port, protocol, spec, emitted, placeholder, tls } = listener;
  const { hostname = '' } = spec;
  // Two parentRefs may lead a route to the same listener.
  const routes = new Map(bindings.map((binding) => [binding.parent.route, attachedRoute(binding, seen)]));
  const attached = [...routes.values()].filter((route) => route !== undefined);
  return {
    name: { kind: ownerKind, namespace: owner.metadata.namespace, name: owner.metadata.name, listener: name, port },
    protocol,
    hostname,
    terminates: spec.tls?.mode !== 'Passthrough',
    ...(!emitted && { problem: problem ?? (placeholder ? 'it has no "tls"' : 'it takes no routes') }),
    ...(tls?.mode === 'MUTUAL' && {
      remark: `listener "${name}" demands a client certificate, which the request is taken to bring`,
    }),
    place: { resource: owner, path: ['spec', 'listeners', index] },
    routes: indexRoutes(attached, hostname),
  };
}

/** What was found wrong with listeners, by their keys: the first thing of each, which is the cause of the others. */
function listenerProblems({ issues, contextIssues }: ConversionResult): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { subject, condition, reason, message } of [...issues, ...contextIssues]) {
    // Kinds of routes that it cannot take keep no listener from serving.
    if (subject.listener === undefined || condition === undefined || reason === 'InvalidRouteKinds') continue;
    const { kind, metadata } = subject.resource;
    const key = `${kind}/${namespacedName(metadata)}/${subject.listener}`;
    if (!problems.has(key)) problems.set(key, message);
  }
  return problems;
}

function listenerKey({ owner, ownerKind, index }: Listener): string {
  return `${ownerKind}/${namespacedName(owner.metadata)}/${index}`;
}
