import type { ResourceIndex } from '../model/resource-index.ts';
import { judgeClientCertificates } from './client-certificates.ts';
import { type ConvertOptions, createContext, describeAssumptions, isContext } from './context.ts';
import { createCredentialStore } from './credentials.ts';
import { judgeFrontendValidation } from './frontend-validation.ts';
import { judgeGatewayAddresses } from './gateway-addresses.ts';
import { builtinClasses, createClassResolver, knownControllers, reportClaimedClasses } from './gateway-classes.ts';
import { handledGateways } from './gateways.ts';
import { reportIgnoredGatewayFields } from './ignored-fields.ts';
import { includedResources } from './inclusions.ts';
import { istioGateways } from './istio-gateways.ts';
import { attachListenerSets } from './listener-sets.ts';
import { processListeners } from './listeners.ts';
import { renderMirror } from './mirror.ts';
import { indexParents } from './parents.ts';
import { convertPolicies } from './policies.ts';
import { createGrantCheck } from './reference-grants.ts';
import type { ConversionResult } from './result.ts';
import { convertRoutes } from './routes.ts';
import { createServiceRegistry } from './service-registry.ts';
import { reportInvisible, visibleResources } from './visible-resources.ts';

export type { ConvertOptions, Inclusion } from './context.ts';

/** What was read. */
export interface ConvertInput {
  readonly index: ResourceIndex;
  /** Some object is used although the API server would refuse it, or might because it holds placeholders. Default false. */
  readonly unchecked?: boolean;
}

/**
 * Converts Gateway API resources to the Istio resources that istiod builds from them, recording every decision that
 * goes against an object and every absent object that was taken to exist. Pure: the same input gives the same result.
 */
export function convert({ index, unchecked = false }: ConvertInput, options: ConvertOptions): ConversionResult {
  const { settings } = options;
  const { context, issues, assumptions } = createContext(visibleResources(index, settings), options);
  reportInvisible(context, index);
  const resolveClass = createClassResolver(context);
  const gateways = handledGateways(context, resolveClass);
  reportClaimedClasses(context);
  reportIgnoredGatewayFields(context, gateways);
  judgeFrontendValidation(context, gateways);
  const access = { grants: createGrantCheck(context), credentials: createCredentialStore(context) };
  judgeClientCertificates(context, gateways, access);
  const listenerSets = attachListenerSets(context, gateways);
  const listeners = processListeners(context, gateways, listenerSets, access);
  const parents = indexParents(listeners, resolveClass, createServiceRegistry(context));
  const { bindings, virtualServices, pools, legacyMesh } = convertRoutes(context, parents, access.grants);
  const generatedGateways = istioGateways(context, listeners, bindings);
  judgeGatewayAddresses(context, gateways, listeners);
  const { destinationRules, policyStatuses } = convertPolicies(context);
  const mirror = renderMirror({ gateways: generatedGateways, virtualServices, destinationRules });
  const included = includedResources(context, pools, options.include);
  return {
    resources: [...mirror, ...included].filter(({ sources }) => sources.some((place) => !isContext(place))),
    seen: context.index,
    settings,
    complete: context.complete,
    holdsAll: context.holdsAll,
    singlePass: context.singlePass,
    unchecked,
    controllers: knownControllers(settings),
    builtinClasses: builtinClasses(settings),
    gateways,
    listenerSets,
    listeners,
    bindings,
    istioGateways: generatedGateways,
    virtualServices,
    legacyMesh,
    destinationRules,
    policyStatuses,
    issues: issues.filter(({ subject }) => !subject.resource.origin.context),
    contextIssues: issues.filter(({ subject }) => subject.resource.origin.context),
    assumptions: describeAssumptions(assumptions),
  };
}
