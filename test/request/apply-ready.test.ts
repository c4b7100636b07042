import { renderApplyReady } from '../../src/convert/apply-ready/index.ts';
import { appliedWorld } from '../../src/request/apply-ready-world.ts';
import { evaluateIstio } from '../../src/request/istio.ts';
import { checkColumn } from './check-column.ts';

checkColumn('applyReady', (result, request, expressions) =>
  evaluateIstio(appliedWorld(result, renderApplyReady(result, { expressions })), request, expressions),
);
