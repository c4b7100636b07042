import type { CrdName } from '../../model/kinds.ts';
import { authorizationPolicyRules } from './authorization-policies.ts';
import { backendTlsPolicyRules } from './backend-tls-policies.ts';
import { destinationRuleRules } from './destination-rules.ts';
import { gatewayRules } from './gateways.ts';
import { grpcRouteRules } from './grpc-routes.ts';
import { httpRouteRules } from './http-routes.ts';
import { inferencePoolRules } from './inference-pools.ts';
import { istioGatewayRules } from './istio-gateways.ts';
import { listenerSetRules } from './listener-sets.ts';
import { proxyConfigRules } from './proxy-configs.ts';
import { requestAuthenticationRules } from './request-authentications.ts';
import type { RuleTree } from './rule-tree.ts';
import { serviceEntryRules } from './service-entries.ts';
import { sidecarRules } from './sidecars.ts';
import { tcpRouteRules } from './tcp-routes.ts';
import { telemetryRules } from './telemetries.ts';
import { tlsRouteRules } from './tls-routes.ts';
import { udpRouteRules } from './udp-routes.ts';
import { virtualServiceRules } from './virtual-services.ts';
import { wasmPluginRules } from './wasm-plugins.ts';
import { workloadEntryRules } from './workload-entries.ts';
import { xBackendTrafficPolicyRules } from './xbackend-traffic-policies.ts';
import { xBackendRules } from './xbackends.ts';

/**
 * The rules across fields of each kind that is read, from the root of its objects: the validation rules of the CRDs
 * (`x-kubernetes-validations`) as predicates. Rules on status are left out, as statuses are not looked at, and so are those that compare an
 * object with what it was before.
 */
export const rulesAcrossFields: { readonly [crd in CrdName]?: RuleTree } = {
  'authorizationpolicies.security.istio.io': authorizationPolicyRules,
  'backendtlspolicies.gateway.networking.k8s.io': backendTlsPolicyRules,
  'destinationrules.networking.istio.io': destinationRuleRules,
  'gateways.gateway.networking.k8s.io': gatewayRules,
  'gateways.networking.istio.io': istioGatewayRules,
  'grpcroutes.gateway.networking.k8s.io': grpcRouteRules,
  'httproutes.gateway.networking.k8s.io': httpRouteRules,
  'inferencepools.inference.networking.k8s.io': inferencePoolRules,
  'listenersets.gateway.networking.k8s.io': listenerSetRules,
  'proxyconfigs.networking.istio.io': proxyConfigRules,
  'requestauthentications.security.istio.io': requestAuthenticationRules,
  'serviceentries.networking.istio.io': serviceEntryRules,
  'sidecars.networking.istio.io': sidecarRules,
  'tcproutes.gateway.networking.k8s.io': tcpRouteRules,
  'telemetries.telemetry.istio.io': telemetryRules,
  'tlsroutes.gateway.networking.k8s.io': tlsRouteRules,
  'udproutes.gateway.networking.k8s.io': udpRouteRules,
  'virtualservices.networking.istio.io': virtualServiceRules,
  'wasmplugins.extensions.istio.io': wasmPluginRules,
  'workloadentries.networking.istio.io': workloadEntryRules,
  'xbackends.gateway.networking.x-k8s.io': xBackendRules,
  'xbackendtrafficpolicies.gateway.networking.x-k8s.io': xBackendTrafficPolicyRules,
};
