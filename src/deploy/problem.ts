import type { GatewaySpec } from '../model/gateway-api.ts';
import type { Path, Place, Resource } from '../model/resource.ts';

/** Why nothing is deployed for a Gateway. */
export interface DeployProblem {
  readonly gateway: Resource<GatewaySpec>;
  /** The lint rule that presents it. */
  readonly reason:
    | 'generated-name-too-long'
    | 'generated-object-invalid'
    | 'overlay-adds-container'
    | 'overlay-invalid';
  /** istiod deploys nothing at all, or the API server would refuse what it deploys. */
  readonly refusedBy: 'istiod' | 'api-server';
  readonly message: string;
  readonly place: Place;
  readonly help?: string;
  /** The part of the overlay that is wrong. */
  readonly overlayPath?: Path;
}

/** An overlay of which something is wrong. */
interface NamedOverlay {
  readonly source: { readonly name: string; readonly place: (key: string) => Place };
  readonly key: string;
}

/** A problem of an overlay, which names where it is written and the field. */
export function overlayProblem(
  gateway: Resource<GatewaySpec>,
  { source, key }: NamedOverlay,
  message: string,
  overlayPath: Path = [],
): DeployProblem {
  const field = overlayPath.length === 0 ? '' : `, field "${fieldText(overlayPath)}"`;
  return {
    gateway,
    reason: 'overlay-invalid',
    refusedBy: 'istiod',
    message: `${source.name}, key "${key}"${field}: ${message}`,
    place: source.place(key),
    overlayPath,
  };
}

/** A path as Kubernetes writes it: `spec.containers[0].name`. */
export function fieldText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
