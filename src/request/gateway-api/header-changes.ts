import type { HTTPHeaderFilter } from '../../model/gateway-api.ts';
import type { HeaderChanges } from '../request.ts';

/** The actions of a header modifier, by name in lower case. */
export interface HeaderActions {
  readonly set: ReadonlyMap<string, string>;
  readonly add: ReadonlyMap<string, string>;
  readonly remove: ReadonlySet<string>;
  /** Names with more than one action, which the API does not allow (GA-41). */
  readonly contradictory: readonly string[];
  /** A value that no header can have. */
  readonly invalidValue?: string;
}

/** Reads a modifier; of equal names in one list the first counts (GA-41). */
export function readActions({ set = [], add = [], remove = [] }: HTTPHeaderFilter): HeaderActions {
  const actions = {
    set: firstValues(set),
    add: firstValues(add),
    remove: new Set(remove.map((name) => name.toLowerCase())),
  };
  const names = [...actions.set.keys(), ...actions.add.keys(), ...actions.remove];
  const contradictory = [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
  const invalidValue = [...set, ...add].find(({ value = '' }) => /[\x00-\x08\x0a-\x1f\x7f]/.test(value))?.name;
  return { ...actions, contradictory, ...(invalidValue !== undefined && { invalidValue }) };
}

function firstValues(headers: NonNullable<HTTPHeaderFilter['set']>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name = '', value = '' } of headers) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, value);
  }
  return values;
}

/** Headers after a modifier: `set` overwrites, `add` appends behind a comma, `remove` deletes. */
export function applyActions(
  headers: ReadonlyMap<string, string>,
  { set, add, remove }: HeaderActions,
): ReadonlyMap<string, string> {
  const changed = new Map(headers);
  for (const [name, value] of set) changed.set(name, value);
  for (const [name, value] of add) changed.set(name, joined(changed.get(name), value));
  for (const name of remove) changed.delete(name);
  return changed;
}

function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before},${value}`;
}

export const noChanges: HeaderChanges = { set: {}, add: {}, remove: [] };

/** The changes that come to the same as some changes and then a modifier. */
export function composeChanges(before: HeaderChanges, actions: HeaderActions): HeaderChanges {
  const set = new Map(Object.entries(before.set));
  const add = new Map(Object.entries(before.add));
  const remove = new Set(before.remove);
  for (const [name, value] of actions.set) {
    set.set(name, value);
    add.delete(name);
    remove.delete(name);
  }
  for (const [name, value] of actions.add) {
    const isKnown = set.has(name) || remove.has(name);
    // After a removal there is nothing to append to.
    if (isKnown) set.set(name, joined(set.get(name), value));
    else add.set(name, joined(add.get(name), value));
    remove.delete(name);
  }
  for (const name of actions.remove) {
    set.delete(name);
    add.delete(name);
    remove.add(name);
  }
  return { set: Object.fromEntries(set), add: Object.fromEntries(add), remove: [...remove] };
}
