import type { ConversionResult } from '../convert/result.ts';
import { apiServerProblems } from '../deploy/api-server.ts';
import { type DeployedGateway, type DeployProblem, deployGateways } from '../deploy/index.ts';
import { workloadCrds } from '../deploy/live-objects.ts';
import { loadValidators } from '../input/validate.ts';
import type { Workloads } from '../lint/workloads.ts';
import type { FieldPlace, Resource } from '../model/resource.ts';
import { defaultDeployment } from './deployment-options.ts';
import { problemPlace } from './problem-place.ts';
import { refusedOf } from './refused-objects.ts';

/**
 * What lint looks at of the workloads of an istiod that is installed as by default. In an open world a ConfigMap of parametersRef
 * that is not in the input changes nothing (LN-23).
 */
export async function lintedWorkloads(conversion: ConversionResult, revision: string | undefined): Promise<Workloads> {
  const assumesParameters = (namespace: string) => !conversion.holdsAll(namespace);
  const options = { ...defaultDeployment(revision), assumesParameters };
  const { gateways, names, issues } = deployGateways(conversion, options);
  // Nothing but an overlay makes fields of wrong types or names.
  const validators = gateways.some(isOverlaid) ? await loadValidators(workloadCrds, 'standard') : undefined;
  const refused = (deployed: DeployedGateway) =>
    validators !== undefined && isOverlaid(deployed) ? refusedOf(deployed, validators) : apiServerProblems(deployed);
  const problems = gateways.flatMap((deployed) => [...deployed.problems, ...refused(deployed)]);
  const placeOf = createPlaces();
  return { names, issues, problems: problems.map((problem) => ({ ...problem, place: placeOf(problem) })) };
}

function isOverlaid({ objects }: DeployedGateway): boolean {
  return objects.some(({ overlays }) => overlays.length > 0);
}

/** Many Gateways may use one overlay, whose place is looked for in its text once. */
function createPlaces(): (problem: DeployProblem) => FieldPlace {
  const known = new Map<Resource, Map<string, FieldPlace>>();
  return (problem) => {
    const { place, part } = problem;
    const ofResource = known.get(place.resource) ?? new Map<string, FieldPlace>();
    known.set(place.resource, ofResource);
    const key = JSON.stringify([place.path, place.part, part]);
    const found = ofResource.get(key) ?? problemPlace(problem);
    ofResource.set(key, found);
    return found;
  };
}
