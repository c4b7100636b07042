import type { Issue } from '../convert/issue.ts';
import type { DeployProblem, WorkloadName } from '../deploy/index.ts';

/** What istiod deploys for the Gateways of the input, and what is wrong with it; empty if it deploys nothing. */
export interface Workloads {
  /** Of every Gateway that istiod deploys, those included that are mere context; by namespace and name. */
  readonly names: readonly WorkloadName[];
  /** What istiod decides against Gateways and tells nobody. */
  readonly issues: readonly Issue[];
  /** Why istiod deploys nothing, or the API server would refuse it. Places lead into the texts of overlays. */
  readonly problems: readonly DeployProblem[];
}

export const noWorkloads: Workloads = { names: [], issues: [], problems: [] };
