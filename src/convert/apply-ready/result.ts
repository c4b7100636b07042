import type { IstioGateway } from '../istio-gateways.ts';
import type { IstioResource } from '../result.ts';
import type { VirtualService } from '../virtual-services.ts';
import type { ApplyReadyMessage } from './message.ts';

/** An Istio Gateway as it is applied. */
export interface ApplyReadyGateway extends IstioGateway {
  readonly namespace: string;
}

/** A VirtualService as it is applied. `httpEntries` are the entries of `spec.http`, in their order, with the rule and match that each comes from. */
export interface ApplyReadyVirtualService extends VirtualService {
  readonly namespace: string;
}

/** The apply-ready form of a conversion. */
export interface ApplyReadyResult {
  /** Gateways, VirtualServices, DestinationRules, ServiceEntries; each by namespace and name (AF-6). Nothing that is mere context. */
  readonly resources: readonly IstioResource[];
  /** With an error among them something is missing in `resources`. */
  readonly messages: readonly ApplyReadyMessage[];
  /** Where the Gateway API is followed although istiod does not, each said once (AF-2). */
  readonly corrections: readonly string[];
  /** Those of the context too: requests may come in through them. */
  readonly gateways: readonly ApplyReadyGateway[];
  readonly virtualServices: readonly ApplyReadyVirtualService[];
}
