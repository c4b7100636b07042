import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { conditionReasons } from '../../src/convert/condition-reasons.ts';
import { writtenConditions } from '../convert/written-conditions.ts';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

const folder = upstreamPath('istio', 'conversion');
const goldens = readdirSync(folder).filter((file) => file.endsWith('.status.yaml.golden'));
const known = new Set(
  Object.entries(conditionReasons).flatMap(([reason, { types }]) => types.map((type) => `${type} ${reason}`)),
);

/** Reasons that inputs of the goldens bring along, and that istiod leaves as they are. */
const ofOthers: ReadonlySet<string> = new Set([]);

describeSuite('reasons of the conditions in goldens', goldens, (file) => {
  const written = writtenConditions(readFileSync(`${folder}/${file}`, 'utf8'));
  expect([...written].filter((pair) => !known.has(pair) && !ofOthers.has(pair))).toEqual([]);
});
