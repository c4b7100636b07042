import type { RegularExpressions } from '../model/regular-expressions.ts';
import { connect, connectionCandidates, connectionOf, pickConnectionRoute } from './gateway-api/connections.ts';
import { notFound, selectListener } from './gateway-api/listeners.ts';
import { evaluateInMesh } from './gateway-api/mesh.ts';
import { readMessage } from './gateway-api/message.ts';
import { type RoutingScope, routeHTTP } from './gateway-api/routing.ts';
import { nameOrder, routeText } from './gateway-api/rules.ts';
import type { GatewayAPIWorld, WorldListener } from './gateway-api/world.ts';
import type { Evaluation, Request } from './request.ts';
import { createTrail, type Decision } from './trail.ts';

/**
 * What becomes of a request by the text of the Gateway API alone (chapter 60, section 2).
 * It is an independent witness: nothing that was generated for Istio has a part in the answer. Never throws.
 */
export function evaluateGatewayAPI(
  world: GatewayAPIWorld,
  request: Request,
  expressions: RegularExpressions,
): Evaluation {
  const trail = createTrail();
  const scope = { world, message: readMessage(request, trail), expressions, trail };
  const { entry, port } = request;
  const decision = entry.type === 'mesh' ? evaluateInMesh({ ...entry, port }, scope) : evaluateAtGateway(scope);
  return { ...decision, ...trail.recorded() };
}

function evaluateAtGateway(scope: RoutingScope): Decision {
  const { listener, refusal } = selectListener(scope.world, scope.message, scope.trail);
  if (refusal !== undefined) return { outcome: refusal, ...(listener && { listener: listener.name }) };
  if (listener.remark !== undefined) scope.trail.note(listener.remark);
  const carriesHTTP = listener.protocol === 'HTTP' || listener.protocol === 'HTTPS';
  const decision = carriesHTTP ? routeAtListener(listener, scope) : connectAtListener(listener, scope);
  return { listener: listener.name, ...decision };
}

function routeAtListener(listener: WorldListener, scope: RoutingScope): Decision {
  const { message, trail } = scope;
  const { host, request } = message;
  const { routes, name } = listener;
  recordIgnored(listener, scope);
  const candidates = routes.candidates(host.name);
  if (candidates.length === 0) {
    const { length } = routes.attached;
    const attached =
      length === 0 ? 'no route is attached to' : `none of ${length} attached routes is for "${host.text}" on`;
    trail.step('GA-21', `${attached} listener "${name.listener}"`, listener.place);
    return { outcome: notFound(request.grpc, 'no-host') };
  }
  return routeHTTP(candidates, scope, { parent: 'gateway', port: name.port });
}

function recordIgnored({ routes }: WorldListener, { trail, message }: RoutingScope): void {
  for (const { route, winner } of routes.ignored(message.host.name)) {
    const text = `${routeText(route)} is not accepted: ${routeText(winner)} has hostnames in common with it and comes first`;
    trail.step('GA-22', text, { resource: route.route, path: [] });
    const ages = [route, winner].map((each) => each.route.metadata.creationTimestamp);
    if (ages.includes(undefined)) trail.note(nameOrder);
  }
}

function connectAtListener(listener: WorldListener, scope: RoutingScope): Decision {
  const { routes, hostname, protocol } = listener;
  const sni = protocol === 'TLS' ? scope.message.sni : undefined;
  const picked = pickConnectionRoute(connectionCandidates(routes.attached, hostname, sni), scope.trail);
  if (picked === undefined) return { outcome: { kind: 'rejected', cause: 'no-route' } };
  const decision = connect(picked, { ...scope, parent: 'gateway' }, connectionOf(listener));
  return { ...decision, virtualHost: picked.hostname || '*' };
}
