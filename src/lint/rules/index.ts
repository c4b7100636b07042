import type { Rule } from '../rule.ts';
import { addressUnsupported } from './address-unsupported.ts';
import { allowedKindsInvalid } from './allowed-kinds-invalid.ts';
import { apiVersionNotServed } from './api-version-not-served.ts';
import { assumedExternal } from './assumed-external.ts';
import { backendNameIsHostname } from './backend-name-is-hostname.ts';
import { backendNotFound } from './backend-not-found.ts';
import { backendPoliciesCompete } from './backend-policies-compete.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { backendPortNotFound } from './backend-port-not-found.ts';
import { caReferenceInvalid } from './ca-reference-invalid.ts';
import { cel } from './cel.ts';
import { certificateNotFound } from './certificate-not-found.ts';
import { certificateRefLost } from './certificate-ref-lost.ts';
import { certificateUnusable } from './certificate-unusable.ts';
import { convertedCopyBesideSource } from './converted-copy-beside-source.ts';
import { corsAnyOriginWithCredentials } from './cors-any-origin-with-credentials.ts';
import { crdBelowMinimum } from './crd-below-minimum.ts';
import { deploymentNameCollision } from './deployment-name-collision.ts';
import { deprecatedAnnotation } from './deprecated-annotation.ts';
import { deprecatedIstioField } from './deprecated-istio-field.ts';
import { destinationNotFound } from './destination-not-found.ts';
import { destinationPortRequired } from './destination-port-required.ts';
import { destinationRuleHostUnknown } from './destination-rule-host-unknown.ts';
import { destinationRuleOverlapsPolicy } from './destination-rule-overlaps-policy.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateMatch } from './duplicate-match.ts';
import { duplicateObject } from './duplicate-object.ts';
import { experimentalField } from './experimental-field.ts';
import { featureGateOff } from './feature-gate-off.ts';
import { fieldIgnored } from './field-ignored.ts';
import { filterTypeMismatch } from './filter-type-mismatch.ts';
import { gatewayAddressNotUsable } from './gateway-address-not-usable.ts';
import { gatewayClassNotFound } from './gateway-class-not-found.ts';
import { gatewayCredentialInvalid } from './gateway-credential-invalid.ts';
import { gatewayNameNotAString } from './gateway-name-not-a-string.ts';
import { gatewayNotDeployed } from './gateway-not-deployed.ts';
import { gatewaySelectorLabelRemoved } from './gateway-selector-label-removed.ts';
import { gatewaysShareServicePort } from './gateways-share-service-port.ts';
import { generatedNameCollision } from './generated-name-collision.ts';
import { generatedNameTooLong } from './generated-name-too-long.ts';
import { grpcBackendNotHttp2 } from './grpc-backend-not-http2.ts';
import { headerValueInvalid } from './header-value-invalid.ts';
import { headerValueOperator } from './header-value-operator.ts';
import { hostNotInGateway } from './host-not-in-gateway.ts';
import { hostnameInvalid } from './hostname-invalid.ts';
import { httpGrpcSameName } from './http-grpc-same-name.ts';
import { infrastructureEntryDropped } from './infrastructure-entry-dropped.ts';
import { insecureFrontendValidation } from './insecure-frontend-validation.ts';
import { internalGatewayReferenced } from './internal-gateway-referenced.ts';
import { internalGatewayUnknown } from './internal-gateway-unknown.ts';
import { invalidSuppression } from './invalid-suppression.ts';
import { istioGatewayDuplicateCertificate } from './istio-gateway-duplicate-certificate.ts';
import { istioGatewayNotFound } from './istio-gateway-not-found.ts';
import { istioGatewaysConflict } from './istio-gateways-conflict.ts';
import { istioValidation } from './istio-validation.ts';
import { istioValidationWarning } from './istio-validation-warning.ts';
import { jwtRouteWithoutAuthentication } from './jwt-route-without-authentication.ts';
import { l4RoutesCompete } from './l4-routes-compete.ts';
import { listenerConflict } from './listener-conflict.ts';
import { listenerNotFound } from './listener-not-found.ts';
import { listenerNotUnique } from './listener-not-unique.ts';
import { listenerSetNotAccepted } from './listener-set-not-accepted.ts';
import { listenerTlsInconsistent } from './listener-tls-inconsistent.ts';
import { listenerWithoutCertificate } from './listener-without-certificate.ts';
import { listenerWithoutTls } from './listener-without-tls.ts';
import { meshHostsConflict } from './mesh-hosts-conflict.ts';
import { meshParentFieldIgnored } from './mesh-parent-field-ignored.ts';
import { meshParentRemoved } from './mesh-parent-removed.ts';
import { meshRouteOutsideNamespace } from './mesh-route-outside-namespace.ts';
import { namespaceMissing } from './namespace-missing.ts';
import { needsNewerIstio } from './needs-newer-istio.ts';
import { negativeStatus } from './negative-status.ts';
import { objectIdentityMissing } from './object-identity-missing.ts';
import { overlayAddsContainer } from './overlay-adds-container.ts';
import { overlayInvalid } from './overlay-invalid.ts';
import { parametersRefInvalid } from './parameters-ref-invalid.ts';
import { parentNotBindable } from './parent-not-bindable.ts';
import { parentNotFound } from './parent-not-found.ts';
import { parentRefIgnored } from './parent-ref-ignored.ts';
import { parentRefsAmbiguous } from './parent-refs-ambiguous.ts';
import { parentServiceNotFound } from './parent-service-not-found.ts';
import { plaintextToTlsPort } from './plaintext-to-tls-port.ts';
import { policyTargetNotFound } from './policy-target-not-found.ts';
import { prefixReplacementDiffers } from './prefix-replacement-differs.ts';
import { redirectLoop } from './redirect-loop.ts';
import { redirectOrRewriteInvalid } from './redirect-or-rewrite-invalid.ts';
import { referenceNotPermitted } from './reference-not-permitted.ts';
import { regexPathUnreachable } from './regex-path-unreachable.ts';
import { regexRejectedByProxy } from './regex-rejected-by-proxy.ts';
import { routeHostDropped } from './route-host-dropped.ts';
import { routeHostOutsideListener } from './route-host-outside-listener.ts';
import { routeHostnameMismatch } from './route-hostname-mismatch.ts';
import { routeKindNotAllowed } from './route-kind-not-allowed.ts';
import { routeNamespaceNotAllowed } from './route-namespace-not-allowed.ts';
import { routeShadowed } from './route-shadowed.ts';
import { ruleNameCollision } from './rule-name-collision.ts';
import { ruleWithoutBackends } from './rule-without-backends.ts';
import { schema } from './schema.ts';
import { selectorMatchesNothing } from './selector-matches-nothing.ts';
import { selectorOnGatewayApiGateway } from './selector-on-gateway-api-gateway.ts';
import { selectorOpensToAll } from './selector-opens-to-all.ts';
import { serverCertificateNotVerified } from './server-certificate-not-verified.ts';
import { serviceEntryAddressesRequired } from './service-entry-addresses-required.ts';
import { serviceEntryProtocolConflict } from './service-entry-protocol-conflict.ts';
import { servicePortCollision } from './service-port-collision.ts';
import { servicePortName } from './service-port-name.ts';
import { serviceTypeInvalid } from './service-type-invalid.ts';
import { subsetNotFound } from './subset-not-found.ts';
import { timeoutOverwritten } from './timeout-overwritten.ts';
import { tlsOptionUnknown } from './tls-option-unknown.ts';
import { unknownField } from './unknown-field.ts';
import { unknownKind } from './unknown-kind.ts';
import { unknownWellKnownCa } from './unknown-well-known-ca.ts';
import { unrenderedTemplate } from './unrendered-template.ts';
import { unsupportedBackend } from './unsupported-backend.ts';
import { unsupportedFilter } from './unsupported-filter.ts';
import { unsupportedKind } from './unsupported-kind.ts';
import { unsupportedProtocol } from './unsupported-protocol.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { virtualServiceAndRouteShareGatewayHost } from './virtual-service-and-route-share-gateway-host.ts';
import { virtualServiceAndRouteShareMeshHost } from './virtual-service-and-route-share-mesh-host.ts';
import { virtualServiceMatchIneffective } from './virtual-service-match-ineffective.ts';
import { virtualServiceNamesGatewayApiGateway } from './virtual-service-names-gateway-api-gateway.ts';
import { virtualServiceRuleUnreachable } from './virtual-service-rule-unreachable.ts';
import { xListenerSet } from './x-listener-set.ts';
import { yamlSyntax } from './yaml-syntax.ts';

