import { evaluateIstio } from '../../src/request/istio.ts';
import { mirrorWorld } from '../../src/request/istio-world.ts';
import { checkColumn } from './check-column.ts';

checkColumn('mirror', (result, request, expressions) => evaluateIstio(mirrorWorld(result), request, expressions));
