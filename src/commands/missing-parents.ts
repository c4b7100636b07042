import type { Issue } from '../convert/issue.ts';
import { compareBytes } from '../model/order.ts';

/** The parents that routes name and the input does not hold: `Gateway infra/public`, each once, in order. */
export function missingParents(issues: readonly Issue[]): readonly string[] {
  const names = issues.flatMap(({ reason, target }) =>
    reason === 'parent-missing' && target !== undefined ? `${target.kind} ${target.namespace}/${target.name}` : [],
  );
  return [...new Set(names)].sort(compareBytes);
}
