import type { GatewaySpec } from '../model/gateway-api.ts';
import { isObject, objectsIn } from '../model/json.ts';
import { gatewayAnnotations, labels } from '../model/names.ts';
import { nearest } from '../model/nearest.ts';
import type { FieldPlace, Resource } from '../model/resource.ts';
import type { DeployedGateway } from './index.ts';
import { type DeployProblem, overlayProblem } from './problem.ts';
import type { DeployedObject } from './render.ts';
import { serviceProblems } from './service-problems.ts';

/** What the API server would refuse of the objects of a Gateway, and what in the Gateway or its overlays is at fault. */
export function apiServerProblems({ gateway, objects, portOwners }: DeployedGateway): readonly DeployProblem[] {
  return [
    ...gatewayNameProblems(gateway),
    ...unquotedNameProblems(gateway, objects),
    ...objects.flatMap((object) => [...nameProblems(gateway, object), ...containerProblems(gateway, object)]),
    ...objects.flatMap((object) => (object.part === 'service' ? serviceProblems(gateway, object, portOwners) : [])),
  ];
}

const longestName = 63;
const longestAccountName = 253;
const dnsLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The name of a Gateway becomes the value of a label. */
function gatewayNameProblems(gateway: Resource<GatewaySpec>): DeployProblem[] {
  const { name } = gateway.metadata;
  if (name.length <= longestName) return [];
  const message = `the generated objects cannot carry the name of this Gateway as a label: it has more than ${longestName} characters`;
  return [nameProblem(gateway, message, { resource: gateway, path: ['metadata', 'name'] })];
}

/** DEP-30: an unquoted name such as `123` is no string in the objects that select by it. */
function unquotedNameProblems(gateway: Resource<GatewaySpec>, objects: readonly DeployedObject[]): DeployProblem[] {
  const { template: service } = objects.find(({ part }) => part === 'service') ?? {};
  const spec = isObject(service) ? service['spec'] : undefined;
  const selector = isObject(spec) ? spec['selector'] : undefined;
  const name = isObject(selector) ? selector[labels.gatewayName] : undefined;
  if (name === undefined || typeof name === 'string') return [];
  const message = `the deployment template renders this name as a ${name === null ? 'null' : typeof name}`;
  const place = { resource: gateway, path: ['metadata', 'name'] };
  return [{ gateway, reason: 'gateway-name-not-a-string', refusedBy: 'api-server', message, place }];
}

/** A Service is a DNS label. That of a Deployment, which the others share, becomes a label of pods. */
function nameProblems(
  gateway: Resource<GatewaySpec>,
  { part, kind, metadata: { name } }: DeployedObject,
): DeployProblem[] {
  if (part === 'version') return [];
  const form = part === 'service' ? dnsLabel : subdomain;
  const longest = part === 'serviceAccount' ? longestAccountName : longestName;
  if (name.length <= longest && form.test(name)) return [];
  const key = part === 'serviceAccount' ? gatewayAnnotations.serviceAccount : gatewayAnnotations.nameOverride;
  const isGiven = Boolean(gateway.metadata.annotations?.[key]);
  const path = isGiven ? ['metadata', 'annotations', key] : ['metadata', 'name'];
  const message = `generated ${kind} name "${name}" is not a valid ${kind} name`;
  const problem = nameProblem(gateway, message, { resource: gateway, path });
  return [{ ...problem, kind, ...(!isGiven && { help: `name it with the annotation ${key}` }) }];
}

function nameProblem(gateway: Resource<GatewaySpec>, message: string, place: FieldPlace): DeployProblem {
  return { gateway, reason: 'generated-name-too-long', refusedBy: 'api-server', message, place };
}

/** An overlay that names a container which the template lacks adds one, and without an image it cannot run (DEP-62). */
function containerProblems(gateway: Resource<GatewaySpec>, deployed: DeployedObject): DeployProblem[] {
  if (deployed.part !== 'deployment') return [];
  return (['initContainers', 'containers'] as const).flatMap((list) => {
    const known = containersOf(deployed.template, list).map(({ name }) => String(name));
    return containersOf(deployed.object, list)
      .filter(({ image }) => image === undefined || image === '')
      .flatMap(({ name }) => addedContainer(gateway, deployed, list, String(name), known));
  });
}

function addedContainer(
  gateway: Resource<GatewaySpec>,
  { overlays }: DeployedObject,
  list: 'containers' | 'initContainers',
  name: string,
  known: readonly string[],
): DeployProblem[] {
  const path = ['spec', 'template', 'spec', list];
  const indexIn = (patch: object) => containersOf(patch, list).findIndex((container) => container['name'] === name);
  const overlay = overlays.findLast(({ patch }) => indexIn(patch) >= 0) ?? overlays.at(-1);
  if (overlay === undefined) return [];
  const index = indexIn(overlay.patch);
  const has = known.length === 0 ? 'it has none there' : `it has ${known.map((one) => `"${one}"`).join(', ')}`;
  const message = known.includes(name)
    ? `container "${name}" is left without an image`
    : `container "${name}" is not in the template (${has}), so a new container without image is added`;
  const meant = nearest(name, known);
  return [
    {
      ...overlayProblem(gateway, overlay, message, index < 0 ? path : [...path, index, 'name']),
      reason: 'overlay-adds-container',
      refusedBy: 'api-server',
      ...(meant.length > 0 && { help: `did you mean ${meant.map((one) => `"${one}"`).join(' or ')}?` }),
    },
  ];
}

function containersOf(deployment: object, list: 'containers' | 'initContainers') {
  const spec = 'spec' in deployment ? deployment.spec : undefined;
  const template = isObject(spec) ? spec['template'] : undefined;
  return objectsIn(isObject(template) ? template['spec'] : undefined, list);
}
