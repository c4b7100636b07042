import type { Deviation } from './deviation.ts';
import { connectionDeviations } from './deviations-of-connections.ts';
import { filterDeviations } from './deviations-of-filters.ts';
import { listenerDeviations } from './deviations-of-listeners.ts';
import { matchDeviations } from './deviations-of-matches.ts';
import { meshDeviations } from './deviations-of-the-mesh.ts';

/** The rows of section 4 of chapter 60. */
export const deviations: readonly Deviation[] = [
  ...listenerDeviations,
  ...matchDeviations,
  ...filterDeviations,
  ...connectionDeviations,
  ...meshDeviations,
].sort((a, b) => rowNumber(a) - rowNumber(b));

function rowNumber({ id }: Deviation): number {
  return Number(id.slice(2));
}
