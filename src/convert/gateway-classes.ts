import type { GatewaySpec } from '../model/gateway-api.ts';
import type { Resource } from '../model/resource.ts';
import type { Settings } from '../settings.ts';
import type { ConvertContext } from './context.ts';

/** How istiod treats the Gateways of a controller. */
export type GatewayRole = 'gateway' | 'remote' | 'waypoint' | 'east-west' | 'agentgateway' | 'agentgateway-waypoint';

/** A controller that istiod answers for, and its built-in class (GW-10). */
export interface GatewayController {
  readonly role: GatewayRole;
  readonly className: string;
  readonly controllerName: string;
  /** Whether the class name is a suffix of the name of the workload that istiod deploys. */
  readonly nameSuffix: boolean;
  readonly listenerSets: boolean;
}

const agentgatewayClasses: ReadonlySet<string> = new Set(['istio-agentgateway', 'istio-agentgateway-waypoint']);

interface ControllerRow extends GatewayController {
  readonly enabled: boolean;
  /** The istiod switch that turns it on. */
  readonly needs: string;
}

function controllerRows(settings: Settings): readonly ControllerRow[] {
  const row = (
    role: GatewayRole,
    className: string,
    controllerName: string,
    enabled: boolean,
    needs: string,
    listenerSets = false,
  ): ControllerRow => {
    return { role, className, controllerName, nameSuffix: role === 'gateway', listenerSets, enabled, needs };
  };
  const { EnableAmbientWaypoints, EnableAgentgateway, EnableAmbientMultiNetwork, MultiNetworkGatewayAPI } = settings;
  return [
    row('gateway', settings.GatewayAPIDefaultGatewayClass, settings.ManagedGatewayController, true, '', true),
    row(
      'remote',
      'istio-remote',
      'istio.io/unmanaged-gateway',
      MultiNetworkGatewayAPI,
      'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API',
    ),
    row('waypoint', 'istio-waypoint', 'istio.io/mesh-controller', EnableAmbientWaypoints, 'PILOT_ENABLE_AMBIENT'),
    row(
      'east-west',
      'istio-east-west',
      'istio.io/eastwest-controller',
      EnableAmbientMultiNetwork,
      'AMBIENT_ENABLE_MULTI_NETWORK',
    ),
    row(
      'agentgateway',
      'istio-agentgateway',
      'istio.io/agentgateway-controller',
      EnableAgentgateway,
      'PILOT_ENABLE_AGENTGATEWAY',
      true,
    ),
    row(
      'agentgateway-waypoint',
      'istio-agentgateway-waypoint',
      'istio.io/agentgateway-waypoint-controller',
      EnableAgentgateway && EnableAmbientWaypoints,
      'PILOT_ENABLE_AGENTGATEWAY',
    ),
  ];
}

/** What a Gateway's `gatewayClassName` leads to. */
export type ClassResolution =
  | { readonly type: 'controller'; readonly controller: GatewayController }
  /** Another controller's class, or one of agentgateway's own: none of this controller's business. */
  | { readonly type: 'foreign' }
  | { readonly type: 'gated'; readonly needs: string }
  | { readonly type: 'unknown' };

export type ClassResolver = (className: string) => ClassResolution;

/** Resolves class names by GW-11 to GW-14: a GatewayClass object first, then the built-in names. */
export function createClassResolver({ index, settings }: ConvertContext): ClassResolver {
  const rows = controllerRows(settings);
  const enabled = rows.filter((row) => row.enabled);
  return (className) => {
    const object = index.get('gatewayclasses.gateway.networking.k8s.io', '', className);
    const named = enabled.find((row) => row.controllerName === object?.spec.controllerName);
    const controller = named ?? enabled.find((row) => row.className === className);
    if (controller !== undefined) {
      // GW-14: agentgateway's Gateways are told apart by the name of their class, not by its controller.
      return settings.EnableAgentgateway && agentgatewayClasses.has(className)
        ? { type: 'foreign' }
        : { type: 'controller', controller };
    }
    const gated = rows.find((row) =>
      object ? row.controllerName === object.spec.controllerName : row.className === className,
    );
    if (gated !== undefined) return { type: 'gated', needs: gated.needs };
    return { type: object === undefined ? 'unknown' : 'foreign' };
  };
}

/** Reports a Gateway whose class istiod does not handle; foreign classes are left to their controllers. */
export function reportClass(
  context: ConvertContext,
  gateway: Resource<GatewaySpec>,
  resolution: ClassResolution,
): void {
  const className = gateway.spec.gatewayClassName ?? '';
  const place = { resource: gateway, path: ['spec', 'gatewayClassName'] };
  const subject = { resource: gateway };
  if (resolution.type === 'unknown') {
    const message = `GatewayClass "${className}" is not one istiod handles; this Gateway is ignored without status`;
    context.report({ subject, reason: 'gateway-class-unknown', message, place, severity: 'silent' });
  } else if (resolution.type === 'gated') {
    const message = `class "${className}" is ignored unless istiod runs with ${resolution.needs}=true`;
    context.report({ subject, reason: 'object-gated', message, place, severity: 'silent' });
  }
}
