import type { ApplyReadyGateway, ApplyReadyResult, ApplyReadyVirtualService } from '../convert/apply-ready/index.ts';
import type { ConversionResult, IstioResource } from '../convert/result.ts';
import { applyReadyWorld, type IstioWorld, type WorldVirtualService } from './istio-world.ts';

/** The world in which the apply-ready form of a conversion was applied. What is mere context was applied by somebody else. */
export function appliedWorld(result: ConversionResult, { gateways, virtualServices }: ApplyReadyResult): IstioWorld {
  return applyReadyWorld(result, gateways.map(appliedGateway), virtualServices.map(appliedVirtualService));
}

const apiVersion = 'networking.istio.io/v1';

function appliedGateway({ name, namespace, spec, listener }: ApplyReadyGateway): IstioResource {
  const metadata = { name, namespace, annotations: {} };
  const sources = [{ resource: listener.owner, path: ['spec', 'listeners', listener.index] }];
  return { apiVersion, kind: 'Gateway', metadata, spec, sources };
}

function appliedVirtualService(virtualService: ApplyReadyVirtualService): WorldVirtualService {
  const { name, namespace, spec, routes, httpEntries } = virtualService;
  const metadata = { name, namespace, annotations: {} };
  const sources = routes.map(({ route }) => ({ resource: route, path: [] }));
  return { resource: { apiVersion, kind: 'VirtualService', metadata, spec, sources }, entries: httpEntries };
}
