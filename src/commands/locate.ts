import type { Locator } from '../input/locate.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { compareBytes } from '../model/order.ts';
import type { Place, SourceDocument } from '../model/resource.ts';
import type { LocatedDiagnostic, LocatedPlace } from '../output/located.ts';

/** What has places that are to be shown: a diagnostic of the input or an issue of the conversion. */
type Placed = Pick<Diagnostic, 'severity' | 'message' | 'place' | 'related' | 'help'>;

/** Diagnostics with lines and columns in place of offsets and paths. */
export function locateAll(diagnostics: readonly Placed[], locator: Locator): LocatedDiagnostic[] {
  // The locator keeps few documents at a time.
  const sorted = [...diagnostics].sort((a, b) => compareDocuments(a.place, b.place));
  return sorted.map(({ severity, message, place, related, help }) => ({
    severity,
    message,
    ...(place && { place: locate(place, locator) }),
    ...(related && { related: related.map((one) => ({ message: one.message, place: locate(one.place, locator) })) }),
    ...(help !== undefined && { help }),
  }));
}

/** A place with its line, column and the text around it. */
export function locate(place: Place, locator: Locator): LocatedPlace {
  return { ...locator.locate(place), text: documentOf(place).text };
}

function documentOf(place: Place): SourceDocument {
  return 'document' in place ? place.document : place.resource.origin.document;
}

function compareDocuments(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [first, second] = [documentOf(a), documentOf(b)];
  return compareBytes(first.file, second.file) || first.start - second.start;
}
