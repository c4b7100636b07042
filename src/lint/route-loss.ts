import type { Place } from '../model/resource.ts';

/** What a route loses with a reference that istiod refuses (RT-95): an HTTPRoute a mirror alone, else all of it. */
export function routeLoss(place: Place | undefined): string {
  const isMirrorAlone =
    place !== undefined &&
    'path' in place &&
    place.path.includes('requestMirror') &&
    place.resource.kind === 'HTTPRoute';
  return isMirrorAlone ? 'istiod leaves the mirror out' : 'the whole route is dropped by istiod, not only this rule';
}
