import type { HTTPEntry } from '../../convert/http-routes.ts';
import type { Listener } from '../../convert/listeners.ts';
import { groupBy } from '../../model/group-by.ts';
import type { HTTPRedirect } from '../../model/istio.ts';
import { objectsIn, valueAt } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const redirectLoop: Rule = {
  code: 'GWX0708',
  name: 'redirect-loop',
  severity: 'warning',
  description: 'a redirect leads back to the listener that the request came in on',
  rationale:
    'A route without sectionName is bound to all listeners of its Gateway. A redirect to https then also answers the requests that came in on the HTTPS listener, with the address they asked for, and clients give up after some rounds.',
  remedy: 'bind the route of the redirect to the HTTP listener only, by sectionName',
  examples: {
    bad: 'parentRefs: [{name: web}] # listeners http and https\nrules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]',
    good: 'parentRefs: [{name: web, sectionName: http}]\nrules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]',
  },
  check(context) {
    const loops = loopsOf(context);
    for (const ofRoute of groupBy(loops, ({ entry }) => entry.route).values()) {
      for (const group of groupBy(ofRoute, ({ entry }) => entry.rule).values()) report(context, group);
    }
  },
};

/** A rule that redirects all requests of a listener to themselves. */
interface Loop {
  readonly entry: HTTPEntry;
  readonly listener: Listener;
}

function loopsOf({ conversion }: RuleContext): readonly Loop[] {
  const listeners = new Map(conversion.listeners.map((listener) => [listener.internalName, listener]));
  const redirects = conversion.virtualServices.flatMap(({ spec, httpEntries }) => {
    const listener = listeners.get(spec.gateways[0] ?? '');
    if (listener === undefined) return [];
    return httpEntries.flatMap((entry) => {
      const { redirect } = entry.spec;
      return redirect === undefined ? [] : { entry, listener, loops: leadsBack(entry, redirect, listener, spec.hosts) };
    });
  });
  // Only where the redirect leads back for every host of the route.
  return [...groupBy(redirects, ({ entry }) => entry.route).values()].flatMap((ofRoute) =>
    [...groupBy(ofRoute, ({ entry, listener }) => `${entry.rule} ${listener.internalName}`).values()].flatMap(
      (ofRule) => (ofRule.every(({ loops }) => loops) ? ofRule[0] : []),
    ),
  );
}

function leadsBack(entry: HTTPEntry, redirect: HTTPRedirect, listener: Listener, hosts: readonly string[]): boolean {
  const { scheme, authority, port } = redirect;
  const own = listener.protocol === 'HTTPS' ? 'https' : 'http';
  return (
    (scheme === undefined || scheme === own) &&
    (authority === undefined || hosts.every((host) => host === authority)) &&
    (port === undefined || port === listener.port) &&
    valueAt(entry.route, [...filterPath(entry), 'requestRedirect', 'path']) === undefined
  );
}

function filterPath({ route, rule }: HTTPEntry): Path {
  const filters = objectsIn(valueAt(route.spec, ['rules', rule]), 'filters');
  return ['spec', 'rules', rule, 'filters', filters.findIndex(({ type }) => type === 'RequestRedirect')];
}

function report(context: RuleContext, group: readonly [Loop, ...Loop[]]): void {
  const [{ entry }] = group;
  const listeners = group.map(({ listener }) => listener);
  const names = listeners.map(({ name }) => `"${name}"`).join(', ');
  context.report({
    message: `on listener${listeners.length === 1 ? '' : 's'} ${names} this redirects every request to itself`,
    place: { resource: entry.route, path: filterPath(entry) },
    subject: 'RequestRedirect',
    related: listeners.map(({ owner, index, name }) => ({
      role: 'target',
      message: `listener "${name}"`,
      place: { resource: owner, path: ['spec', 'listeners', index] },
    })),
    help: 'bind the redirect route to the HTTP listener only: "sectionName: <http listener>"',
    data: { listeners: listeners.map(({ name }) => name) },
  });
}
