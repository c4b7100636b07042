import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { schemaFiles } from '../../scripts/write-schemas.mjs';
import { upstreamPath } from './data.ts';
import { describeSuite } from './suite.ts';

const files = schemaFiles(upstreamPath('gateway-api', 'crds'));

describeSuite('schemas written again', [...files.keys()], (name) => {
  expect(readFileSync(`schemas/${name}`, 'utf8')).toBe(files.get(name));
});
