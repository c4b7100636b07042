import type { Issue } from '../convert/issue.ts';

/** Whether an issue about an ignored field concerns what a route says of Services and ServiceEntries as its parents. */
export function isMeshParentField({ subject: { resource }, place }: Issue): boolean {
  if (!resource.kind.endsWith('Route')) return false;
  const [, field] = place.path;
  return field === 'hostnames' || field === 'parentRefs';
}
