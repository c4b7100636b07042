import { YamlProblem } from './yaml-problem.ts';

const manyAliases = 100;
const manyNodes = 1000;
const fewNodes = 400_000;
const mostNodes = 4_000_000;

/**
 * Refuses what go-yaml v2 refuses as excessive: documents whose nodes come almost all from aliases.
 * `nodes` counts all nodes with aliases expanded, `aliased` those that came from aliases.
 */
export function checkAliases(nodes: number, aliased: number, range: { start: number; end: number }): void {
  if (aliased > manyAliases && nodes > manyNodes && aliased / nodes > allowedRatio(nodes)) {
    throw new YamlProblem('document contains excessive aliasing', range, 'write out what the aliases stand for');
  }
}

/** 99 of 100 for documents of ordinary size, down to one of ten for very large ones. */
function allowedRatio(nodes: number): number {
  if (nodes <= fewNodes) return 0.99;
  if (nodes >= mostNodes) return 0.1;
  return 0.99 - (0.89 * (nodes - fewNodes)) / (mostNodes - fewNodes);
}
