/**
 * What istiod was told by its environment, resolved: the forcing between switches has already happened.
 * The names are those of istiod's own feature variables (`pilot/pkg/features`), as in the golden data's `features`.
 */
export interface Settings {
  /** Suffix of every generated service host. */
  readonly domainSuffix: string;
  /** Revision of the istiod that is mirrored; `''` sees the objects of every revision. */
  readonly revision: string;
  readonly EnableGatewayAPI: boolean;
  readonly EnableGatewayAPIStatus: boolean;
  readonly EnableGatewayAPIGatewayClassController: boolean;
  readonly EnableGatewayAPIDeploymentController: boolean;
  readonly EnableGatewayAPIManualDeployment: boolean;
  readonly EnableAlphaGatewayAPI: boolean;
  readonly EnableGatewayAPIInferenceExtension: boolean;
  readonly EnableAgentgateway: boolean;
  readonly EnableAmbient: boolean;
  readonly EnableAmbientWaypoints: boolean;
  readonly EnableAmbientMultiNetwork: boolean;
  readonly EnableMCSHost: boolean;
  readonly EnableMCSServiceDiscovery: boolean;
  readonly EnableStrictGatewayMerging: boolean;
  readonly MultiNetworkGatewayAPI: boolean;
  readonly GatewayAPIDefaultGatewayClass: string;
  readonly ManagedGatewayController: string;
  readonly MCSAPIGroup: string;
  /** CRD names (`*` at the start stands for any text) that istiod does not watch ... */
  readonly IgnoreResources: readonly string[];
  /** ... unless they are named here. */
  readonly IncludeResources: readonly string[];
}

/** An istiod without any switch set, in a cluster with the usual domain. */
export const defaultSettings: Settings = {
  domainSuffix: 'cluster.local',
  revision: 'default',
  EnableGatewayAPI: true,
  EnableGatewayAPIStatus: true,
  EnableGatewayAPIGatewayClassController: true,
  EnableGatewayAPIDeploymentController: true,
  EnableGatewayAPIManualDeployment: true,
  EnableAlphaGatewayAPI: false,
  EnableGatewayAPIInferenceExtension: false,
  EnableAgentgateway: false,
  EnableAmbient: false,
  EnableAmbientWaypoints: false,
  EnableAmbientMultiNetwork: false,
  EnableMCSHost: false,
  EnableMCSServiceDiscovery: false,
  EnableStrictGatewayMerging: true,
  MultiNetworkGatewayAPI: true,
  GatewayAPIDefaultGatewayClass: 'istio',
  ManagedGatewayController: 'istio.io/gateway-controller',
  MCSAPIGroup: 'multicluster.x-k8s.io',
  IgnoreResources: [],
  IncludeResources: [],
};
