import { enabledControllers, type GatewayController } from '../convert/gateway-classes.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';

/** The templates that istiod renders, by the names of their files. */
export type TemplateName = 'agentgateway' | 'agentgateway-waypoint' | 'kube-gateway' | 'waypoint';

/** How the Gateways of a controller are deployed. */
export interface DeployedClass {
  readonly controllerName: string;
  readonly template: TemplateName;
  /** Whether the name of the class is a suffix of the default name. */
  readonly nameSuffix: boolean;
  readonly serviceType: 'ClusterIP' | 'LoadBalancer';
  readonly eastWest: boolean;
}

/** DEP-3, by what the controllers are for. */
const rows: Readonly<Record<string, Pick<DeployedClass, 'template' | 'serviceType'>>> = {
  agentgateway: { template: 'agentgateway', serviceType: 'LoadBalancer' },
  'agentgateway-waypoint': { template: 'agentgateway-waypoint', serviceType: 'ClusterIP' },
  'east-west': { template: 'waypoint', serviceType: 'LoadBalancer' },
  gateway: { template: 'kube-gateway', serviceType: 'LoadBalancer' },
  waypoint: { template: 'waypoint', serviceType: 'ClusterIP' },
};

/**
 * The class of a Gateway by the name that it gives; undefined where istiod deploys nothing. Unlike in conversion a GatewayClass
 * object takes a built-in name away (DEP-2), and the classes of agentgateway count (DEP-3).
 */
export function createDeployedClasses(
  index: ResourceIndex,
  settings: Settings,
): (className: string) => DeployedClass | undefined {
  const controllers = enabledControllers(settings);
  return (className) => {
    const object = index.get('gatewayclasses.gateway.networking.k8s.io', '', className);
    const controller = controllers.find((one) =>
      object === undefined ? one.className === className : one.controllerName === object.spec.controllerName,
    );
    return controller && deployedClass(controller);
  };
}

function deployedClass({ role, className, controllerName, nameSuffix }: GatewayController): DeployedClass | undefined {
  const row = rows[className === 'istio-agentgateway-waypoint' ? 'agentgateway-waypoint' : role];
  return row && { ...row, controllerName, nameSuffix, eastWest: role === 'east-west' };
}
