import type { DestinationRule } from '../../convert/destination-rules.ts';
import { groupBy } from '../../model/group-by.ts';
import type { DestinationRuleSpec, TrafficPolicy } from '../../model/istio-fields/destination-rule.ts';
import { namespacedName, type Path, type Resource } from '../../model/resource.ts';
import { expandHost } from '../mesh-hosts.ts';
import { pairPlaces } from '../pair-places.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const destinationRuleOverlapsPolicy: Rule = {
  code: 'GWX0908',
  name: 'destination-rule-overlaps-policy',
  severity: 'info',
  description: 'a DestinationRule is for a host that a policy of the Gateway API configures too',
  rationale:
    "istiod makes one rule of both: what the DestinationRule sets wins, whatever its age, and the policy fills in what it leaves open. The policy's status says nothing of it.",
  remedy: 'configure the host in one place, above all its TLS',
  examples: {
    bad: 'kind: DestinationRule\nspec: {host: cart, trafficPolicy: {tls: {mode: DISABLE}}}\n---\nkind: BackendTLSPolicy\nspec: {targetRefs: [{group: "", kind: Service, name: cart}]}',
    good: 'kind: BackendTLSPolicy\nspec: {targetRefs: [{group: "", kind: Service, name: cart}]}',
  },
  check(context) {
    const generated = groupBy(context.conversion.destinationRules, ({ spec }) => spec.host);
    for (const resource of context.index.list('destinationrules.networking.istio.io')) {
      const host = expandHost(resource.spec.host ?? '', resource.metadata.namespace, context.settings.domainSuffix);
      for (const rule of generated.get(host) ?? []) reportOverlap(context, resource, rule);
    }
  },
};

/** The fields that a policy can set. */
const fields = ['loadBalancer', 'retryBudget', 'tls'] as const;

function reportOverlap({ report }: RuleContext, resource: Resource<DestinationRuleSpec>, rule: DestinationRule): void {
  const common = commonField(resource.spec.trafficPolicy ?? {}, rule.spec.trafficPolicy);
  for (const policy of rule.policies) {
    const path = ['spec', ...(common === undefined ? ['host'] : ['trafficPolicy', ...common])];
    const { onOther, ...places } = pairPlaces(
      { place: { resource, path }, related: { message: 'the DestinationRule' } },
      { place: { resource: policy, path: ['metadata', 'name'] }, related: { message: 'the policy' } },
    );
    const { kind, metadata } = onOther ? resource : policy;
    const by = `also configured by ${kind} "${namespacedName(metadata)}"`;
    report({
      severity: common === undefined ? 'info' : 'warning',
      message: common === undefined ? by : `${by}; ${onOther ? 'that' : 'this'} rule's "${common.at(-1)}" wins`,
      ...places,
      subject: `${kind} ${namespacedName(metadata)}`,
      help: common?.at(-1) === 'tls' ? 'remove one side: TLS is set up twice' : 'configure the host in one place',
    });
  }
}

/** Where both set something: for the whole host, or for a port. */
function commonField(own: TrafficPolicy, generated: DestinationRule['spec']['trafficPolicy']): Path | undefined {
  const field = fields.find((name) => own[name] !== undefined && generated[name] !== undefined);
  if (field !== undefined) return [field];
  const ports = new Set((generated.portLevelSettings ?? []).map(({ port }) => port.number));
  const index = (own.portLevelSettings ?? []).findIndex(
    ({ port, tls }) => tls !== undefined && ports.has(port?.number ?? 0),
  );
  return index < 0 ? undefined : ['portLevelSettings', index, 'tls'];
}
