import type { ConversionResult } from '../convert/result.ts';
import { apiServerProblems } from '../deploy/api-server.ts';
import { type DeployedGateway, deployGateways } from '../deploy/index.ts';
import { workloadCrds } from '../deploy/live-objects.ts';
import { loadValidators } from '../input/validate.ts';
import type { Workloads } from '../lint/workloads.ts';
import { labels } from '../model/names.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { defaultDeployment } from './deployment-options.ts';
import { problemPlace } from './problem-place.ts';
import { refusedOf } from './refused-objects.ts';

/**
 * What lint looks at of the workloads of an istiod that is installed as by default. In an open world a ConfigMap of parametersRef
 * that is not in the input changes nothing (LN-23).
 */
export async function prepareWorkloads(
  index: ResourceIndex,
  revision: string | undefined,
): Promise<(conversion: ConversionResult) => Workloads> {
  const options = defaultDeployment(revision);
  // Nothing but an overlay makes fields of wrong types or names.
  const validators = mayHaveOverlays(index) ? await loadValidators(workloadCrds, 'standard') : undefined;
  const refused = (deployed: DeployedGateway) =>
    validators !== undefined && deployed.objects.some(({ overlays }) => overlays.length > 0)
      ? refusedOf(deployed, validators)
      : apiServerProblems(deployed);
  return (conversion) => {
    const { gateways, names, issues } = deployGateways(conversion, {
      ...options,
      assumeParameters: !conversion.complete,
    });
    const problems = gateways.flatMap((deployed) => [...deployed.problems, ...refused(deployed)]);
    return { names, issues, problems: problems.map((problem) => ({ ...problem, place: problemPlace(problem) })) };
  };
}

function mayHaveOverlays(index: ResourceIndex): boolean {
  return (
    index
      .list('gateways.gateway.networking.k8s.io')
      .some(({ spec }) => spec.infrastructure?.parametersRef !== undefined) ||
    index.list('configmaps.').some(({ metadata }) => metadata.labels?.[labels.defaultsForClass] !== undefined)
  );
}
