import type { GatewaySpec } from '../model/gateway-api.ts';
import { isObject, objectsIn } from '../model/json.ts';
import { gatewayAnnotations } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { type PortOwner, statusPort } from './ports.ts';
import type { DeployProblem } from './problem.ts';
import type { DeployedObject } from './render.ts';

/** What the API server refuses of a Service for what the Gateway or its listeners say. */
export function serviceProblems(
  gateway: Resource<GatewaySpec>,
  service: DeployedObject,
  portOwners: ReadonlyMap<number, PortOwner>,
): readonly DeployProblem[] {
  return [...typeProblems(gateway, service), ...portProblems(gateway, service, portOwners)];
}

/** Those that a Service with a selector can have. */
const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** istiod takes the annotation as it is (DEP-31). */
function typeProblems(gateway: Resource<GatewaySpec>, { object, template }: DeployedObject): DeployProblem[] {
  const [type, ofTemplate] = [object, template].map(({ spec }) => (isObject(spec) ? spec['type'] : undefined));
  if (typeof type !== 'string' || type !== ofTemplate || serviceTypes.includes(type)) return [];
  const meant = serviceTypes.find((one) => one.toLowerCase() === type.toLowerCase());
  return [
    {
      gateway,
      reason: 'service-type-invalid',
      refusedBy: 'api-server',
      message: `"${type}" is not a Service type`,
      place: { resource: gateway, path: ['metadata', 'annotations', gatewayAnnotations.serviceType] },
      help: `write ${meant ?? `one of ${serviceTypes.join(', ')}`}; the API server refuses the Service`,
      ...(meant !== undefined && { meant }),
    },
  ];
}

/** A listener with the number of the status port, or with QUIC where the template makes every port a TCP port (DEP-35, DEP-36). */
function portProblems(
  gateway: Resource<GatewaySpec>,
  { object }: DeployedObject,
  portOwners: ReadonlyMap<number, PortOwner>,
): DeployProblem[] {
  const seen = new Set<string>();
  const twice = new Set<number>();
  for (const { port, protocol } of objectsIn(object['spec'], 'ports')) {
    const key = `${port}/${protocol}`;
    if (seen.has(key) && typeof port === 'number') twice.add(port);
    seen.add(key);
  }
  return [...twice].flatMap((port): DeployProblem[] => {
    const owner = portOwners.get(port);
    if (owner === undefined) return [];
    const help =
      port === statusPort.port
        ? `give the listener another port: ${port} is the status port of the Service`
        : 'the template of this class has TCP ports alone: leave PILOT_ENABLE_QUIC_LISTENERS off';
    const message = `the generated Service gets port ${port} twice`;
    return [{ gateway, reason: 'service-port-collision', refusedBy: 'api-server', message, place: owner.place, help }];
  });
}
