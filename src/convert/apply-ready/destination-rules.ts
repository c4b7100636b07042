import { groupBy } from '../../model/group-by.ts';
import type { PortTrafficPolicy, TrafficPolicy } from '../../model/istio.ts';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import type { DestinationRule } from '../destination-rules.ts';
import type { IstioResource } from '../result.ts';
import { policySources } from '../sources.ts';
import { messages } from './messages.ts';
import { nameAll } from './names.ts';
import { applyReadyResource } from './rendering.ts';
import { type ApplyReadyScope, atName, isEmitted } from './scope.ts';
import { fullHost, type UserResource, userResources } from './user-resources.ts';

/** The DestinationRules, one for each host of a namespace (AF-80 to AF-82, AF-84). */
export function renderDestinationRules(scope: ApplyReadyScope): readonly IstioResource[] {
  const byHost = groupBy(scope.result.destinationRules, ({ namespace, spec }) => `${namespace}/${spec.host}`);
  const rules = [...byHost.values()].map(mergeByHost).filter(({ policies }) => isEmitted(sourcesOf(policies)));
  const written = rules.flatMap((rule) => writable(scope, rule) ?? []);
  const drafts = written.map((rule) => ({ ...rule, mirrorName: rule.name }));
  const names = nameAll(scope, 'DestinationRule', drafts);
  const ofUsers = groupBy(userResources(scope.result, 'destinationrules.networking.istio.io'), (rule) =>
    userKey(scope, rule),
  );
  return drafts.flatMap((draft) => {
    const { namespace, spec, policies } = draft;
    const [own] = ofUsers.get(`${namespace}/${spec.host}`) ?? [];
    const name = names.get(draft) ?? draft.name;
    const resource = applyReadyResource(scope, 'DestinationRule', { namespace, name }, spec, policySources(policies));
    if (own === undefined) return resource;
    reportOwnRule(scope, own, resource, draft);
    return [];
  });
}

function sourcesOf(policies: readonly Resource[]) {
  return { sources: policySources(policies).places };
}

function userKey({ result }: ApplyReadyScope, { resource, spec }: UserResource): string {
  const { namespace } = resource.metadata;
  return `${namespace}/${typeof spec['host'] === 'string' ? fullHost(spec['host'], namespace, result) : ''}`;
}

/** AF-84: of two rules for one host the cluster would lose one. In every slot the first by name counts. */
function mergeByHost(rules: readonly [DestinationRule, ...DestinationRule[]]): DestinationRule {
  const [first, ...others] = [...rules].sort((a, b) => compareBytes(a.name, b.name));
  if (first === undefined || others.length === 0) return rules[0];
  const trafficPolicy = others.reduce(
    (policy, { spec }) => onTop(policy, spec.trafficPolicy),
    first.spec.trafficPolicy,
  );
  const policies = [...new Set([first, ...others].flatMap((rule) => rule.policies))];
  return { ...first, spec: { ...first.spec, trafficPolicy }, policies };
}

function onTop(top: TrafficPolicy, below: TrafficPolicy): TrafficPolicy {
  const ports = new Map<number, PortTrafficPolicy>();
  for (const policy of [...(below.portLevelSettings ?? []), ...(top.portLevelSettings ?? [])]) {
    ports.set(policy.port.number, policy);
  }
  const portLevelSettings = [...ports.values()].sort((a, b) => a.port.number - b.port.number);
  return {
    tls: top.tls ?? below.tls,
    loadBalancer: top.loadBalancer ?? below.loadBalancer,
    retryBudget: top.retryBudget ?? below.retryBudget,
    portLevelSettings: portLevelSettings.length === 0 ? undefined : portLevelSettings,
  };
}

const configMapScheme = 'configmap://';

/** A rule as the release can say it (section 12); undefined if it cannot. */
function writable(scope: ApplyReadyScope, rule: DestinationRule): DestinationRule | undefined {
  const { namespace, spec, policies } = rule;
  const [policy] = policies;
  if (policy === undefined) return undefined;
  const { retryBudget, ...rest } = spec.trafficPolicy;
  const subject = `DestinationRule for ${spec.host} in ${namespace}`;
  const credentials = [rest.tls, ...(rest.portLevelSettings ?? []).map(({ tls }) => tls)];
  const usesConfigMap = credentials.some((tls) => tls?.credentialName?.startsWith(configMapScheme));
  const field = `credentialName ${configMapScheme}`;
  if (usesConfigMap && !scope.requires('configMapCredentialName', field, subject, atName(policy))) return undefined;
  const kept = retryBudget && scope.allows('retryBudget', 'trafficPolicy.retryBudget', subject, atName(policy));
  return kept || !retryBudget ? rule : { ...rule, spec: { ...spec, trafficPolicy: rest } };
}

/** AF-80: two rules for a host in a namespace are never merged as istiod merges its own with one of a user. */
function reportOwnRule(
  scope: ApplyReadyScope,
  { resource, spec: own }: UserResource,
  generated: IstioResource,
  { spec, policies }: DestinationRule,
): void {
  const { namespace, name } = resource.metadata;
  const suggestion: IstioResource = {
    ...generated,
    metadata: { name, namespace, annotations: {} },
    spec: { ...own, trafficPolicy: mergedPolicy(spec.trafficPolicy, own['trafficPolicy']) },
  };
  const facts = { rule: namespacedName(resource.metadata), host: spec.host };
  const [policy] = policies;
  const related = [{ message: 'the DestinationRule', place: atName(resource) }];
  scope.say(messages.ownRule(facts), policy && atName(policy), { suggestion, related });
}

/** The fields of a user on top of the generated ones, also for each port. */
function mergedPolicy({ portLevelSettings = [], ...generated }: TrafficPolicy, own: unknown): JsonObject {
  const ownPolicy = isObject(own) ? own : {};
  const ports = new Map<unknown, JsonObject>(portLevelSettings.map((policy) => [policy.port.number, { ...policy }]));
  for (const policy of objectsIn(ownPolicy, 'portLevelSettings')) {
    const port = isObject(policy['port']) ? policy['port']['number'] : undefined;
    ports.set(port, { ...ports.get(port), ...policy });
  }
  const set = Object.fromEntries(Object.entries(generated).filter(([, value]) => value !== undefined));
  return { ...set, ...ownPolicy, ...(ports.size > 0 && { portLevelSettings: [...ports.values()] }) };
}
