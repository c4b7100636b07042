import type { Inclusion } from '../convert/index.ts';
import { nearest } from '../model/nearest.ts';
import { UsageError } from './usage-error.ts';

/** What of the workload of Gateways is printed: all of it, or the Service and its ServiceAccount. */
export type DeploymentInclusion = 'deployment' | 'service';

/** What `--include` asks for, by who makes it. */
export interface Inclusions {
  readonly convert: readonly Inclusion[];
  readonly deploy: readonly DeploymentInclusion[];
}

const converted: Readonly<Record<Inclusion, true>> = { 'backend-serviceentry': true, 'inferencepool-service': true };
const deployed: Readonly<Record<DeploymentInclusion, true>> = { deployment: true, service: true };

/** The names that `--include` takes. */
export const inclusions: readonly string[] = [...Object.keys(converted), ...Object.keys(deployed)];

/** The values of `--include`, each a list with commas, or a usage error. */
export function parseInclusions(lists: readonly string[]): Inclusions {
  const values = lists.flatMap((list) => list.split(',')).map((value) => value.trim());
  for (const value of values) {
    if (!isConverted(value) && !isDeployed(value)) throw new UsageError(`--include ${value}: unknown; ${hint(value)}`);
  }
  return { convert: values.filter(isConverted), deploy: values.filter(isDeployed) };
}

function hint(value: string): string {
  const meant = nearest(value, inclusions);
  return meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `known are ${inclusions.join(', ')}`;
}

function isConverted(value: string): value is Inclusion {
  return Object.hasOwn(converted, value);
}

function isDeployed(value: string): value is DeploymentInclusion {
  return Object.hasOwn(deployed, value);
}
