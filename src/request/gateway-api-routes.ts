import type { Binding } from '../convert/bindings.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { AttachedRoute } from './gateway-api/world.ts';

/** The route of a binding with the type of its kind; undefined for one that is not in the index. */
export function attachedRoute({ parent }: Binding, seen: ResourceIndex): AttachedRoute | undefined {
  const { routeKind: kind } = parent;
  const { namespace, name } = parent.route.metadata;
  switch (kind) {
    case 'HTTPRoute': {
      const route = seen.get('httproutes.gateway.networking.k8s.io', namespace, name);
      return route && { kind, route };
    }
    case 'GRPCRoute': {
      const route = seen.get('grpcroutes.gateway.networking.k8s.io', namespace, name);
      return route && { kind, route };
    }
    case 'TCPRoute': {
      const route = seen.get('tcproutes.gateway.networking.k8s.io', namespace, name);
      return route && { kind, route };
    }
    default: {
      const route = seen.get('tlsroutes.gateway.networking.k8s.io', namespace, name);
      return route && { kind, route };
    }
  }
}
