import { describe } from '@jest/globals';
import { headersAndMatchesCases } from './cases/headers-and-matches.ts';
import { httpPolicyCases } from './cases/http-policies.ts';
import { httpRouteCases } from './cases/http-route.ts';
import { reachabilityCases } from './cases/reachability.ts';
import { virtualServiceCases } from './cases/virtual-service.ts';
import { testCases } from './validated.ts';

describe('VirtualServices', () => testCases(virtualServiceCases));

describe('entries of http', () => testCases(httpRouteCases));

describe('headers and matches', () => testCases(headersAndMatchesCases));

describe('rules that nothing reaches', () => testCases(reachabilityCases));

describe('timeouts, retries and origins', () => testCases(httpPolicyCases));
