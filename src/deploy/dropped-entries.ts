import type { Issue } from '../convert/issue.ts';
import type { GatewaySpec } from '../model/gateway-api.ts';
import { gatewayAnnotations, labels } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import { isReserved } from './infrastructure.ts';

/** Annotations that istiod reads from the Gateway's own alone (DEP-54). */
const ownAnnotations: ReadonlySet<string> = new Set(
  Object.values(gatewayAnnotations).filter((key) => key !== gatewayAnnotations.lastApplied),
);

/** Labels and annotations of a Gateway that have no effect where they stand (DEP-19, DEP-20, DEP-54). */
export function droppedEntries(gateway: Resource<GatewaySpec>): readonly Issue[] {
  const { infrastructure } = gateway.spec;
  const given = (['labels', 'annotations'] as const).flatMap((list) =>
    Object.keys(infrastructure?.[list] ?? {}).map((key) => ({ list, key })),
  );
  const dropped = given.flatMap(({ list, key }) => {
    const path = ['spec', 'infrastructure', list, key];
    if (isReserved(key)) return [issue(gateway, path, 'istiod keeps this prefix to itself')];
    const isOwn = list === 'annotations' && ownAnnotations.has(key);
    return isOwn ? [issue(gateway, path, 'istiod reads it from metadata.annotations')] : [];
  });
  const mode = gateway.metadata.labels?.[labels.dataplaneMode];
  if (mode === undefined || infrastructure?.labels === undefined) return dropped;
  const path = ['metadata', 'labels', labels.dataplaneMode];
  return [...dropped, issue(gateway, path, 'beside spec.infrastructure.labels istiod neither copies nor adds it')];
}

function issue(gateway: Resource<GatewaySpec>, path: Path, why: string): Issue {
  const message = `"${path.at(-1)}" has no effect here: ${why}`;
  const place = { resource: gateway, path, part: 'key' } as const;
  return { subject: { resource: gateway }, reason: 'label-dropped', message, place, severity: 'silent' };
}
