import { type JsonObject, objectsIn } from '../../model/json.ts';
import type { CrdName } from '../../model/kinds.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';

const waypointBound = ['istio.io/WaypointBound'];
const gatewayApi = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** The conditions of each kind that say that something does not work. */
const telling: readonly (readonly [CrdName, readonly string[]])[] = [
  ['authorizationpolicies.security.istio.io', ['WaypointAccepted', 'ZtunnelAccepted']],
  ['gateways.gateway.networking.k8s.io', gatewayApi],
  ['grpcroutes.gateway.networking.k8s.io', gatewayApi],
  ['httproutes.gateway.networking.k8s.io', gatewayApi],
  ['serviceentries.networking.istio.io', waypointBound],
  ['services.', waypointBound],
  ['workloadentries.networking.istio.io', waypointBound],
];

export const negativeStatus: Rule = {
  code: 'GWX1019',
  name: 'negative-status',
  severity: 'info',
  description: 'the status in the file has a condition that says that something does not work',
  rationale:
    'The file comes from a cluster that had a problem with the object when it was read. The status is not applied.',
  remedy: 'solve what the message says, and leave the status out of the file',
  examples: {
    bad: 'status: {conditions: [{type: Accepted, status: "False", reason: Invalid}]}',
    good: '# no status',
  },
  equivalents: { istioctl: ['IST0171'] },
  check({ index, report }) {
    for (const [crd, types] of telling) {
      const resources: readonly Resource[] = index.list(crd);
      for (const resource of resources) {
        for (const { condition, path } of conditionsOf(resource)) {
          const { type, reason, message } = condition;
          const isTelling = types.includes(String(type)) && isNegative(condition);
          if (!isTelling) continue;
          report({
            message: `A condition with a negative status is present: type=${type}, reason=${reason ?? ''}, message=${message ?? ''}.`,
            place: { resource, path },
            subject: String(type),
            help: 'leave the status out of the file; one from kubectl get -o yaml is as old as the file',
          });
        }
      }
    }
  },
};

function isNegative({ status, reason }: JsonObject): boolean {
  return status === 'False' || reason === 'PartiallyInvalid';
}

interface WrittenCondition {
  readonly condition: JsonObject;
  readonly path: Path;
}

/** Those of the object, and of each parent of a route. */
function conditionsOf({ status }: Resource): readonly WrittenCondition[] {
  const own = objectsIn(status, 'conditions').map((condition, i) => ({ condition, path: ['status', 'conditions', i] }));
  const ofParents = objectsIn(status, 'parents').flatMap((parent, i) =>
    objectsIn(parent, 'conditions').map((condition, j) => {
      return { condition, path: ['status', 'parents', i, 'conditions', j] };
    }),
  );
  return [...own, ...ofParents];
}
