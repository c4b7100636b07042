import { generatedAnnotations } from '../model/names.ts';
import { compareCreation, compareNames } from '../model/order.ts';
import type { DestinationRule } from './destination-rules.ts';
import type { IstioGateway } from './istio-gateways.ts';
import type { IstioResource } from './result.ts';
import { listenerSources, policySources, routeSources } from './sources.ts';
import type { VirtualService } from './virtual-services.ts';

const apiVersion = 'networking.istio.io/v1';

/** Everything that is rendered. */
export interface Generated {
  readonly gateways: readonly IstioGateway[];
  readonly virtualServices: readonly VirtualService[];
  readonly destinationRules: readonly DestinationRule[];
}

/** Renders what was generated as istiod holds it: Gateways, VirtualServices, DestinationRules, each by age, namespace and name (RT-130). */
export function renderMirror({ gateways, virtualServices, destinationRules }: Generated): readonly IstioResource[] {
  return [
    ...gateways.map(mirrorGateway).sort(compareResources),
    ...virtualServices.map(mirrorVirtualService).sort(compareResources),
    ...destinationRules.map(mirrorDestinationRule).sort(compareResources),
  ];
}

function mirrorGateway({ name, listener, spec }: IstioGateway): IstioResource {
  const { owner, ownerKind, gateway } = listener;
  const { texts, places: sources } = listenerSources(listener);
  const { namespace } = owner.metadata;
  const annotations = {
    [generatedAnnotations.gatewaySemantics]: 'gateway',
    [generatedAnnotations.gatewayService]: gateway.services.join(','),
    [generatedAnnotations.parents]: texts.join(','),
    [generatedAnnotations.serviceAccountName]: gateway.serviceAccount,
    ...(ownerKind === 'ListenerSet' && {
      [generatedAnnotations.parentNamespace]: gateway.resource.metadata.namespace,
    }),
  };
  const { creationTimestamp } = owner.metadata;
  const metadata = { name, namespace, annotations, creationTimestamp };
  return { apiVersion, kind: 'Gateway', metadata, spec, sources };
}

function mirrorVirtualService({ name, spec, routes }: VirtualService): IstioResource {
  const [{ route: oldest }] = routes;
  const { texts, places: sources } = routeSources(routes);
  const annotations = {
    [generatedAnnotations.parents]: texts.join(','),
    [generatedAnnotations.routeSemantics]: 'gateway',
  };
  const { namespace, creationTimestamp } = oldest.metadata;
  const metadata = { name, namespace, annotations, creationTimestamp };
  return { apiVersion, kind: 'VirtualService', metadata, spec, sources };
}

/** Unlike the others, a DestinationRule has no age (POL-4). */
function mirrorDestinationRule({ name, namespace, spec, policies }: DestinationRule): IstioResource {
  const { texts, places: sources } = policySources(policies);
  const metadata = { name, namespace, annotations: { [generatedAnnotations.parents]: texts.join(',') } };
  return { apiVersion, kind: 'DestinationRule', metadata, spec, sources };
}

/** Oldest first, then by namespace and name (RUN-4). */
export function compareResources(a: IstioResource, b: IstioResource): number {
  return compareCreation(a, b) || compareNames(a, b);
}
