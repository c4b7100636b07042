import { subset as isSubset } from '../../model/hosts.ts';
import { fewTexts } from '../few-texts.ts';
import type { ListenerName, Outcome, Request } from '../request.ts';
import type { Decision } from '../trail.ts';
import { clusterOf, isUsable } from './destinations.ts';
import type { FilterChain } from './filter-chains.ts';
import type { ActionContext } from './forwarding.ts';
import { routeByTable } from './http-routing.ts';
import type { GatewayPods, GatewayPort, IstioModel } from './istio-model.ts';
import { listenerName } from './istio-objects.ts';
import { forwardConnection, serverEntry } from './l4-entries.ts';
import type { Server } from './servers.ts';

/** Evaluates a request that enters at a Gateway: pods, port, server, then routes (E-1 to E-8). */
export function evaluateAtGateway(
  model: IstioModel,
  namespace: string,
  name: string,
  request: Request,
  context: ActionContext,
): Decision {
  const { trail } = context;
  const pods = model.pods(namespace, name);
  if (pods === undefined) {
    trail.step('E-1', `there is no Gateway ${namespace}/${name} that istiod serves`);
    return { outcome: rejected('no-listener') };
  }
  reportPods(pods, context);
  const port = pods.port(request.port);
  if (port === undefined) {
    trail.step('E-7', `nothing listens on port ${request.port}`);
    return { outcome: rejected('no-listener') };
  }
  const { plain, tcp, tls } = port.servers;
  const isTLS = request.transport === 'https' || request.transport === 'tls';
  if (isTLS && tls.length > 0) return evaluateTLS(port, request, context);
  if (request.transport === 'http' && plain.length > 0) {
    trail.step('E-3', `port ${request.port} has one route table for ${fewTexts(plain, serverText)}`);
    return withListener(plain, routeByTable(port.plainTable(), request, 'http', context));
  }
  if (tcp !== undefined) return evaluateTCP(port, tcp, request, context);
  trail.step('E-3', `no server on port ${request.port} takes ${request.transport}`);
  return { outcome: rejected('no-listener') };
}

function rejected(cause: Extract<Outcome, { kind: 'rejected' }>['cause']): Outcome {
  return { kind: 'rejected', cause };
}

function serverText({ gateway, fields }: Server): string {
  return `Gateway ${gateway.id} (${fields.protocol} ${fields.hosts.join(' ')})`;
}

function reportPods({ gateways, shutOut, skipped, workload }: GatewayPods, { trail, world }: ActionContext): void {
  const names = fewTexts(gateways, ({ id }) => `Gateway ${id}`);
  trail.step('E-2', `the pods are configured by ${names || 'no Gateway'}`);
  for (const { id } of shutOut) {
    trail.step(
      'E-1',
      `Gateway ${id} is ignored: the pods belong to a generated Gateway (PILOT_ENABLE_STRICT_GATEWAY_MERGING)`,
    );
  }
  for (const { server, why } of skipped) trail.step('E-3', `${serverText(server)} is skipped: ${why}`);
  for (const host of workload.managed ? [] : workload.services) {
    if (world.registry.find(host).length === 0)
      trail.note(`${host} is not in the input and taken to expose every port`);
  }
}

/** The listener is that of the route; where no route got the request, of the server that covers the virtual host most narrowly. */
function withListener(servers: readonly Server[], answer: Decision): Decision {
  const { virtualHost } = answer;
  if (virtualHost === undefined || answer.listener !== undefined) return answer;
  let narrowest: { readonly server: Server; readonly length: number } | undefined;
  for (const server of servers) {
    const covering = server.hosts.filter(({ host }) => isSubset(virtualHost, host));
    const length = covering.reduce((longest, { host }) => Math.max(longest, host.length), -1);
    if (narrowest === undefined || length > narrowest.length) narrowest = { server, length };
  }
  return narrowest === undefined ? answer : { ...answer, listener: listenerOf(narrowest.server) };
}

