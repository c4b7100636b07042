import type { Place } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import { judgeClientCertificates } from './client-certificates.ts';
import { createContext } from './context.ts';
import { createCredentialStore } from './credentials.ts';
import { judgeFrontendValidation } from './frontend-validation.ts';
import { createClassResolver, reportClaimedClasses } from './gateway-classes.ts';
import { handledGateways } from './gateways.ts';
import { reportIgnoredGatewayFields } from './ignored-fields.ts';
import { istioGateways } from './istio-gateways.ts';
import { attachListenerSets } from './listener-sets.ts';
import { processListeners } from './listeners.ts';
import { renderMirror } from './mirror.ts';
import { indexParents } from './parents.ts';
import { createGrantCheck } from './reference-grants.ts';
import type { ConversionResult } from './result.ts';
import { convertRoutes } from './routes.ts';
import { createServiceRegistry } from './service-registry.ts';
import { reportInvisible, visibleResources } from './visible-resources.ts';

/** What was read. */
export interface ConvertInput {
  readonly index: ResourceIndex;
}

/** How istiod is set, and whether the input is all there is. */
export interface ConvertOptions {
  readonly settings: Settings;
  /** Closed world: what is not in the input does not exist. Default false. */
  readonly complete?: boolean;
}

/**
 * Converts Gateway API resources to the Istio resources that istiod builds from them, recording every decision that
 * goes against an object and every absent object that was taken to exist. Pure: the same input gives the same result.
 */
export function convert({ index }: ConvertInput, { settings, complete = false }: ConvertOptions): ConversionResult {
  const context = createContext(visibleResources(index, settings), settings, complete);
  reportInvisible(context, index);
  const resolveClass = createClassResolver(context);
  const gateways = handledGateways(context, resolveClass);
  reportClaimedClasses(context);
  reportIgnoredGatewayFields(context, gateways);
  judgeFrontendValidation(context, gateways);
  const access = { grants: createGrantCheck(context), credentials: createCredentialStore(context) };
  judgeClientCertificates(context, gateways, access);
  const listeners = processListeners(context, gateways, attachListenerSets(context, gateways), access);
  const parents = indexParents(listeners, resolveClass, createServiceRegistry(context));
  const { bindings, virtualServices } = convertRoutes(context, parents, access.grants);
  const generatedGateways = istioGateways(context, listeners, bindings);
  const mirror = renderMirror(generatedGateways, virtualServices);
  return {
    resources: mirror.filter(({ sources }) => sources.some((place) => !isContext(place))),
    gateways,
    listeners,
    bindings,
    istioGateways: generatedGateways,
    virtualServices,
    issues: context.issues.filter(({ subject }) => !subject.resource.origin.context),
    assumptions: context.assumptions.filter(({ place }) => !isContext(place)),
  };
}

function isContext(place: Place): boolean {
  return 'resource' in place && place.resource.origin.context;
}
