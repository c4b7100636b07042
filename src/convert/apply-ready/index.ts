import type { ConversionResult } from '../result.ts';
import { listenerSources, routeSources } from '../sources.ts';
import { corrections as correctionTexts } from './corrections.ts';
import { renderDestinationRules } from './destination-rules.ts';
import { reportExported } from './exported-status.ts';
import { orderPrefixes } from './gateway-order.ts';
import { draftGateways } from './gateways.ts';
import { draftMesh } from './mesh.ts';
import { nameGateways } from './named-gateways.ts';
import type { ApplyReadyOptions } from './options.ts';
import { applyReadyResource, sortedByName } from './rendering.ts';
import type { ApplyReadyGateway, ApplyReadyResult, ApplyReadyVirtualService } from './result.ts';
import { type ApplyReadyScope, createScope, isEmitted } from './scope.ts';
import { withoutRefused } from './self-check.ts';
import { renderServiceEntries } from './service-entries.ts';
import { reportNewlyBound, reportUserGateways } from './user-gateways.ts';
import { draftOnGateways, renderVirtualServices } from './virtual-services.ts';

export { holdsExpressions } from './expressions.ts';
export type { ApplyReadyMessage, MessageLevel } from './message.ts';
export type { ApplyReadyOptions, GatewaySelector } from './options.ts';
export type { ApplyReadyGateway, ApplyReadyResult, ApplyReadyVirtualService } from './result.ts';

/**
 * Renders a conversion as Istio resources that a user can apply and that send every request where istiod's own do
 * (chapter 50). What has no such form is left out and reported as an error. Throws where the output would not pass
 * Istio's own validation, which is a bug.
 */
export function renderApplyReady(result: ConversionResult, options: ApplyReadyOptions): ApplyReadyResult {
  const { scope, messages, corrections } = createScope(result, options);
  reportExported(scope);
  const gatewayDrafts = draftGateways(scope);
  const { drafts, ordered } = draftOnGateways(scope, gatewayDrafts);
  const prefixes = orderPrefixes(scope, gatewayDrafts, ordered);
  const { gateways, namesOf } = nameGateways(scope, gatewayDrafts, prefixes);
  const virtualServices = renderVirtualServices(scope, [...drafts, ...draftMesh(scope)], namesOf);
  reportUserGateways(scope, gatewayDrafts);
  reportNewlyBound(scope, new Set(gateways.map(({ namespace, name }) => `${namespace}/${name}`)));
  const rendered = [
    gateways.map((gateway) => gatewayResource(scope, gateway)),
    virtualServices.map((virtualService) => virtualServiceResource(scope, virtualService)),
    renderDestinationRules(scope),
    renderServiceEntries(scope),
  ].flatMap((ofKind) => sortedByName(ofKind.filter(isEmitted)));
  const resources = withoutRefused(rendered, { ...scope, unchecked: result.unchecked });
  return {
    resources,
    messages,
    corrections: [...corrections].map((correction) => correctionTexts[correction]).sort(),
    gateways,
    virtualServices,
  };
}

function gatewayResource(scope: ApplyReadyScope, gateway: ApplyReadyGateway) {
  return applyReadyResource(scope, 'Gateway', gateway, gateway.spec, listenerSources(gateway.listener));
}

function virtualServiceResource(scope: ApplyReadyScope, virtualService: ApplyReadyVirtualService) {
  const { spec, routes } = virtualService;
  return applyReadyResource(scope, 'VirtualService', virtualService, spec, routeSources(routes));
}
