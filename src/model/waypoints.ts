import { labels } from './names.ts';
import type { Resource } from './resource.ts';

/** The Gateway through which the requests to a Service or ServiceEntry go in ambient mode. */
export interface WaypointName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The waypoint that the labels of an object name, or those of its Namespace if it has no such label itself (RT-16);
 * undefined if they name none.
 */
export function waypointOf(resource: Resource | undefined, namespace: Resource | undefined): WaypointName | undefined {
  const own = resource?.metadata.labels?.[labels.useWaypoint] !== undefined;
  const labelled = own ? resource : namespace;
  const name = labelled && namedWaypoint(labelled);
  if (labelled === undefined || name === undefined) return undefined;
  const inNamespace = resource?.metadata.namespace ?? labelled.metadata.name;
  return { name, namespace: labelled.metadata.labels?.[labels.useWaypointNamespace] ?? inNamespace };
}

/** The name that the label of one object gives. */
export function namedWaypoint({ metadata }: Resource): string | undefined {
  const name = metadata.labels?.[labels.useWaypoint] ?? '';
  return name === '' || name.toLowerCase() === 'none' ? undefined : name;
}
