import { describe } from '@jest/globals';
import { serviceEntryCases } from './cases/service-entry.ts';
import { testCases } from './validated.ts';

describe('ServiceEntries', () => testCases(serviceEntryCases));