/** Every rule, sorted by code. */
export const rules: readonly Rule[] = [
  yamlSyntax,
  unrenderedTemplate,
  duplicateKey,
  objectIdentityMissing,
  duplicateObject,
  unknownKind,
  unknownField,
  namespaceMissing,
  unusedSuppression,
  invalidSuppression,
  assumedExternal,
  schema,
  cel,
  listenerNotUnique,
  listenerTlsInconsistent,
  backendPortMissing,
  parentRefsAmbiguous,
  redirectOrRewriteInvalid,
  hostnameInvalid,
  filterTypeMismatch,
  parentNotFound,
  parentServiceNotFound,
  parentRefIgnored,
  listenerNotFound,
  backendNotFound,
  backendPortNotFound,
  backendNameIsHostname,
  referenceNotPermitted,
  certificateNotFound,
  certificateUnusable,
  caReferenceInvalid,
  gatewayClassNotFound,
  parametersRefInvalid,
  policyTargetNotFound,
  gatewayAddressNotUsable,
  routeNamespaceNotAllowed,
  routeHostnameMismatch,
  routeKindNotAllowed,
  routeHostDropped,
  routeHostOutsideListener,
  listenerSetNotAccepted,
  allowedKindsInvalid,
  selectorMatchesNothing,
  parentNotBindable,
  listenerConflict,
  routeShadowed,
  duplicateMatch,
  regexPathUnreachable,
  ruleNameCollision,
  l4RoutesCompete,
  generatedNameCollision,
  httpGrpcSameName,
  deploymentNameCollision,
  gatewaysShareServicePort,
  backendPoliciesCompete,
  unsupportedFilter,
  unsupportedBackend,
  unsupportedKind,
  featureGateOff,
  unsupportedProtocol,
  fieldIgnored,
  tlsOptionUnknown,
  meshParentFieldIgnored,
  addressUnsupported,
  headerValueInvalid,
  timeoutOverwritten,
  headerValueOperator,
  ruleWithoutBackends,
  selectorOpensToAll,
  listenerWithoutTls,
  certificateRefLost,
  listenerWithoutCertificate,
  unknownWellKnownCa,
  insecureFrontendValidation,
  redirectLoop,
  corsAnyOriginWithCredentials,
  prefixReplacementDiffers,
  regexRejectedByProxy,
  grpcBackendNotHttp2,
  plaintextToTlsPort,
  apiVersionNotServed,
  experimentalField,
  needsNewerIstio,
  crdBelowMinimum,
  meshParentRemoved,
  xListenerSet,
  deprecatedAnnotation,
  gatewaySelectorLabelRemoved,
  internalGatewayReferenced,
  internalGatewayUnknown,
  virtualServiceNamesGatewayApiGateway,
  virtualServiceAndRouteShareGatewayHost,
  virtualServiceAndRouteShareMeshHost,
  meshRouteOutsideNamespace,
  destinationRuleOverlapsPolicy,
  selectorOnGatewayApiGateway,
  convertedCopyBesideSource,
  istioValidation,
  istioValidationWarning,
  istioGatewayNotFound,
  hostNotInGateway,
  destinationNotFound,
  subsetNotFound,
  destinationPortRequired,
  meshHostsConflict,
  virtualServiceRuleUnreachable,
  virtualServiceMatchIneffective,
  serverCertificateNotVerified,
  gatewayCredentialInvalid,
  istioGatewaysConflict,
  istioGatewayDuplicateCertificate,
  serviceEntryAddressesRequired,
  serviceEntryProtocolConflict,
  destinationRuleHostUnknown,
  negativeStatus,
  deprecatedIstioField,
  servicePortName,
  jwtRouteWithoutAuthentication,
  overlayInvalid,
  overlayAddsContainer,
  servicePortCollision,
  generatedNameTooLong,
  gatewayNameNotAString,
  infrastructureEntryDropped,
  gatewayNotDeployed,
  serviceTypeInvalid,
];
