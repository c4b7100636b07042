import { validateIstioResource } from '../../istio-validation/index.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { IstioResource } from '../result.ts';
import { messages } from './messages.ts';

/** Throws if Istio would refuse a resource: that is a bug, and nothing of the kind is to reach a cluster (AF-7). */
export function assertAccepted(resources: readonly IstioResource[], expressions: RegularExpressions): void {
  for (const resource of resources) {
    const { kind, metadata } = resource;
    const refusal = validateIstioResource(resource, { expressions }).find(({ severity }) => severity === 'error');
    if (refusal === undefined) continue;
    const name = `${kind} ${metadata.namespace}/${metadata.name}`;
    const { code, message } = messages.violation({ resource: name, rule: refusal.rule });
    throw new Error(`${code} ${message}: ${refusal.message}`);
  }
}
