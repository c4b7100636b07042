import { describe } from '@jest/globals';
import { destinationRuleCases } from './cases/destination-rule.ts';
import { loadBalancerCases } from './cases/load-balancer.ts';
import { testCases } from './validated.ts';

describe('DestinationRules', () => testCases(destinationRuleCases));

describe('load balancers', () => testCases(loadBalancerCases));
