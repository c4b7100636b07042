import type { ListenerDraft } from '../../convert/listener-draft.ts';
import type { Listener } from '../../convert/listeners.ts';
import { namespacedName } from '../../model/resource.ts';
import { type Precedence, precedence } from '../creation-time.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const listenerConflict: Rule = {
  code: 'GWX0501',
  name: 'listener-conflict',
  severity: 'error',
  description: 'a listener cannot live beside an earlier one of its port',
  rationale:
    'Listeners of one port must differ in hostname, and TCP and UDP share a port with nobody, across the Gateway and all its ListenerSets. istiod serves the listener that comes first and nothing of the other.',
  remedy: 'give one of the two another port or hostname, or remove it',
  examples: {
    bad: '- {name: a, port: 443, protocol: HTTPS, hostname: "*.example.com"}\n- {name: b, port: 443, protocol: TLS, hostname: "*.example.com"}',
    good: '- {name: a, port: 443, protocol: HTTPS, hostname: "*.example.com"}\n- {name: b, port: 8443, protocol: TLS, hostname: "*.example.com"}',
  },
  equivalents: { kiali: ['KIA1503'] },
  check(context) {
    for (const listener of context.conversion.listeners) {
      if (listener.rival !== undefined) report(context, listener, listener.rival);
    }
  },
};

/** istiod's text; only where the age of two ListenerSets decides, ours goes before it (LN-31). */
const conflict = 'Listener has a conflict with another listener attached to the same Gateway';

function report(context: RuleContext, loser: Listener, winner: ListenerDraft): void {
  const order = orderOf(loser, winner);
  // LN-20: of a pair, nothing is reported on mere context.
  const onWinner = loser.owner.origin.context;
  const [reported, other] = onWinner ? [winner, loser] : [loser, winner];
  const first = `${describe(winner)} comes first`;
  context.report({
    ...(order?.certain === false && { severity: 'warning' as const }),
    message: order === undefined ? conflict : `shadowed: ${first}; ${conflict} ${order.ending}`,
    place: placeOf(reported),
    subject: describe(other),
    related:
      placeOf(other).resource === placeOf(reported).resource && other.index === reported.index
        ? []
        : [{ role: onWinner ? 'loser' : 'winner', message: first, place: placeOf(other) }],
    help: `give one of the two another port or hostname; ${reasonText(loser, winner)}`,
    ...(order && { data: { decidedBy: order.decidedBy, certain: order.certain } }),
  });
}

/** Why one ListenerSet comes before another; undefined for listeners of one object, or of the Gateway and a ListenerSet. */
function orderOf(loser: Listener, winner: ListenerDraft): Precedence | undefined {
  if (winner.owner === loser.owner || winner.ownerKind !== loser.ownerKind) return undefined;
  return precedence(winner.owner, loser.owner);
}

/** `same port 443 and hostname "*", HTTPS against TLS`, and why the other listener comes first. */
function reasonText(loser: Listener, winner: ListenerDraft): string {
  const [hostname, other] = [loser.spec.hostname || '*', winner.hostname || '*'];
  const host = hostname === other ? ` and hostname "${hostname}"` : '';
  const protocols =
    winner.protocol === loser.protocol ? `both ${loser.protocol}` : `${winner.protocol} against ${loser.protocol}`;
  const order = winner.ownerKind === loser.ownerKind ? '' : ', and a Gateway comes before its ListenerSets';
  return `same port ${loser.port}${host}, ${protocols}${order}`;
}

type AnyListener = Pick<ListenerDraft, 'owner' | 'ownerKind' | 'index' | 'spec'>;

function placeOf({ owner, index, spec }: AnyListener) {
  const field = spec.hostname === undefined ? 'port' : 'hostname';
  return { resource: owner, path: ['spec', 'listeners', index, field] };
}

function describe({ owner, ownerKind, spec }: AnyListener): string {
  return `listener "${spec.name}" of ${ownerKind} "${namespacedName(owner.metadata)}"`;
}
