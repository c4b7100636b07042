import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';

/**
 * What conversion recorded, and what istiod would say of the references that rest on assumptions: absent objects that the open world
 * takes to exist.
 */
export function issuesOf({ issues, assumptions }: ConversionResult): readonly Issue[] {
  const assumed = assumptions.flatMap(({ kind, namespace, name, references }) =>
    references.flatMap(({ place, message, reason }) => {
      if (message === undefined || reason === undefined) return [];
      const target = { kind, namespace, name };
      return [{ subject: { resource: place.resource }, reason, message, place, severity: 'soft' as const, target }];
    }),
  );
  return [...issues, ...assumed];
}
