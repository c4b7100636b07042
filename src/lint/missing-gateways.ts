import type { Issue } from '../convert/issue.ts';
import { gradeAbsence } from './open-world.ts';
import type { RuleContext } from './rule.ts';

/**
 * Whether a missing parent is a Gateway that may well be in somebody else's files (LN-22b): of another namespace than the route, which the
 * input has no Gateway of, and with no near name.
 */
export function mayStandIn(context: Omit<RuleContext, 'report'>, { reason, target, subject }: Issue): boolean {
  if (reason !== 'parent-missing' || target?.kind !== 'Gateway' || context.holdsAll(target.namespace)) return false;
  const { kind, metadata } = subject.resource;
  if (kind === 'ListenerSet' || target.namespace === metadata.namespace) return false;
  return gradeAbsence(context, target)?.severity === 'warning';
}
