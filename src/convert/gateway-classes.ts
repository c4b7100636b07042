import type { GatewaySpec } from '../model/gateway-api.ts';
import type { Resource } from '../model/resource.ts';
import type { Settings } from '../settings.ts';
import type { ConvertContext } from './context.ts';

/** How istiod treats the Gateways of a controller. */
export type GatewayRole = 'gateway' | 'remote' | 'waypoint' | 'east-west' | 'agentgateway';

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
  /** The istiod switches that are missing, if it is not enabled. */
  readonly needs: readonly string[];
}

function controllerRows(settings: Settings): readonly ControllerRow[] {
  const row = (
    role: GatewayRole,
    className: string,
    controllerName: string,
    enabled: boolean,
    needs: readonly string[],
    listenerSets = false,
  ): ControllerRow => {
    return { role, className, controllerName, nameSuffix: role === 'gateway', listenerSets, enabled, needs };
  };
  const { EnableAmbientWaypoints, EnableAgentgateway, EnableAmbientMultiNetwork, MultiNetworkGatewayAPI } = settings;
  const ambient = settings.EnableAmbient ? [] : ['PILOT_ENABLE_AMBIENT'];
  // Waypoints come along with ambient mode.
  const waypoints = settings.EnableAmbient ? ['PILOT_ENABLE_AMBIENT_WAYPOINTS'] : ambient;
  const agentgateway = EnableAgentgateway ? [] : ['PILOT_ENABLE_AGENTGATEWAY'];
  return [
    row('gateway', settings.GatewayAPIDefaultGatewayClass, settings.ManagedGatewayController, true, [], true),
    row('remote', 'istio-remote', 'istio.io/unmanaged-gateway', MultiNetworkGatewayAPI, [
      'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API',
    ]),
    row('waypoint', 'istio-waypoint', 'istio.io/mesh-controller', EnableAmbientWaypoints, waypoints),
    row('east-west', 'istio-east-west', 'istio.io/eastwest-controller', EnableAmbientMultiNetwork, [
      ...ambient,
      'AMBIENT_ENABLE_MULTI_NETWORK',
    ]),
    row(
      'agentgateway',
      'istio-agentgateway',
      'istio.io/agentgateway-controller',
      EnableAgentgateway,
      agentgateway,
      true,
    ),
    row(
      'agentgateway',
      'istio-agentgateway-waypoint',
      'istio.io/agentgateway-waypoint-controller',
      EnableAgentgateway && EnableAmbientWaypoints,
      [...agentgateway, ...(EnableAmbientWaypoints ? [] : waypoints)],
    ),
  ];
}

/** What a Gateway's `gatewayClassName` leads to. */
export type ClassResolution =
  | { readonly type: 'controller'; readonly controller: GatewayController }
  /** Another controller's class, or one of agentgateway's own: none of this controller's business. */
  | { readonly type: 'foreign' }
  | { readonly type: 'gated'; readonly needs: readonly string[] }
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

/** The controllers that are switched on, with their built-in classes (GW-10). */
export function enabledControllers(settings: Settings): readonly GatewayController[] {
  return controllerRows(settings).filter(({ enabled }) => enabled);
}

/** The classes that need no GatewayClass, those that a switch has to be on for among them (GW-10). */
export function builtinClasses(settings: Settings): readonly string[] {
  return controllerRows(settings).map(({ className }) => className);
}

/** The controllers that istiod answers for, as its switches are set (GW-10). */
export function knownControllers(settings: Settings): ReadonlySet<string> {
  return new Set(enabledControllers(settings).map(({ controllerName }) => controllerName));
}

/** GW-12: a GatewayClass of another controller does not take a built-in name away from istiod. */
export function reportClaimedClasses(context: ConvertContext): void {
  const rows = controllerRows(context.settings).filter((row) => row.enabled);
  const controllers = knownControllers(context.settings);
  for (const resource of context.index.list('gatewayclasses.gateway.networking.k8s.io')) {
    const { controllerName = '' } = resource.spec;
    const { name } = resource.metadata;
    if (controllers.has(controllerName) || !rows.some(({ className }) => className === name)) continue;
    const message = `class "${name}" names controller "${controllerName}", but istiod handles class "${name}" anyway`;
    const place = { resource, path: ['spec', 'controllerName'] };
    context.report({ subject: { resource }, reason: 'gateway-class-unknown', message, place, severity: 'silent' });
  }
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
    const switches = resolution.needs.map((name) => `${name}=true`).join(' and ');
    const message = `class "${className}" is ignored unless istiod runs with ${switches}`;
    context.report({ subject, reason: 'object-gated', message, place, severity: 'silent' });
  }
}
