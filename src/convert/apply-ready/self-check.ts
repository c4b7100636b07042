import { validateIstioResource } from '../../istio-validation/index.ts';
import type { IstioResource } from '../result.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

/** What has to be known of a run to judge what comes of it. */
interface Run extends Pick<ApplyReadyScope, 'expressions' | 'say'> {
  /** Whether the input holds what the API server would refuse: then what comes of it may be refused as well. */
  readonly unchecked: boolean;
}

/**
 * The resources that Istio accepts: nothing else is to reach a cluster (AF-7). One that it refuses is a bug, and throws, unless the input
 * is to blame for it; then it is left out, which is recorded.
 */
export function withoutRefused(
  resources: readonly IstioResource[],
  { expressions, unchecked, say }: Run,
): readonly IstioResource[] {
  return resources.filter((resource) => {
    const { kind, metadata, sources } = resource;
    const refusal = validateIstioResource(resource, { expressions }).find(({ severity }) => severity === 'error');
    if (refusal === undefined) return true;
    const name = `${kind} ${metadata.namespace}/${metadata.name}`;
    if (!unchecked) {
      const { code, message } = messages.violation({ resource: name, rule: refusal.rule });
      throw new Error(`${code} ${message}: ${refusal.message}`);
    }
    say(messages.refusedSource({ resource: name, reason: refusal.message }), sources[0]);
    return false;
  });
}
