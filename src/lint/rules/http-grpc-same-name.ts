import type { Route } from '../../convert/bindings.ts';
import { namespacedName } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';

export const httpGrpcSameName: Rule = {
  code: 'GWX0509',
  name: 'http-grpc-same-name',
  severity: 'warning',
  description: 'an HTTPRoute and a GRPCRoute of one namespace share a name',
  rationale:
    'istiod joins both kinds under namespace and name. When one of the two changes, the event of the other may be taken for it, so that what is in effect depends on the order of events.',
  remedy: 'rename one of the two',
  examples: {
    bad: 'kind: HTTPRoute\nmetadata: {name: cart}\n---\nkind: GRPCRoute\nmetadata: {name: cart}',
    good: 'kind: HTTPRoute\nmetadata: {name: cart}\n---\nkind: GRPCRoute\nmetadata: {name: cart-grpc}',
  },
  check({ conversion, report }) {
    const accepted = conversion.bindings.filter(({ denied }) => denied === undefined);
    const ofKind = (kind: string) =>
      new Map(
        accepted
          .filter(({ parent }) => parent.routeKind === kind)
          .map(({ parent }) => [namespacedName(parent.route.metadata), parent.route]),
      );
    const httpRoutes = ofKind('HTTPRoute');
    for (const [name, grpcRoute] of ofKind('GRPCRoute')) {
      const httpRoute = httpRoutes.get(name);
      if (httpRoute === undefined) continue;
      // LN-20: of a pair, nothing is reported on mere context.
      const [reported, other] = grpcRoute.origin.context ? [httpRoute, grpcRoute] : [grpcRoute, httpRoute];
      report({
        message: `${article(other)} of the same name exists; istiod may lose updates of one of them`,
        place: nameOf(reported),
        subject: other.kind,
        related: [{ role: 'also', message: `the ${other.kind}`, place: nameOf(other) }],
        help: 'rename one of the two',
      });
    }
  },
};

function nameOf(resource: Route) {
  return { resource, path: ['metadata', 'name'] };
}

function article({ kind }: Route): string {
  return `${kind === 'HTTPRoute' ? 'an' : 'a'} ${kind}`;
}
