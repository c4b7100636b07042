import type { Issue } from '../convert/issue.ts';
import { isObject } from '../model/json.ts';
import { compareBytes } from '../model/order.ts';

/** The parents that routes name and the input does not hold: `Gateway infra/public`, each once, in order. */
export function missingParents(issues: readonly Issue[]): readonly string[] {
  const names = issues.filter(({ reason }) => reason === 'parent-missing').map(parentName);
  return [...new Set(names)].sort(compareBytes);
}

/** The place of such an issue is the name in the reference; beside it stand kind and namespace. */
function parentName({ place, subject }: Issue): string {
  let reference: unknown = subject.resource;
  const path = 'path' in place ? place.path.slice(0, -1) : [];
  for (const step of path) {
    reference =
      isObject(reference) || Array.isArray(reference)
        ? Object.entries(reference).find(([key]) => key === String(step))?.[1]
        : undefined;
  }
  const fields = isObject(reference) ? reference : {};
  const { kind = 'Gateway', namespace = subject.resource.metadata.namespace, name } = fields;
  return `${kind} ${namespace}/${name}`;
}
