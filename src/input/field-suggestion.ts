import { isObject } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import type { JsonSchema } from './json-schema.ts';

/** What VirtualServices call it: the sibling that must exist for the hint to make sense, and the hint. */
const virtualServiceWords: Readonly<Record<string, readonly [sibling: string, hint: string]>> = {
  gateways: ['parentRefs', 'use "parentRefs"'],
  hosts: ['hostnames', 'use "hostnames"'],
  http: ['rules', 'use "rules"'],
  match: ['matches', 'use "matches"'],
  redirect: ['filters', 'use a filter of type RequestRedirect'],
  rewrite: ['filters', 'use a filter of type URLRewrite'],
  route: ['backendRefs', 'use "backendRefs"'],
  subset: ['weight', 'use one Service per version'],
  uri: ['queryParams', 'use "path"'],
};

/** Help for an unknown field of the object that a schema describes (GWX0107); undefined if nothing comes near. */
export function suggestField(field: string, schema: JsonSchema): string | undefined {
  const siblings = Object.keys(schema.properties ?? {});
  const word = Object.hasOwn(virtualServiceWords, field) ? virtualServiceWords[field] : undefined;
  if (word !== undefined && siblings.includes(word[0])) return word[1];
  const near = nearest(field, siblings);
  if (near.length > 0) return `did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  // A field of that name that lies further down than another is something else.
  const places = placesBelow(field, schema, 3);
  const depth = Math.min(...places.map(depthOf));
  const [place, ...others] = places.filter((candidate) => depthOf(candidate) === depth);
  return place === undefined || others.length > 0 ? undefined : `the field is "${place}"`;
}

function depthOf(place: string): number {
  return place.split('.').length;
}

/** Where the field exists further down, as paths from here. */
function placesBelow(field: string, schema: JsonSchema, depth: number): string[] {
  const places: string[] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (name === field) places.push(name);
    if (depth === 0 || name === 'metadata') continue;
    const inside = isObject(property.items) ? property.items : property;
    const step = inside === property ? name : `${name}[]`;
    places.push(...placesBelow(field, inside, depth - 1).map((place) => `${step}.${place}`));
  }
  return places;
}
