import type { Rule } from '../rule.ts';
import { addressUnsupported } from './address-unsupported.ts';
import { apiVersionNotServed } from './api-version-not-served.ts';
import { assumedExternal } from './assumed-external.ts';
import { backendNotFound } from './backend-not-found.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { backendPortNotFound } from './backend-port-not-found.ts';
import { cel } from './cel.ts';
import { crdBelowMinimum } from './crd-below-minimum.ts';
import { deprecatedAnnotation } from './deprecated-annotation.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateMatch } from './duplicate-match.ts';
import { duplicateObject } from './duplicate-object.ts';
import { experimentalField } from './experimental-field.ts';
import { featureGateOff } from './feature-gate-off.ts';
import { fieldIgnored } from './field-ignored.ts';
import { filterTypeMismatch } from './filter-type-mismatch.ts';
import { gatewaySelectorLabelRemoved } from './gateway-selector-label-removed.ts';
import { headerValueInvalid } from './header-value-invalid.ts';
import { headerValueOperator } from './header-value-operator.ts';
import { hostnameInvalid } from './hostname-invalid.ts';
import { invalidSuppression } from './invalid-suppression.ts';
import { listenerNotFound } from './listener-not-found.ts';
import { listenerNotUnique } from './listener-not-unique.ts';
import { listenerTlsInconsistent } from './listener-tls-inconsistent.ts';
import { meshParentFieldIgnored } from './mesh-parent-field-ignored.ts';
import { meshParentRemoved } from './mesh-parent-removed.ts';
import { namespaceMissing } from './namespace-missing.ts';
import { needsNewerIstio } from './needs-newer-istio.ts';
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
import { selectorOpensToAll } from './selector-opens-to-all.ts';
import { timeoutOverwritten } from './timeout-overwritten.ts';
import { tlsOptionUnknown } from './tls-option-unknown.ts';
import { unknownField } from './unknown-field.ts';
import { unknownKind } from './unknown-kind.ts';
import { unrenderedTemplate } from './unrendered-template.ts';
import { unsupportedBackend } from './unsupported-backend.ts';
import { unsupportedFilter } from './unsupported-filter.ts';
import { unsupportedKind } from './unsupported-kind.ts';
import { unsupportedProtocol } from './unsupported-protocol.ts';
import { unusedSuppression } from './unused-suppression.ts';
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
  listenerNotFound,
  backendNotFound,
  backendPortNotFound,
  routeNamespaceNotAllowed,
  routeHostnameMismatch,
  routeKindNotAllowed,
  routeHostDropped,
  routeShadowed,
  duplicateMatch,
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
  selectorOpensToAll,
  apiVersionNotServed,
  experimentalField,
  needsNewerIstio,
  crdBelowMinimum,
  meshParentRemoved,
  xListenerSet,
  deprecatedAnnotation,
  gatewaySelectorLabelRemoved,
];
