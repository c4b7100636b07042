import { apiServerProblems } from '../deploy/api-server.ts';
import type { DeployedGateway, DeployedObject, DeployProblem } from '../deploy/index.ts';
import { workloadCrd } from '../deploy/live-objects.ts';
import { overlayProblem } from '../deploy/problem.ts';
import { loadValidators, pruneNulls, type Validators, type Violation } from '../input/validate.ts';
import type { JsonObject } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';

/** What the API server would refuse of what istiod deploys: types and fields first, then what goes beyond them. */
export async function refusedObjects(gateways: readonly DeployedGateway[]): Promise<readonly DeployProblem[]> {
  const crds = gateways.flatMap(({ objects }) => objects.map(({ kind }) => workloadCrd(kind)));
  const validators = await loadValidators(
    crds.filter((crd) => crd !== undefined),
    'standard',
  );
  return gateways.flatMap((deployed) => [
    ...deployed.objects.flatMap((object) => schemaProblems(deployed, object, validators)),
    ...apiServerProblems(deployed.gateway, deployed.objects),
  ]);
}

/** What the template alone would not be refused for, an overlay has done. */
function schemaProblems(
  { gateway }: DeployedGateway,
  deployed: DeployedObject,
  validators: Validators,
): readonly DeployProblem[] {
  const crd = workloadCrd(deployed.kind);
  if (crd === undefined) return [];
  const found = violationsOf(validators, crd, deployed.object);
  if (found.length === 0) return [];
  const known = new Set(violationsOf(validators, crd, deployed.template).map(({ message }) => message));
  const overlay = deployed.overlays.at(-1);
  return found.map(({ message, path, help }): DeployProblem => {
    if (overlay !== undefined && !known.has(message)) {
      const problem = overlayProblem(gateway, overlay, message, path);
      return { ...problem, refusedBy: 'api-server', ...(help !== undefined && { help }) };
    }
    const { namespace, name } = deployed.metadata;
    return {
      gateway,
      reason: 'generated-object-invalid',
      refusedBy: 'api-server',
      message: `the API server would refuse the generated ${deployed.kind} ${namespace}/${name}: ${message}`,
      place: { resource: gateway, path: ['metadata', 'name'] },
    };
  });
}

function violationsOf(validators: Validators, crd: CrdName, object: JsonObject): readonly Violation[] {
  return validators.check(crd, pruneNulls(object));
}
