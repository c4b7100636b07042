import type { Inclusion } from '../convert/index.ts';
import { nearest } from '../model/nearest.ts';
import { UsageError } from './usage-error.ts';

const inclusions: Readonly<Record<Inclusion, true>> = { 'backend-serviceentry': true, 'inferencepool-service': true };

/** The values of `--include`, each of which may be a list. */
export function parseInclusions(given: readonly string[]): readonly Inclusion[] {
  return given.flatMap((list) => list.split(',')).map(parseInclusion);
}

function parseInclusion(given: string): Inclusion {
  const value = given.trim();
  if (isInclusion(value)) return value;
  const known = Object.keys(inclusions);
  const meant = nearest(value, known);
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `known are ${known.join(' and ')}`;
  throw new UsageError(`--include ${value}: unknown; ${hint}`);
}

function isInclusion(value: string): value is Inclusion {
  return Object.hasOwn(inclusions, value);
}
