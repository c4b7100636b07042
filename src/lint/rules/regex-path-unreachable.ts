import type { HTTPEntry } from '../../convert/http-routes.ts';
import type { VirtualService } from '../../convert/virtual-services.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Path } from '../../model/resource.ts';
import { entryPath, hostsOf, hostsText, listenerNames, routeText } from '../http-predicates.ts';
import { type Cover, coverAtHead, literalHead } from '../literal-head.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const regexPathUnreachable: Rule = {
  code: 'GWX0504',
  name: 'regex-path-unreachable',
  severity: 'warning',
  description: 'a prefix takes the requests of a regular expression',
  rationale:
    'Istio sorts the matches of a host by type of path: exact ones, prefixes, regular expressions, none. A prefix without further conditions so takes everything below it from all regular expressions of the host, whichever route they are in and however old it is, and nothing comes after the prefix "/".',
  remedy: 'replace the regular expression by Exact or PathPrefix, or give the rule of the prefix a condition',
  examples: {
    bad: 'rules:\n- matches: [{path: {type: RegularExpression, value: "/(a|b)/.*"}}]\n- matches: [{path: {type: PathPrefix, value: /}}]',
    good: 'rules:\n- matches: [{path: {type: PathPrefix, value: /a}}, {path: {type: PathPrefix, value: /b}}]\n- matches: [{path: {type: PathPrefix, value: /}}]',
  },
  check(context) {
    const found = context.conversion.virtualServices.flatMap(unreachable);
    for (const ofRoute of groupBy(found, ({ loser }) => loser.route).values()) {
      for (const ofEntry of groupBy(ofRoute, ({ loser }) => `${loser.rule} ${loser.match}`).values()) {
        report(context, ofEntry);
      }
    }
  },
};

/** An entry that an earlier prefix leaves nothing, or next to nothing. */
interface Unreachable {
  readonly virtualService: VirtualService;
  readonly loser: HTTPEntry;
  readonly winner: HTTPEntry;
  readonly prefix: string;
  readonly cover: Exclude<Cover, 'none'>;
}

function unreachable(virtualService: VirtualService): readonly Unreachable[] {
  const { httpEntries } = virtualService;
  const prefixes = new Map<string, HTTPEntry>();
  const found: Unreachable[] = [];
  for (const loser of httpEntries) {
    const { exact, prefix, regex } = loser.spec.match?.[0]?.uri ?? {};
    if (prefix !== undefined) {
      if (isUnconditional(loser) && !prefixes.has(prefix)) prefixes.set(prefix, loser);
    } else if (exact === undefined) {
      const covering = coveringPrefix(prefixes, regex);
      if (covering !== undefined) found.push({ virtualService, loser, ...covering });
    }
  }
  return found;
}

function isUnconditional({ spec }: HTTPEntry): boolean {
  const { method, headers, queryParams, port } = spec.match?.[0] ?? {};
  return method === undefined && headers === undefined && queryParams === undefined && port === undefined;
}

/** The shortest prefix that takes what an expression matches, or anything where there is none. */
function coveringPrefix(
  prefixes: ReadonlyMap<string, HTTPEntry>,
  regex: string | undefined,
): Pick<Unreachable, 'winner' | 'prefix' | 'cover'> | undefined {
  const root = prefixes.get('/');
  if (root !== undefined) return { winner: root, prefix: '/', cover: 'all' };
  if (prefixes.size === 0 || regex === undefined) return undefined;
  const { text, rest } = literalHead(regex);
  for (let end = text.indexOf('/', 1); end >= 0; end = text.indexOf('/', end + 1)) {
    const prefix = text.slice(0, end);
    const winner = prefixes.get(prefix);
    if (winner !== undefined) return { winner, prefix, cover: 'all' };
  }
  const winner = prefixes.get(text);
  const cover = coverAtHead(rest);
  return winner === undefined || cover === 'none' ? undefined : { winner, prefix: text, cover };
}

function report(context: RuleContext, group: readonly [Unreachable, ...Unreachable[]]): void {
  const [{ loser, winner, prefix, cover }] = group;
  const virtualServices = group.map(({ virtualService }) => virtualService);
  const hosts = hostsOf(virtualServices);
  const claim = `PathPrefix "${prefix}" on ${hostsText(hosts)} comes before every regular expression path in Istio`;
  const reach = cover === 'all' ? 'never reached' : `only reached outside of "${prefix}"`;
  const losing = { resource: loser.route, path: pathOf(loser) };
  const winning = { resource: winner.route, path: entryPath(winner) };
  // LN-20: of a pair, nothing is reported on mere context.
  const onWinner = loser.route.origin.context;
  context.report({
    message: onWinner ? `${reach}: ${routeText(loser)} rule ${loser.rule}, as ${claim}` : `${reach}: ${claim}`,
    place: onWinner ? winning : losing,
    subject: `${routeText(onWinner ? loser : winner)} ${prefix}`,
    related: onWinner
      ? [{ role: 'loser', message: 'this match never serves', place: losing }]
      : [{ role: 'winner', message: `${routeText(winner)} rule ${winner.rule}`, place: winning }],
    help: 'replace the regular expression by Exact or PathPrefix, or give the rule of the prefix a condition',
    data: { certain: true, hosts, listeners: [...new Set(virtualServices.flatMap(listenerNames))] },
  });
}

/** The regular expression, the method that becomes one, or the match without a path. */
function pathOf(entry: HTTPEntry): Path {
  const path = entryPath(entry);
  if (entry.spec.match?.[0]?.uri?.regex === undefined) return path;
  return entry.route.kind === 'GRPCRoute' ? [...path, 'method'] : [...path, 'path', 'value'];
}
