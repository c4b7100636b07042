import type { GatewaySpec } from '../model/gateway-api.ts';
import { gatewayAnnotations } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { DeployedClass } from './classes.ts';

/** The name of what istiod deploys for a Gateway, the ServiceAccount aside. */
export interface WorkloadName {
  readonly gateway: Resource<GatewaySpec>;
  readonly name: string;
  /** Where the Gateway says so: its name, or the annotation that overrides it. */
  readonly path: Path;
}

/** The name of everything unless an annotation says otherwise (DEP-15). */
export function defaultName({ metadata, spec }: Resource<GatewaySpec>, { nameSuffix }: DeployedClass): string {
  return nameSuffix ? `${metadata.name}-${spec.gatewayClassName ?? ''}` : metadata.name;
}

/** The name of everything but the ServiceAccount, and where it is said (DEP-16). */
export function workloadName(
  gateway: Resource<GatewaySpec>,
  deployedClass: DeployedClass,
): Pick<WorkloadName, 'name' | 'path'> {
  const key = gatewayAnnotations.nameOverride;
  const name = gateway.metadata.annotations?.[key];
  if (name) return { name, path: ['metadata', 'annotations', key] };
  return { name: defaultName(gateway, deployedClass), path: ['metadata', 'name'] };
}
