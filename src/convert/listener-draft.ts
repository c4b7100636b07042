import type { GatewaySpec, ListenerSetSpec, ListenerSpec } from '../model/gateway-api.ts';
import { type FieldPlace, namespacedName, type Path, type Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { HandledGateway } from './gateways.ts';
import type { ConditionType, Issue } from './issue.ts';
import { effectivePort } from './listener-conflicts.ts';

export type ListenerOwner = Resource<GatewaySpec | ListenerSetSpec>;

export type ListenerOwnerKind = 'Gateway' | 'ListenerSet';

/** A listener before it is judged. */
export interface ListenerDraft {
  readonly owner: ListenerOwner;
  readonly ownerKind: ListenerOwnerKind;
  readonly gateway: HandledGateway;
  readonly index: number;
  /** Kind, namespace and name of the owner, and the listener's name. */
  readonly key: string;
  readonly spec: ListenerSpec;
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string;
}

export function draftListeners(
  gateway: HandledGateway,
  owner: ListenerOwner,
  ownerKind: ListenerOwnerKind,
): readonly ListenerDraft[] {
  return (owner.spec.listeners ?? []).map((spec, index) => ({
    owner,
    ownerKind,
    gateway,
    index,
    key: `${ownerKind}/${namespacedName(owner.metadata)}/${spec.name ?? ''}`,
    spec,
    port: effectivePort(spec, ownerKind),
    protocol: spec.protocol ?? '',
    hostname: spec.hostname ?? '',
  }));
}

/** Where the problems of one listener are recorded. */
export type ListenerReporter = (
  condition: ConditionType | undefined,
  reason: string,
  message: string,
  /** A path from the listener, or a place elsewhere. */
  at: Path | FieldPlace,
  more?: Pick<Issue, 'related' | 'target'>,
) => void;

export function reporterOf(context: ConvertContext, { owner, index }: ListenerDraft): ListenerReporter {
  const subject = { resource: owner, listener: index };
  return (condition, reason, message, at, more = {}) => {
    const place = isPath(at) ? { resource: owner, path: ['spec', 'listeners', index, ...at] } : at;
    const issue = { subject, reason, message, place, ...more };
    context.report(condition ? { ...issue, condition, severity: 'hard' } : { ...issue, severity: 'silent' });
  };
}

function isPath(at: Path | FieldPlace): at is Path {
  return Array.isArray(at);
}
