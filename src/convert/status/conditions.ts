import { isObject, type JsonObject } from '../../model/json.ts';
import { compareBytes } from '../../model/order.ts';
import type { ConditionState, Conditions } from '../policy-conditions.ts';

/** A condition that says that all is well. */
export function good(reason: string, message: string): ConditionState {
  return { status: 'True', reason, message };
}

/** A condition that says what is wrong. */
export function bad({ reason, message }: { readonly reason: string; readonly message: string }): ConditionState {
  return { status: 'False', reason, message };
}

/**
 * Writes computed conditions onto existing ones, in the order of their types: those of a type that is there stay in their place,
 * new ones are appended, others are kept (GW-130). One whose status, message and generation are the same is left alone, even if its
 * reason differs (GW-131). A file has no clock: a changed status has no `lastTransitionTime`.
 */
export function writeConditions(
  existing: readonly JsonObject[],
  computed: Conditions,
  generation: number | undefined,
): readonly JsonObject[] {
  const conditions = [...existing];
  for (const [type, state] of Object.entries(computed).sort(([a], [b]) => compareBytes(a, b))) {
    const at = conditions.findIndex((condition) => condition['type'] === type);
    const written = writeCondition(conditions[at], type, state, generation || undefined);
    if (at < 0) conditions.push(written);
    else conditions[at] = written;
  }
  return conditions;
}

function writeCondition(
  existing: JsonObject | undefined,
  type: string,
  { status, reason, message }: ConditionState,
  observedGeneration: number | undefined,
): JsonObject {
  const sameStatus = existing?.['status'] === status;
  if (
    sameStatus &&
    existing?.['message'] === message &&
    (existing['observedGeneration'] || undefined) === observedGeneration
  ) {
    return existing;
  }
  return {
    type,
    status,
    reason,
    message,
    ...(observedGeneration !== undefined && { observedGeneration }),
    ...(sameStatus &&
      existing?.['lastTransitionTime'] !== undefined && { lastTransitionTime: existing['lastTransitionTime'] }),
  };
}

/** A status without times, which no file can know. */
export function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === 'lastTransitionTime' ? [] : [[key, withoutTimes(item)]])),
  );
}
