import { describe } from '@jest/globals';
import { metadataCases } from './cases/metadata.ts';
import { testCases } from './validated.ts';

describe('names and annotations', () => testCases(metadataCases));
