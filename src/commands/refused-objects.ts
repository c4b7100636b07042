import { apiServerProblems } from '../deploy/api-server.ts';
import type { DeployedGateway, DeployedObject, DeployProblem } from '../deploy/index.ts';
import { workloadCrd } from '../deploy/live-objects.ts';
import { mergeSchemas } from '../deploy/merge-schema.ts';
import { pathInPatch } from '../deploy/patch-path.ts';
import { plainOverlayProblem } from '../deploy/problem.ts';
import { loadValidators, pruneNulls, type Validators, type Violation } from '../input/validate.ts';
import type { JsonObject } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';
import type { Path } from '../model/resource.ts';

/** What the API server would refuse of what istiod deploys: types and fields first, then what goes beyond them. */
export async function refusedObjects(gateways: readonly DeployedGateway[]): Promise<readonly DeployProblem[]> {
  const crds = gateways.flatMap(({ objects }) => objects.map(({ kind }) => workloadCrd(kind)));
  const validators = await loadValidators(
    crds.filter((crd) => crd !== undefined),
    'standard',
  );
  return gateways.flatMap((deployed) => refusedOf(deployed, validators));
}

/** The same of one Gateway. */
export function refusedOf(deployed: DeployedGateway, validators: Validators): readonly DeployProblem[] {
  const found = apiServerProblems(deployed);
  // Such a name is wrong wherever it stands: once is enough.
  if (found.some(({ reason }) => reason === 'gateway-name-not-a-string')) return found;
  const known = new Set(found.map(({ reason }) => reason));
  const ofSchemas = deployed.objects.flatMap((object) => schemaProblems(deployed, object, validators, known));
  return [...ofSchemas, ...found];
}

/** The fields of a Service that have rules of their own, which know what is at fault. */
const serviceFields: Readonly<Record<string, DeployProblem['reason']>> = {
  ports: 'service-port-collision',
  type: 'service-type-invalid',
};

/** What the template alone would not be refused for, an overlay has done. */
function schemaProblems(
  { gateway }: DeployedGateway,
  deployed: DeployedObject,
  validators: Validators,
  told: ReadonlySet<DeployProblem['reason']>,
): readonly DeployProblem[] {
  const crd = workloadCrd(deployed.kind);
  if (crd === undefined) return [];
  const found = violationsOf(validators, crd, deployed.object);
  if (found.length === 0) return [];
  const known = new Set(violationsOf(validators, crd, deployed.template).map(({ message }) => message));
  const isTold = (path: Path) => {
    const reason = deployed.part === 'service' ? serviceFields[String(path[1])] : undefined;
    return reason !== undefined && told.has(reason);
  };
  return found.flatMap(({ message, path, help }): DeployProblem | [] => {
    const blamed = known.has(message) ? undefined : blame(deployed, path);
    if (blamed === undefined && isTold(path)) return [];
    if (blamed !== undefined) {
      const problem = plainOverlayProblem(gateway, blamed.overlay, message);
      return { ...problem, part: blamed.path, refusedBy: 'api-server', ...(help !== undefined && { help }) };
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

/** The last of the overlays that say most of what stands at a path. */
function blame({ object, overlays }: DeployedObject, path: Path) {
  const found = overlays.map((overlay) => {
    return { overlay, path: pathInPatch(overlay.patch, object, path, mergeSchemas[overlay.key]) };
  });
  const longest = Math.max(...found.map((one) => one.path.length));
  return found.findLast((one) => one.path.length === longest);
}

function violationsOf(validators: Validators, crd: CrdName, object: JsonObject): readonly Violation[] {
  return validators.check(crd, pruneNulls(object));
}
