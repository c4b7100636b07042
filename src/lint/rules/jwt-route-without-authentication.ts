import type { GatewaySpec } from '../../model/istio-fields/gateway.ts';
import type { HTTPMatchRequest } from '../../model/istio-fields/virtual-service.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { VirtualServiceResource } from '../destinations.ts';
import type { GatewayReference } from '../gateway-references.ts';
import { gradeAbsence } from '../open-world.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const jwtRouteWithoutAuthentication: Rule = {
  code: 'GWX1022',
  name: 'jwt-route-without-authentication',
  severity: 'error',
  openWorld: true,
  description: 'a VirtualService routes by the claims of a token that no RequestAuthentication checks',
  rationale:
    'Claims are known only where a RequestAuthentication for the workload of the Gateway has checked the token. Without it the match never holds.',
  remedy: 'add a RequestAuthentication with the labels of the Gateway to its namespace or to istio-system',
  examples: {
    bad: 'match: [{headers: {"@request.auth.claims.group": {exact: admin}}}] # and no RequestAuthentication',
    good: 'kind: RequestAuthentication\nspec: {selector: {matchLabels: {istio: ingressgateway}}, jwtRules: [{issuer: https://a.example.com}]}',
  },
  equivalents: { istioctl: ['IST0149'] },
  check(context) {
    const named = context.istio.gatewayReferences();
    for (const reference of named) {
      const { target } = reference;
      if (target.kind !== 'istio' || isAuthenticated(context, target.resource)) continue;
      const [first, ...others] = claimKeys(reference.virtualService);
      if (first !== undefined) reportKey(context, reference, target.resource, [first, ...others]);
    }
  },
};

interface ClaimKey {
  readonly key: string;
  readonly path: Path;
}

const claims = /^@request\.auth\.claims/;

function claimKeys({ spec }: VirtualServiceResource): readonly ClaimKey[] {
  return (spec.http ?? []).flatMap(({ match = [] }, i) =>
    match.flatMap((conditions, j) => {
      const path = ['spec', 'http', i, 'match', j];
      return [...keysIn(conditions, 'headers', path), ...keysIn(conditions, 'withoutHeaders', path)];
    }),
  );
}

function keysIn(conditions: HTTPMatchRequest, field: 'headers' | 'withoutHeaders', path: Path): readonly ClaimKey[] {
  return Object.keys(conditions[field] ?? {})
    .filter((key) => claims.test(key))
    .map((key) => ({ key, path: [...path, field, key] }));
}

const rootNamespace = 'istio-system';

function isAuthenticated({ index }: RuleContext, { spec, metadata }: Resource<GatewaySpec>): boolean {
  const workload = spec.selector ?? {};
  return index.list('requestauthentications.security.istio.io').some((policy) => {
    const { namespace } = policy.metadata;
    const selector = policy.spec.selector?.matchLabels ?? {};
    if (namespace !== metadata.namespace && namespace !== rootNamespace) return false;
    return Object.entries(selector).every(([key, value]) => workload[key] === value);
  });
}

function reportKey(
  context: RuleContext,
  { virtualService, text }: GatewayReference,
  { metadata, spec }: Resource<GatewaySpec>,
  [{ key, path }, ...others]: readonly [ClaimKey, ...ClaimKey[]],
): void {
  const namespaces = [metadata.namespace, rootNamespace];
  const absences = namespaces.map((namespace) =>
    gradeAbsence(context, { kind: 'RequestAuthentication', namespace, name: '' }),
  );
  const absence = absences.find((one) => one !== undefined);
  if (absence === undefined) return;
  const [pod] = context.istio.pods()(spec.selector ?? {});
  context.report({
    severity: absence.severity,
    message: `The virtual service uses the JWT claim based routing (key: ${key}) but found no request authentication for the gateway (${text}) pod (${pod?.metadata.name ?? 'any'}). The request authentication must first be applied for the gateway pods to validate the JWT token and make the claims available for routing.`,
    place: { resource: virtualService, path, part: 'key' },
    subject: `${text} ${key}`,
    related: others.map((other) => ({ message: 'here too', place: { resource: virtualService, path: other.path } })),
    help: `add a RequestAuthentication for the workload of the Gateway to namespace "${metadata.namespace}" or "${rootNamespace}"`,
  });
}
