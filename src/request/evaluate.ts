import type { ApplyReadyResult } from '../convert/apply-ready/index.ts';
import type { ConversionResult } from '../convert/result.ts';
import {
  holdsExpression,
  loadRegularExpressions,
  noRegularExpressions,
  type RegularExpressions,
} from '../model/regular-expressions.ts';
import type { Answer } from './answer.ts';
import { appliedWorld } from './apply-ready-world.ts';
import { compare } from './compare.ts';
import { differences } from './differences.ts';
import { evaluateGatewayAPI } from './gateway-api.ts';
import { gatewayAPIWorld } from './gateway-api-world.ts';
import { evaluateIstio } from './istio.ts';
import { mirrorWorld } from './istio-world.ts';
import type { Evaluation, Request } from './request.ts';

/** Who is asked: the Gateway API, Istio as it is today, or both. */
export type By = 'gateway-api' | 'istio' | 'both';

/** Answers any number of requests to one conversion. */
export type Evaluator = (request: Request) => Promise<Answer>;

/** Renders the form that is applied, when it is first asked for. */
export type RenderApplied = (expressions: RegularExpressions) => Promise<ApplyReadyResult>;

/**
 * Prepares the evaluation of requests. Of Istio the mirror form is evaluated: what istiod itself does with the Gateway API
 * objects. Where the form to apply does otherwise, which it does to follow the Gateway API (AF-2), a note says so.
 */
export async function createEvaluator(
  result: ConversionResult,
  by: By = 'both',
  renderApplied?: RenderApplied,
): Promise<Evaluator> {
  const expressions = holdsExpressions(result) ? await loadRegularExpressions() : noRegularExpressions;
  const gatewayAPI = by === 'istio' ? undefined : gatewayAPIWorld(result);
  const istio = by === 'gateway-api' ? undefined : mirrorWorld(result);
  const applied = renderApplied && appliedEvaluator(result, () => renderApplied(expressions), expressions);
  return async (request) => {
    const byAPI = gatewayAPI && evaluateGatewayAPI(gatewayAPI, request, expressions);
    const byIstio = istio && evaluateIstio(istio, request, expressions);
    const comparison = byAPI && byIstio && compare(byAPI, byIstio, request, result);
    // Where the mirror form does as the Gateway API says there is nothing to correct.
    const isCorrect = comparison?.differences.length === 0;
    return {
      request,
      ...(byAPI && { gatewayAPI: byAPI }),
      ...(byIstio && { istio: byIstio }),
      ...(comparison && { comparison }),
      notes: byIstio && applied && !isCorrect ? corrections(byIstio, await applied(request)) : [],
    };
  };
}

/** Whether anything that is evaluated may hold an expression: what was given, and what is generated of it. */
function holdsExpressions({ seen, resources, legacyMesh }: ConversionResult): boolean {
  const generated = legacyMesh.virtualServices.flatMap(({ httpEntries }) => httpEntries);
  return [...seen.all(), ...resources, ...generated].some(({ spec }) => holdsExpression(spec));
}

/** Evaluates the form to apply; undefined where it has no faithful form of everything. */
function appliedEvaluator(
  result: ConversionResult,
  render: () => Promise<ApplyReadyResult>,
  expressions: RegularExpressions,
): (request: Request) => Promise<Evaluation | undefined> {
  const prepare = async () => {
    const rendered = await render();
    return rendered.messages.some(({ level }) => level === 'error') ? undefined : appliedWorld(result, rendered);
  };
  let prepared: ReturnType<typeof prepare> | undefined;
  return async (request) => {
    prepared ??= prepare();
    const world = await prepared;
    return world && evaluateIstio(world, request, expressions);
  };
}

function corrections(mirror: Evaluation, applied: Evaluation | undefined): readonly string[] {
  if (applied === undefined) return [];
  return differences(mirror, applied).map(
    ({ aspect, gatewayAPI: today, istio: then }) =>
      `the resources of gwx convert, once applied, do otherwise: ${aspect} ${then} instead of ${today}`,
  );
}
