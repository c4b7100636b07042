import { groups } from './names.ts';

/** The API groups whose kinds are all known here, and those kinds; more of them than are looked at. */
export const kindsOfGroups: Readonly<Record<string, readonly string[]>> = {
  'extensions.istio.io': ['TrafficExtension', 'WasmPlugin'],
  'gateway.networking.k8s.io': [
    'BackendTLSPolicy',
    'GatewayClass',
    'Gateway',
    'GRPCRoute',
    'HTTPRoute',
    'ListenerSet',
    'ReferenceGrant',
    'TCPRoute',
    'TLSRoute',
    'UDPRoute',
  ],
  'gateway.networking.x-k8s.io': ['XBackend', 'XBackendTrafficPolicy', 'XListenerSet', 'XMesh'],
  'inference.networking.k8s.io': ['InferencePool'],
  'networking.istio.io': [
    'DestinationRule',
    'EnvoyFilter',
    'Gateway',
    'ProxyConfig',
    'ServiceEntry',
    'Sidecar',
    'VirtualService',
    'WorkloadEntry',
    'WorkloadGroup',
  ],
  // The group of the Gateway API before it became gateway.networking.k8s.io.
  'networking.x-k8s.io': ['BackendPolicy', 'Gateway', 'GatewayClass', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'telemetry.istio.io': ['Telemetry'],
};

/** Whether another kind has taken the place of one that was never more than experimental. */
export function isSuperseded(group: string, kind: string): boolean {
  return group === groups.gatewayFormer || (group === groups.gatewayExperimental && kind === 'XListenerSet');
}