function listenerOf({ gateway, fields }: Server): ListenerName {
  return listenerName(gateway, fields);
}

/** E-4, E-5. */
function evaluateTLS(port: GatewayPort, request: Request, context: ActionContext): Decision {
  const { trail } = context;
  const auto = port.servers.tls.find(({ kind }) => kind === 'auto-passthrough');
  if (auto !== undefined && request.sni.startsWith('outbound_.')) return passAlong(auto, request, context);
  const { bySNI, isEmpty } = port.chains();
  if (isEmpty) {
    trail.step('E-6', 'no server of the port has a route, so the port is closed');
    return { outcome: rejected('no-route') };
  }
  const chain = bySNI.find(request.sni);
  if (chain === undefined) {
    trail.step(
      'E-4',
      request.sni === ''
        ? 'no filter chain takes connections without a server name'
        : `no filter chain for server name "${request.sni}"`,
    );
    return { outcome: rejected('no-sni-match') };
  }
  trail.step('E-4', `server name "${request.sni}" chooses ${serverText(chain.server)}`);
  return { ...answerOfChain(port, chain, request, context), listener: listenerOf(chain.server) };
}

function answerOfChain(port: GatewayPort, chain: FilterChain, request: Request, context: ActionContext): Decision {
  const { fields } = chain.server;
  if (chain.type === 'terminated') return forwardConnection(chain.entry, 'tcp', true, fields.port, context);
  if (chain.type === 'passthrough') {
    context.trail.step('E-61', `the server name is one of VirtualService ${chain.entry.virtualService.id}`);
    return forwardConnection(chain.entry, 'tls-passthrough', false, fields.port, context);
  }
  if (request.transport === 'https') {
    context.trail.step('E-5', 'the Host is looked up in the route table of that server alone');
    return routeByTable(port.tableOf(chain.server), request, 'https', context);
  }
  context.trail.step('E-5', 'the server takes HTTP alone');
  return { outcome: rejected('no-listener') };
}

/** E-62. */
function passAlong(server: Server, request: Request, { world, trail }: ActionContext): Decision {
  const [, port = '', subset = '', host = ''] = /^outbound_\.(\d+)_\.([^_]*)_\.(.+)$/.exec(request.sni) ?? [];
  const listener = listenerOf(server);
  const isWithinServer = server.hosts.some((one) => isSubset(host, one.host));
  const destination = { host, port: { number: Number(port) }, ...(subset && { subset }) };
  const virtualService = { metadata: server.gateway.metadata, form: 'mirror' } as const;
  const cluster = clusterOf(destination, { world, virtualService, listenerPort: request.port, vouched: false });
  if (!isWithinServer || !isUsable(cluster)) {
    trail.step('E-62', `"${request.sni}" leads to no Service behind the server`);
    return { outcome: rejected('no-sni-match'), listener };
  }
  trail.step('E-62', `the server name leads to ${host}:${port}`);
  trail.note('AUTO_PASSTHROUGH takes connections of other Istio proxies alone');
  const choices = [{ ...cluster, weight: 0, probability: 1 }];
  return { outcome: { kind: 'tls-passthrough', choices, terminated: false }, listener };
}

/** E-60. */
function evaluateTCP(port: GatewayPort, server: Server, request: Request, context: ActionContext): Decision {
  const { workload, bound } = port;
  const { gateway, fields } = server;
  const scope = { proxy: workload, gateway: gateway.id, port: fields.port, tls: fields.tlsMode !== undefined };
  const entry = serverEntry(server, bound(gateway.id, workload.namespace), scope);
  const listener = listenerOf(server);
  if (entry === undefined) {
    context.trail.step('E-6', `${serverText(server)} has no route, so port ${request.port} is closed`);
    return { outcome: rejected('no-route'), listener };
  }
  context.trail.step('E-60', `${serverText(server)} forwards by VirtualService ${entry.virtualService.id}`);
  return { ...forwardConnection(entry, 'tcp', false, fields.port, context), listener };
}
