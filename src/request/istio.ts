import type { RegularExpressions } from '../model/regular-expressions.ts';
import { evaluateAtGateway } from './istio/gateway-requests.ts';
import { createIstioModel, type IstioModel } from './istio/istio-model.ts';
import { evaluateInMesh } from './istio/mesh-requests.ts';
import type { IstioWorld } from './istio-world.ts';
import type { Evaluation, Request } from './request.ts';
import { createTrail } from './trail.ts';

/** What follows from a world, so that the second request on it finds everything made. */
const models = new WeakMap<IstioWorld, IstioModel>();

/**
 * What istiod and Envoy make of a request (chapter 60, section 3): which server, virtual host, entry and destination get
 * it, and what is done to it. Pure: the same world and request give the same answer, and nothing is drawn by chance.
 */
export function evaluateIstio(world: IstioWorld, request: Request, expressions: RegularExpressions): Evaluation {
  const model = modelOf(world);
  const trail = createTrail();
  const context = { world, expressions, trail };
  const { entry } = request;
  const answer =
    entry.type === 'gateway'
      ? evaluateAtGateway(model, entry.namespace, entry.name, request, context)
      : evaluateInMesh(model, entry, request, context);
  return { ...answer, ...trail.recorded() };
}

function modelOf(world: IstioWorld): IstioModel {
  const known = models.get(world);
  if (known !== undefined) return known;
  const model = createIstioModel(world);
  models.set(world, model);
  return model;
}
