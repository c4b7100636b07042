import type { HeaderOperations } from '../../model/istio.ts';
import type { HeaderChanges } from '../request.ts';
import { readHeaderFormat } from './header-formats.ts';

/** What is to be done to the headers at one level, in Envoy's order: removals, then `set`, then `add` (E-36). */
export interface HeaderLevel {
  readonly remove: readonly string[];
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly add: readonly (readonly [name: string, value: string])[];
  /** Operators that Envoy fills in when the request comes; they stand in the values as they are written. */
  readonly operators: readonly string[];
}

/** Whether an operation on a header is one on the Host or another pseudo header, which istiod treats otherwise. */
export function isAuthorityName(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host';
}

/** The operations of several places that istiod writes into one level: all removals, then all of each kind in order. */
export function headerLevel(operations: readonly (HeaderOperations | undefined)[]): HeaderLevel {
  const operators: string[] = [];
  const of = (kind: 'set' | 'add') =>
    operations.flatMap((one) =>
      Object.entries(one?.[kind] ?? {})
        .filter(([name]) => !isAuthorityName(name))
        .map(([name, value]) => {
          const format = readHeaderFormat(value);
          // A malformed value never gets here: its route table is refused.
          if ('malformed' in format) return [name.toLowerCase(), value] as const;
          operators.push(...format.operators);
          return [name.toLowerCase(), format.text] as const;
        }),
    );
  const remove = operations.flatMap((one) => one?.remove ?? []).filter((name) => !isAuthorityName(name));
  return { remove: remove.map((name) => name.toLowerCase()), set: of('set'), add: of('add'), operators };
}

/** The Host that header operations ask for. */
export function authorityOf(operations: HeaderOperations | undefined): string | undefined {
  const all = [...Object.entries(operations?.set ?? {}), ...Object.entries(operations?.add ?? {})];
  return all.find(([name]) => name.toLowerCase() === 'host' || name.toLowerCase() === ':authority')?.[1];
}

/** Headers after the operations of a level. */
export function applyLevel(headers: ReadonlyMap<string, string>, level: HeaderLevel): ReadonlyMap<string, string> {
  const changed = new Map(headers);
  for (const name of level.remove) changed.delete(name);
  for (const [name, value] of level.set) changed.set(name, value);
  for (const [name, value] of level.add) {
    const known = changed.get(name);
    changed.set(name, known === undefined ? value : `${known},${value}`);
  }
  return changed;
}

/** What levels do one after the other, said in one step. */
export function changesOf(levels: readonly HeaderLevel[]): HeaderChanges {
  const set = new Map<string, string>();
  const add = new Map<string, string>();
  const remove = new Set<string>();
  for (const level of levels) {
    for (const name of level.remove) {
      set.delete(name);
      add.delete(name);
      remove.add(name);
    }
    for (const [name, value] of level.set) {
      set.set(name, value);
      add.delete(name);
    }
    for (const [name, value] of level.add) {
      const known = add.get(name);
      add.set(name, known === undefined ? value : `${known},${value}`);
    }
  }
  return { set: Object.fromEntries(set), add: Object.fromEntries(add), remove: [...remove] };
}
