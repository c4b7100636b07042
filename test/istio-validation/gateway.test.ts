import { describe } from '@jest/globals';
import { gatewayCases } from './cases/gateway.ts';
import { testCases } from './validated.ts';

describe('Gateways', () => testCases(gatewayCases));
