import { evaluateGatewayAPI } from '../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../src/request/gateway-api-world.ts';
import { checkColumn } from './check-column.ts';

checkColumn('gatewayAPI', (result, request, expressions) =>
  evaluateGatewayAPI(gatewayAPIWorld(result), request, expressions),
);
