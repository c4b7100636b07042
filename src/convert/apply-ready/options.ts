import type { RegularExpressions } from '../../model/regular-expressions.ts';

/** Labels of the pods that an Istio Gateway configures. */
export type PodLabels = Readonly<Record<string, string>>;

/** One `--gateway-selector`: for one Gateway, or for all that have none of their own (AF-20). */
export interface GatewaySelector {
  readonly gateway?: { readonly namespace: string; readonly name: string };
  readonly labels: PodLabels;
}

/** How the apply-ready form is written. */
export interface ApplyReadyOptions {
  /** Where the pods of Gateways are, instead of what the input says. Default none. */
  readonly selectors?: readonly GatewaySelector[];
  /** The release that reads the output. Default the newest known. */
  readonly istioVersion?: string;
  /** Whether resources say what they were made from and by whom (AF-4). Default true. */
  readonly provenance?: boolean;
  /** RE2: not asked where the input holds no expression. */
  readonly expressions: RegularExpressions;
  /** The workloads of managed Gateways are emitted too. Default false. */
  readonly deployed?: boolean;
}
