import type { DeployProblem } from '../deploy/index.ts';
import { embeddedPlace } from '../input/embedded-place.ts';
import { isObject } from '../model/json.ts';
import type { FieldPlace } from '../model/resource.ts';

/** The line of the overlay that is wrong, inside the text that a ConfigMap holds. */
export function problemPlace({ place, part }: DeployProblem): FieldPlace {
  if (part === undefined) return place;
  const { resource, path } = place;
  const text = path.reduce<unknown>(
    (value, step) => (isObject(value) ? value[String(step)] : undefined),
    resource.spec,
  );
  return typeof text === 'string' ? embeddedPlace(resource, path, text, part) : place;
}
