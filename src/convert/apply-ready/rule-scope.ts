import type { Path } from '../../model/resource.ts';
import type { Behaviour } from '../../profiles.ts';
import type { HTTPEntry } from '../http-routes.ts';
import type { MessageText } from './message.ts';
import type { ApplyReadyScope } from './scope.ts';

/** One rule of a route in a VirtualService: what the messages about it have in common. */
export interface RuleScope {
  readonly scope: ApplyReadyScope;
  /** `namespace/name` of the VirtualService. */
  readonly vs: string;
  /** Index in the route. */
  readonly rule: number;
  say(text: MessageText, path?: Path): void;
  /** Whether the release has a field; if not, the rule is refused. */
  requires(behaviour: Behaviour, field: string): boolean;
  /** Whether the release has a field; if not, it is left out. */
  allows(behaviour: Behaviour, field: string): boolean;
}

/** Messages about the rule of an entry point at the rule in its route; `path` leads on from there. */
export function ruleScope(
  scope: ApplyReadyScope,
  vs: string,
  { route, rule }: Pick<HTTPEntry, 'route' | 'rule'>,
): RuleScope {
  const at = (path: Path) => ({ resource: route, path: ['spec', 'rules', rule, ...path] });
  const subject = `${vs} rule ${rule}`;
  return {
    scope,
    vs,
    rule,
    say: (text, path = []) => scope.say(text, at(path)),
    requires: (behaviour, field) => scope.requires(behaviour, field, subject, at([])),
    allows: (behaviour, field) => scope.allows(behaviour, field, subject, at([])),
  };
}
