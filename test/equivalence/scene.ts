import {
  type ApplyReadyOptions,
  type ApplyReadyResult,
  renderApplyReady,
} from '../../src/convert/apply-ready/index.ts';
import { convert } from '../../src/convert/index.ts';
import type { ConversionResult } from '../../src/convert/result.ts';
import { load } from '../../src/input/load.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import { appliedWorld } from '../../src/request/apply-ready-world.ts';
import { evaluateGatewayAPI } from '../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../src/request/gateway-api-world.ts';
import { evaluateIstio } from '../../src/request/istio.ts';
import { mirrorWorld } from '../../src/request/istio-world.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { Configuration } from './configurations.ts';

/** The three answers to a request. */
export interface Answers {
  readonly gatewayAPI: Evaluation;
  readonly mirror: Evaluation;
  readonly applied: Evaluation;
}

/** A configuration converted and rendered once, to be asked any number of requests. */
export interface Scene {
  readonly result: ConversionResult;
  readonly rendered: ApplyReadyResult;
  ask(request: Request): Answers;
}

const expressions = await loadRegularExpressions();

/** A scene of what was converted. */
export function sceneOf(result: ConversionResult, options: Partial<ApplyReadyOptions> = {}): Scene {
  const rendered = renderApplyReady(result, { ...options, expressions });
  const [api, mirror, applied] = [gatewayAPIWorld(result), mirrorWorld(result), appliedWorld(result, rendered)];
  return {
    result,
    rendered,
    ask: (request) => ({
      gatewayAPI: evaluateGatewayAPI(api, request, expressions),
      mirror: evaluateIstio(mirror, request, expressions),
      applied: evaluateIstio(applied, request, expressions),
    }),
  };
}

/** A scene of generated objects, not all of which an API server would accept. */
export function sceneOfConfiguration({ objects, complete, defaults }: Configuration): Promise<Scene> {
  return sceneOfObjects(objects, { complete, defaults });
}

interface SceneOptions extends Partial<ApplyReadyOptions> {
  /** The objects are the whole cluster. */
  readonly complete?: boolean;
  /** With the defaults of the CRDs. */
  readonly defaults?: boolean;
}

/** A scene of objects. */
export async function sceneOfObjects(
  objects: readonly object[],
  { complete = false, defaults = true, ...options }: SceneOptions = {},
): Promise<Scene> {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = await load([{ name: 'configuration.yaml', text }], {
    validate: 'ignore',
    channel: 'experimental',
    defaults,
  });
  return sceneOf(convert(input, { settings: defaultSettings, complete }), options);
}
