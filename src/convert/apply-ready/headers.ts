import { headerValueError } from '../../model/header-format.ts';
import type { HeaderOperations, Headers } from '../../model/istio.ts';
import { messages } from './messages.ts';
import type { RuleScope } from './rule-scope.ts';

type Values = Readonly<Record<string, string>>;

/** Header operations that the webhook takes (AF-46, AF-56, AF-57). `authority`: the host is rewritten already, which counts for more. */
export function applyReadyHeaders(
  rule: RuleScope,
  headers: Headers | undefined,
  authority = false,
): Headers | undefined {
  if (headers === undefined) return undefined;
  const request = headers.request && operations(rule, withOneHost(headers.request, authority), isHost);
  const response = headers.response && operations(rule, headers.response, () => false);
  return request || response ? { request, response } : undefined;
}

/** Of several things that set the host the last counts: the added value, then the rewrite (AF-46). */
function withOneHost({ set, add, remove }: HeaderOperations, authority: boolean): HeaderOperations {
  const added = Object.keys(add ?? {}).some(isHost);
  const keep = (values: Values | undefined, kept: boolean) =>
    kept ? values : values && Object.fromEntries(Object.entries(values).filter(([name]) => !isHost(name)));
  return { set: keep(set, !authority && !added), add: keep(add, !authority), remove };
}

function isHost(name: string): boolean {
  return name.toLowerCase() === 'host' || name === ':authority';
}

/** Operations without those that istiod itself ignores; undefined if none is left. */
function operations(
  rule: RuleScope,
  { set, add, remove }: HeaderOperations,
  mayWrite: (name: string) => boolean,
): HeaderOperations | undefined {
  const isKept = (name: string, allowed: boolean) => {
    if (allowed || (!isHost(name) && !name.startsWith(':'))) return true;
    rule.say(messages.ignoredHeader({ vs: rule.vs, rule: rule.rule, header: name }), ['filters']);
    return false;
  };
  const values = (given: Values = {}): Values | undefined => {
    const kept = Object.entries(given).filter(([name]) => isKept(name, mayWrite(name)));
    return kept.length === 0
      ? undefined
      : Object.fromEntries(kept.map(([name, value]) => [name, literal(rule, name, value)]));
  };
  const removed = (remove ?? []).filter((name) => isKept(name, false));
  const result = { set: values(set), add: values(add), remove: removed.length === 0 ? undefined : removed };
  return Object.values(result).some((operation) => operation !== undefined) ? result : undefined;
}

/** AF-56: Envoy refuses a malformed format string and with it every route of the port. */
function literal(rule: RuleScope, header: string, value: string): string {
  if (headerValueError(value) === undefined) return value;
  rule.say(messages.literalPercent({ vs: rule.vs, rule: rule.rule, header }), ['filters']);
  return value.replaceAll('%', '%%');
}
