import type { Rule } from '../rule.ts';
import { apiVersionNotServed } from './api-version-not-served.ts';
import { assumedExternal } from './assumed-external.ts';
import { backendNotFound } from './backend-not-found.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { backendPortNotFound } from './backend-port-not-found.ts';
import { cel } from './cel.ts';
import { convertedCopyBesideSource } from './converted-copy-beside-source.ts';
import { crdBelowMinimum } from './crd-below-minimum.ts';
import { deprecatedIstioField } from './deprecated-istio-field.ts';
import { destinationNotFound } from './destination-not-found.ts';
import { destinationPortRequired } from './destination-port-required.ts';
import { destinationRuleHostUnknown } from './destination-rule-host-unknown.ts';
import { destinationRuleOverlapsPolicy } from './destination-rule-overlaps-policy.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateMatch } from './duplicate-match.ts';
import { duplicateObject } from './duplicate-object.ts';
import { experimentalField } from './experimental-field.ts';
import { filterTypeMismatch } from './filter-type-mismatch.ts';
import { gatewayCredentialInvalid } from './gateway-credential-invalid.ts';
import { hostNotInGateway } from './host-not-in-gateway.ts';
import { hostnameInvalid } from './hostname-invalid.ts';
import { internalGatewayReferenced } from './internal-gateway-referenced.ts';
import { internalGatewayUnknown } from './internal-gateway-unknown.ts';
import { invalidSuppression } from './invalid-suppression.ts';
import { istioGatewayDuplicateCertificate } from './istio-gateway-duplicate-certificate.ts';
import { istioGatewayNotFound } from './istio-gateway-not-found.ts';
import { istioGatewaysConflict } from './istio-gateways-conflict.ts';
import { istioValidation } from './istio-validation.ts';
import { istioValidationWarning } from './istio-validation-warning.ts';
import { jwtRouteWithoutAuthentication } from './jwt-route-without-authentication.ts';
import { listenerNotFound } from './listener-not-found.ts';
import { listenerNotUnique } from './listener-not-unique.ts';
import { listenerTlsInconsistent } from './listener-tls-inconsistent.ts';
import { meshHostsConflict } from './mesh-hosts-conflict.ts';
import { meshRouteOutsideNamespace } from './mesh-route-outside-namespace.ts';
import { namespaceMissing } from './namespace-missing.ts';
import { negativeStatus } from './negative-status.ts';
import { objectIdentityMissing } from './object-identity-missing.ts';
import { parentNotFound } from './parent-not-found.ts';
import { parentRefsAmbiguous } from './parent-refs-ambiguous.ts';
import { redirectOrRewriteInvalid } from './redirect-or-rewrite-invalid.ts';
import { routeHostDropped } from './route-host-dropped.ts';
import { routeHostnameMismatch } from './route-hostname-mismatch.ts';
import { routeKindNotAllowed } from './route-kind-not-allowed.ts';
import { routeNamespaceNotAllowed } from './route-namespace-not-allowed.ts';
import { routeShadowed } from './route-shadowed.ts';
import { schema } from './schema.ts';
import { selectorOnGatewayApiGateway } from './selector-on-gateway-api-gateway.ts';
import { selectorOpensToAll } from './selector-opens-to-all.ts';
import { serverCertificateNotVerified } from './server-certificate-not-verified.ts';
import { serviceEntryAddressesRequired } from './service-entry-addresses-required.ts';
import { serviceEntryProtocolConflict } from './service-entry-protocol-conflict.ts';
import { servicePortName } from './service-port-name.ts';
import { subsetNotFound } from './subset-not-found.ts';
import { unknownField } from './unknown-field.ts';
import { unknownKind } from './unknown-kind.ts';
import { unrenderedTemplate } from './unrendered-template.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { virtualServiceAndRouteShareGatewayHost } from './virtual-service-and-route-share-gateway-host.ts';
import { virtualServiceAndRouteShareMeshHost } from './virtual-service-and-route-share-mesh-host.ts';
import { virtualServiceMatchIneffective } from './virtual-service-match-ineffective.ts';
import { virtualServiceNamesGatewayApiGateway } from './virtual-service-names-gateway-api-gateway.ts';
import { virtualServiceRuleUnreachable } from './virtual-service-rule-unreachable.ts';
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
  listenerNotFound,
  backendNotFound,
  backendPortNotFound,
  routeNamespaceNotAllowed,
  routeHostnameMismatch,
  routeKindNotAllowed,
  routeHostDropped,
  routeShadowed,
  duplicateMatch,
  selectorOpensToAll,
  apiVersionNotServed,
  experimentalField,
  crdBelowMinimum,
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
];
