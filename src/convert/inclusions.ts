import { backendServiceEntries } from './backend-service-entries.ts';
import type { ConvertContext, Inclusion } from './context.ts';
import type { InferencePools } from './inference-pool-services.ts';
import { compareResources } from './mirror.ts';
import type { IstioResource } from './result.ts';
import { shadowServices } from './shadow-services.ts';

/** What is generated on request, in the order in which it is printed. */
const inclusions: Readonly<
  Record<Inclusion, (context: ConvertContext, pools: InferencePools) => readonly IstioResource[]>
> = {
  'backend-serviceentry': backendServiceEntries,
  'inferencepool-service': shadowServices,
};

/** Generates what was asked for, kind by kind; each by age, namespace and name. */
export function includedResources(
  context: ConvertContext,
  pools: InferencePools,
  include: readonly Inclusion[] = [],
): readonly IstioResource[] {
  const asked = new Set<string>(include);
  return Object.entries(inclusions).flatMap(([inclusion, generate]) =>
    asked.has(inclusion) ? [...generate(context, pools)].sort(compareResources) : [],
  );
}
