import type { Deviation } from './deviation.ts';
import { connectionDeviations } from './deviations-of-connections.ts';
import { filterDeviations } from './deviations-of-filters.ts';
import { listenerDeviations } from './deviations-of-listeners.ts';
import { matchDeviations } from './deviations-of-matches.ts';
import { meshDeviations } from './deviations-of-the-mesh.ts';

/** The rows of section 4 of chapter 60, and what is known beside them, called by the rule or example that tells of it. */
export const deviations: readonly Deviation[] = [
  ...listenerDeviations,
  ...matchDeviations,
  ...filterDeviations,
  ...connectionDeviations,
  ...meshDeviations,
].sort((a, b) => rowNumber(a) - rowNumber(b));

function rowNumber({ id }: Deviation): number {
  return Number(id.replace(/^\D+/, ''));
}
