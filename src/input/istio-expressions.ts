import {
  holdsExpression,
  loadRegularExpressions,
  noRegularExpressions,
  type RegularExpressions,
} from '../model/regular-expressions.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** The engine for the expressions in Istio's own objects. It is loaded only if there are any: of the validated kinds a VirtualService alone has them. */
export async function loadIstioExpressions(index: ResourceIndex): Promise<RegularExpressions> {
  const virtualServices = index.list('virtualservices.networking.istio.io');
  return virtualServices.some(({ spec }) => holdsExpression(spec)) ? loadRegularExpressions() : noRegularExpressions;
}
