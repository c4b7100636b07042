import type { GatewaySpec } from '../model/gateway-api.ts';
import type { FieldPlace, Path, Resource } from '../model/resource.ts';

/** Why nothing is deployed for a Gateway. */
export interface DeployProblem {
  readonly gateway: Resource<GatewaySpec>;
  /** The lint rule that presents it. */
  readonly reason:
    | 'gateway-name-not-a-string'
    | 'generated-name-too-long'
    | 'generated-object-invalid'
    | 'overlay-adds-container'
    | 'overlay-invalid'
    | 'service-port-collision'
    | 'service-type-invalid';
  /** istiod deploys nothing at all, or the API server would refuse what it deploys. */
  readonly refusedBy: 'istiod' | 'api-server';
  readonly message: string;
  /** The message without what its place says: where the overlay stands. */
  readonly text?: string;
  readonly place: FieldPlace;
  readonly help?: string;
  /** What the value at the place was meant to be, where that is evident. */
  readonly meant?: string;
  /** The generated object that it is about. */
  readonly kind?: string;
  /** The part of the text at `place` that is wrong: a path in its YAML, or a range of it. */
  readonly part?: Path | { readonly start: number; readonly end: number };
}

/** An overlay of which something is wrong. */
interface NamedOverlay {
  readonly source: { readonly name: string; readonly place: (key: string) => FieldPlace };
  readonly key: string;
}

/** A problem of an overlay, which names where it is written and the field. */
export function overlayProblem(
  gateway: Resource<GatewaySpec>,
  overlay: NamedOverlay,
  message: string,
  part: Path = [],
): DeployProblem {
  const field = part.length === 0 ? '' : `field "${fieldText(part)}": `;
  return { ...plainOverlayProblem(gateway, overlay, `${field}${message}`), text: message, part };
}

/** The same for a message that names the field itself. */
export function plainOverlayProblem(
  gateway: Resource<GatewaySpec>,
  { source, key }: NamedOverlay,
  message: string,
): DeployProblem {
  return {
    gateway,
    reason: 'overlay-invalid',
    refusedBy: 'istiod',
    message: `${source.name}, key "${key}": ${message}`,
    text: message,
    place: source.place(key),
  };
}

/** A path as Kubernetes writes it: `spec.containers[0].name`. */
function fieldText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
