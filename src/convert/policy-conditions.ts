import type { Resource } from '../model/resource.ts';

/** What a condition says, but for times and generations. */
export interface ConditionState {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** Conditions by type, in the order in which new ones are written. */
export type Conditions = Readonly<Record<string, ConditionState>>;

/** An entry of `status.ancestors` of a policy or of `status.parents` of a backend: who speaks, about what. */
export interface PolicyStatusEntry {
  readonly controllerName: string;
  /** `ancestorRef` or `parentRef`, with the fields that are printed. */
  readonly ref: Readonly<Record<string, string>>;
  readonly conditions: Conditions;
  /** A condition rests on an object that is only assumed. */
  readonly assumed: boolean;
}

/** What istiod says about a policy or backend. */
export interface PolicyStatus {
  readonly resource: Resource;
  readonly entries: readonly PolicyStatusEntry[];
}

/** Controller that istiod names for what holds in the whole mesh. */
export const meshController = 'istio.io/mesh-controller';
