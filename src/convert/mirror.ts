import { generatedAnnotations } from '../model/names.ts';
import { compareBytes, compareCreation } from '../model/order.ts';
import type { IstioGateway } from './istio-gateways.ts';
import type { IstioResource } from './result.ts';
import type { VirtualService } from './virtual-services.ts';

const apiVersion = 'networking.istio.io/v1';

/** Renders what was generated as istiod holds it: all Gateways, then all VirtualServices, each by age, namespace and name (RT-130). */
export function renderMirror(
  gateways: readonly IstioGateway[],
  virtualServices: readonly VirtualService[],
): readonly IstioResource[] {
  return [
    ...gateways.map(mirrorGateway).sort(compareResources),
    ...virtualServices.map(mirrorVirtualService).sort(compareResources),
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

function compareResources(a: IstioResource, b: IstioResource): number {
  return (
    compareCreation(a, b) ||
    compareBytes(a.metadata.namespace, b.metadata.namespace) ||
    compareBytes(a.metadata.name, b.metadata.name)
  );
}
