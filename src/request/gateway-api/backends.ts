import type { BackendRef } from '../../model/gateway-api.ts';
import type { Path } from '../../model/resource.ts';
import type { Choice } from '../request.ts';
import type { Trail } from '../trail.ts';
import type { AttachedRoute, BackendUse, GatewayAPIWorld, WorldBackend } from './world.ts';

/** What backendRefs are resolved with. */
export interface BackendScope {
  readonly world: GatewayAPIWorld;
  readonly trail: Trail;
  readonly attached: AttachedRoute;
  readonly parent: BackendUse['parent'];
}

/** Resolves one backendRef and notes what was assumed about it. */
export function resolveBackend(
  { world, trail, attached, parent }: BackendScope,
  ref: BackendRef,
  path: Path,
): WorldBackend {
  const backend = world.backend({ route: attached.route, parent, ref, path });
  if (backend.status === 'missing?' && backend.why !== undefined) trail.note(backend.why);
  for (const policy of world.policies(backend.host))
    trail.note(`${policy} acts on ${backend.host} and is not evaluated`);
  return backend;
}

/**
 * The shares of a rule's backendRefs (GA-48). Those of weight 0 are listed too (RQ-3).
 * `response` answers the share of an unusable backend (GA-49); undefined where connections are refused instead.
 */
export function shareOut(
  scope: BackendScope,
  refs: readonly BackendRef[] | undefined,
  ruleIndex: number,
  response: number | undefined,
): readonly Choice[] {
  const list = refs ?? [];
  const total = list.reduce((sum, ref) => sum + weightOf(ref), 0);
  return list.map((ref, index) => {
    const path = ['spec', 'rules', ruleIndex, 'backendRefs', index];
    const { host, port, status, why } = resolveBackend(scope, ref, path);
    const weight = weightOf(ref);
    if (status === 'invalid' && weight > 0) {
      const text = `backendRef ${index} is unusable and its share fails: ${why ?? host}`;
      scope.trail.step('GA-49', text, { resource: scope.attached.route, path });
    }
    return {
      host,
      ...(port !== undefined && { port }),
      weight,
      probability: total === 0 ? 0 : weight / total,
      status,
      ...(status === 'invalid' && response !== undefined && { response }),
    };
  });
}

/** Weights below 0 are refused by the API; they count as none. */
function weightOf({ weight = 1 }: BackendRef): number {
  return Math.max(weight, 0);
}

/** Whether any share reaches something. */
export function isUsable(choices: readonly Choice[]): boolean {
  return choices.some(({ probability, status }) => probability > 0 && status !== 'invalid');
}

/** Whether there is any share at all. */
export function hasShares(choices: readonly Choice[]): boolean {
  return choices.some(({ probability }) => probability > 0);
}
