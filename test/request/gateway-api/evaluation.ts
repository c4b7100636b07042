import { loadRegularExpressions } from '../../../src/model/regular-expressions.ts';
import { evaluateGatewayAPI } from '../../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../../src/request/gateway-api-world.ts';
import type { Evaluation, Request } from '../../../src/request/request.ts';
import { convertExample } from '../check-column.ts';
import { outcomeText } from '../outcome-text.ts';
import { http } from '../requests.ts';
import { gateway, httpRoute, rule, service } from '../shorthand.ts';

/** How the objects are read: by default an open world with the defaults of the CRDs. */
export interface World {
  readonly complete?: true;
  readonly raw?: true;
}

/** What the Gateway API says about a request, with the Services v1, v2 and v3 beside the objects. */
export async function evaluate(objects: readonly object[], request: Request, world: World = {}): Promise<Evaluation> {
  const services = ['v1', 'v2', 'v3'].map((name) => service(name));
  const result = await convertExample({ id: '', objects: [...services, ...objects], cases: [], ...world });
  return evaluateGatewayAPI(gatewayAPIWorld(result), request, await loadRegularExpressions());
}

/** The outcome in a few words. */
export async function outcomeOf(objects: readonly object[], request: Request, world: World = {}): Promise<string> {
  return outcomeText((await evaluate(objects, request, world)).outcome);
}

/** The answer to a request of one HTTPRoute with these rules behind a listener on port 80. */
export function evaluateRules(rules: readonly object[], request: Request = http('a.com/')): Promise<Evaluation> {
  return evaluate([gateway('a:80'), httpRoute('r', {}, ...rules)], request);
}

/** One rule for everything that goes to v1, with something beside its backends. */
export function evaluateWith(
  more: object,
  request: Request = http('a.com/'),
  backends: string | readonly object[] = 'v1',
) {
  return evaluateRules([rule('P/', backends, more)], request);
}

/** The part of an outcome that tells what backends get; the test fails where there is none. */
export function forwarded({ outcome }: Evaluation) {
  if (outcome.kind !== 'backends') throw new Error(`not forwarded: ${JSON.stringify(outcome)}`);
  return outcome;
}
