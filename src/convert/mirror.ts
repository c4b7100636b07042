import { generatedAnnotations } from '../model/names.ts';
import { compareCreation, compareNames } from '../model/order.ts';
import type { DestinationRule } from './destination-rules.ts';
import type { IstioGateway } from './istio-gateways.ts';
import type { IstioResource } from './result.ts';
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
  const { namespace } = owner.metadata;
  const annotations = {
    [generatedAnnotations.gatewaySemantics]: 'gateway',
    [generatedAnnotations.gatewayService]: gateway.services.join(','),
    [generatedAnnotations.parents]: `${ownerKind}/${owner.metadata.name}/${listener.name}.${namespace}`,
    [generatedAnnotations.serviceAccountName]: gateway.serviceAccount,
    ...(ownerKind === 'ListenerSet' && {
      [generatedAnnotations.parentNamespace]: gateway.resource.metadata.namespace,
    }),
  };
  const { creationTimestamp } = owner.metadata;
  const metadata = { name, namespace, annotations, creationTimestamp };
  const sources = [{ resource: owner, path: ['spec', 'listeners', listener.index] }];
  return { apiVersion, kind: 'Gateway', metadata, spec, sources };
}

function mirrorVirtualService({ name, spec, routes }: VirtualService): IstioResource {
  const [{ route: oldest }] = routes;
  const parents = routes.map(({ route, kind }) => `${kind}/${route.metadata.name}.${route.metadata.namespace}`);
  const annotations = {
    [generatedAnnotations.parents]: parents.join(','),
    [generatedAnnotations.routeSemantics]: 'gateway',
  };
  const { namespace, creationTimestamp } = oldest.metadata;
  const metadata = { name, namespace, annotations, creationTimestamp };
  const sources = routes.map(({ route }) => ({ resource: route, path: [] }));
  return { apiVersion, kind: 'VirtualService', metadata, spec, sources };
}

/** Unlike the others, a DestinationRule names its sources by namespace and name, and has no age (POL-4, POL-16). */
function mirrorDestinationRule({ name, namespace, spec, policies }: DestinationRule): IstioResource {
  const parents = policies.map(({ kind, metadata }) => `${kind}/${metadata.namespace}.${metadata.name}`);
  const metadata = { name, namespace, annotations: { [generatedAnnotations.parents]: parents.join(',') } };
  const sources = policies.map((resource) => ({ resource, path: [] }));
  return { apiVersion, kind: 'DestinationRule', metadata, spec, sources };
}

/** Oldest first, then by namespace and name (RUN-4). */
export function compareResources(a: IstioResource, b: IstioResource): number {
  return compareCreation(a, b) || compareNames(a, b);
}
