import type { ConversionResult } from '../convert/result.ts';
import { loadRegularExpressions } from '../model/regular-expressions.ts';
import type { Answer } from './answer.ts';
import { compare } from './compare.ts';
import { evaluateGatewayAPI } from './gateway-api.ts';
import { gatewayAPIWorld } from './gateway-api-world.ts';
import { evaluateIstio } from './istio.ts';
import { mirrorWorld } from './istio-world.ts';
import type { Request } from './request.ts';

/** Who is asked: the Gateway API, Istio as it is today, or both. */
export type By = 'gateway-api' | 'istio' | 'both';

/**
 * Prepares the evaluation of any number of requests to what was converted. Of Istio the mirror form is evaluated: what
 * istiod itself does with the Gateway API objects.
 */
export async function createEvaluator(
  result: ConversionResult,
  by: By = 'both',
): Promise<(request: Request) => Answer> {
  const expressions = await loadRegularExpressions();
  const gatewayAPI = by === 'istio' ? undefined : gatewayAPIWorld(result);
  const istio = by === 'gateway-api' ? undefined : mirrorWorld(result);
  return (request) => {
    const byAPI = gatewayAPI && evaluateGatewayAPI(gatewayAPI, request, expressions);
    const byIstio = istio && evaluateIstio(istio, request, expressions);
    return {
      request,
      ...(byAPI && { gatewayAPI: byAPI }),
      ...(byIstio && { istio: byIstio }),
      ...(byAPI && byIstio && { comparison: compare(byAPI, byIstio, request, result) }),
      notes: [],
    };
  };
}
