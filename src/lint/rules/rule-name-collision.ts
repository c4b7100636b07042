import type { HTTPEntry } from '../../convert/http-routes.ts';
import { groupBy } from '../../model/group-by.ts';
import { objectsIn, valueAt } from '../../model/json.ts';
import type { Place } from '../../model/resource.ts';
import { compareFiles } from '../file-order.ts';
import { hostsText, routeText } from '../http-predicates.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const ruleNameCollision: Rule = {
  code: 'GWX0505',
  name: 'rule-name-collision',
  severity: 'warning',
  description: 'two rules of one host have the same name',
  rationale:
    'istiod merges all routes of a host and listener and keeps the names of their rules. What is keyed by the name, such as the endpoint picker of an InferencePool, EnvoyFilter patches and statistics, then hits the wrong rule.',
  remedy: 'give the rules different names, or none',
  examples: {
    bad: '# two routes of one host\nrules: [{name: main, backendRefs: [{name: cart, port: 80}]}]',
    good: 'rules: [{name: cart-main, backendRefs: [{name: cart, port: 80}]}]',
  },
  equivalents: { feature: ['HTTPRouteNamedRouteRule', 'GRPCRouteNamedRouteRule'] },
  check(context) {
    const collisions = context.conversion.virtualServices.flatMap(({ httpEntries, spec }) =>
      collisionsOf(httpEntries).map((collision) => ({ ...collision, hosts: spec.hosts })),
    );
    for (const ofRoute of groupBy(collisions, ({ later }) => later.route).values()) {
      for (const group of groupBy(ofRoute, ({ later }) => later.rule).values()) report(context, group);
    }
  },
};

/** Two rules of one name; the later one is the one to rename. */
interface Collision {
  readonly first: HTTPEntry;
  readonly later: HTTPEntry;
}

/** A collision, and the hosts on which the two rules meet. */
interface HostCollision extends Collision {
  readonly hosts: readonly string[];
}

/** Each rule with a name that another one has, beside the first rule of that name. */
function collisionsOf(entries: readonly HTTPEntry[]): readonly Collision[] {
  if (entries.length < 2) return [];
  return [...groupBy(entries, ({ spec }) => spec.name).values()].flatMap((named) => {
    if (named.length < 2 || named[0].spec.name === undefined) return [];
    const [first, ...others] = distinctRules(named).sort(compareEntries);
    return first === undefined ? [] : others.map((later) => ({ first, later }));
  });
}

/** One entry of each rule: those of several matches share their name. */
function distinctRules(entries: readonly HTTPEntry[]): HTTPEntry[] {
  return [...groupBy(entries, ({ route }) => route).values()].flatMap((ofRoute) =>
    [...groupBy(ofRoute, ({ rule }) => rule).values()].map(([entry]) => entry),
  );
}

/** What cannot be renamed goes first: mere context (LN-20), and names that nobody wrote. Then in the order of the files. */
function compareEntries(a: HTTPEntry, b: HTTPEntry): number {
  const fixed = ({ route }: HTTPEntry) => (route.origin.context ? 0 : 1);
  const written = (entry: HTTPEntry) => (valueAt(entry.route, namePath(entry)) === undefined ? 0 : 1);
  return fixed(a) - fixed(b) || written(a) - written(b) || compareFiles(a.route, b.route) || a.rule - b.rule;
}

function report(context: RuleContext, group: readonly [HostCollision, ...HostCollision[]]): void {
  const [{ first, later }] = group;
  const hosts = [...new Set(group.flatMap((collision) => collision.hosts))];
  const name = later.spec.name ?? '';
  const picked = context.settings.EnableGatewayAPIInferenceExtension && [first, later].every(hasPool);
  context.report({
    ...(picked && { severity: 'error' as const }),
    message: `rule name "${name}" is also used by ${routeText(first)} rule ${first.rule} on ${hostsText(hosts)}`,
    place: nameOf(later),
    subject: `${name} ${routeText(first)}`,
    related: [{ role: 'first', message: 'the other rule', place: nameOf(first) }],
    help: 'rename one of the two; settings that are keyed by the name (endpoint picker, EnvoyFilter patches, statistics) hit the wrong rule',
    data: { hosts },
  });
}

function hasPool({ route, rule }: HTTPEntry): boolean {
  const refs = objectsIn(valueAt(route.spec, ['rules', rule]), 'backendRefs');
  return refs.some(({ kind }) => kind === 'InferencePool');
}

function namePath({ rule }: HTTPEntry) {
  return ['spec', 'rules', rule, 'name'];
}

function nameOf(entry: HTTPEntry): Place {
  return { resource: entry.route, path: namePath(entry) };
}
