import type { FieldPlace } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import type { Binding } from './bindings.ts';
import type { Assumption } from './context.ts';
import type { DestinationRule } from './destination-rules.ts';
import type { HandledGateway } from './gateways.ts';
import type { Issue } from './issue.ts';
import type { IstioGateway } from './istio-gateways.ts';
import type { LegacyMesh } from './legacy-mesh.ts';
import type { AttachedListenerSets } from './listener-sets.ts';
import type { Listener } from './listeners.ts';
import type { PolicyStatus } from './policy-conditions.ts';
import type { VirtualService } from './virtual-services.ts';

/** The object that another one goes with. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Only the cluster knows it, unless the input says it. */
  readonly uid?: string | undefined;
}

/** A generated Istio resource, or the Service of an InferencePool. `spec` is the protobuf JSON form: unset and zero values are left out or undefined. */
export interface IstioResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly ownerReferences?: readonly OwnerReference[] | undefined;
    readonly creationTimestamp?: string | undefined;
  };
  readonly spec: unknown;
  /** The objects it was made from: it is emitted when at least one of them is not mere context. */
  readonly sources: readonly FieldPlace[];
}

/** Everything that conversion found out. Output, status and lint fold it; none of them decides anything again. */
export interface ConversionResult {
  /** The mirror form: Gateways, VirtualServices, DestinationRules, then what was to be included; each by creation time, namespace, name. Nothing that is mere context. */
  readonly resources: readonly IstioResource[];
  /** What istiod saw of the input, and how it was set. */
  readonly seen: ResourceIndex;
  readonly settings: Settings;
  readonly complete: boolean;
  /** Whether what is not in the input does not exist in a namespace; `''` is for what is in none. */
  holdsAll(namespace: string): boolean;
  readonly singlePass: boolean;
  /** Some object was used although the API server would refuse it, or might because it holds placeholders. */
  readonly unchecked: boolean;
  /** Names of the controllers that istiod answers for. */
  readonly controllers: ReadonlySet<string>;
  /** Names of classes that need no GatewayClass, those that a switch has to be on for among them. */
  readonly builtinClasses: readonly string[];
  readonly gateways: readonly HandledGateway[];
  readonly listenerSets: AttachedListenerSets;
  readonly listeners: readonly Listener[];
  readonly bindings: readonly Binding[];
  readonly istioGateways: readonly IstioGateway[];
  readonly virtualServices: readonly VirtualService[];
  /** For the apply-ready form alone. */
  readonly legacyMesh: LegacyMesh;
  readonly destinationRules: readonly DestinationRule[];
  readonly policyStatuses: readonly PolicyStatus[];
  readonly issues: readonly Issue[];
  /** Issues of mere context. Nobody reports them, but a request may run into them, and of a pair the other object may be none. */
  readonly contextIssues: readonly Issue[];
  readonly assumptions: readonly Assumption[];
}
