import type { Rule } from '../rule.ts';
import { apiVersionNotServed } from './api-version-not-served.ts';
import { assumedExternal } from './assumed-external.ts';
import { backendNotFound } from './backend-not-found.ts';
import { backendPortMissing } from './backend-port-missing.ts';
import { backendPortNotFound } from './backend-port-not-found.ts';
import { cel } from './cel.ts';
import { deploymentNameCollision } from './deployment-name-collision.ts';
import { duplicateKey } from './duplicate-key.ts';
import { duplicateMatch } from './duplicate-match.ts';
import { duplicateObject } from './duplicate-object.ts';
import { experimentalField } from './experimental-field.ts';
import { filterTypeMismatch } from './filter-type-mismatch.ts';
import { gatewayNameNotAString } from './gateway-name-not-a-string.ts';
import { gatewayNotDeployed } from './gateway-not-deployed.ts';
import { generatedNameTooLong } from './generated-name-too-long.ts';
import { hostnameInvalid } from './hostname-invalid.ts';
import { infrastructureEntryDropped } from './infrastructure-entry-dropped.ts';
import { invalidSuppression } from './invalid-suppression.ts';
import { listenerNotFound } from './listener-not-found.ts';
import { listenerNotUnique } from './listener-not-unique.ts';
import { listenerTlsInconsistent } from './listener-tls-inconsistent.ts';
import { namespaceMissing } from './namespace-missing.ts';
import { objectIdentityMissing } from './object-identity-missing.ts';
import { overlayAddsContainer } from './overlay-adds-container.ts';
import { overlayInvalid } from './overlay-invalid.ts';
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
import { servicePortCollision } from './service-port-collision.ts';
import { serviceTypeInvalid } from './service-type-invalid.ts';
import { unknownField } from './unknown-field.ts';
import { unknownKind } from './unknown-kind.ts';
import { unrenderedTemplate } from './unrendered-template.ts';
import { unusedSuppression } from './unused-suppression.ts';
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
  deploymentNameCollision,
  selectorOpensToAll,
  apiVersionNotServed,
  experimentalField,
  overlayInvalid,
  overlayAddsContainer,
  servicePortCollision,
  generatedNameTooLong,
  gatewayNameNotAString,
  infrastructureEntryDropped,
  gatewayNotDeployed,
  serviceTypeInvalid,
];
