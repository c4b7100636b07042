import { describe } from '@jest/globals';
import { destinationRuleCases } from './cases/destination-rule.ts';
import { testCases } from './validated.ts';

describe('DestinationRules', () => testCases(destinationRuleCases));
