import type { Outcome, Transport } from '../request.ts';
import type { Trail } from '../trail.ts';
import { covers, specificity } from './hostnames.ts';
import type { Message } from './message.ts';
import type { GatewayAPIWorld, WorldListener } from './world.ts';

/** The listener that takes a request, or what becomes of a request that none takes. */
export type Selection =
  | { readonly listener: WorldListener; readonly refusal?: undefined }
  | { readonly refusal: Outcome; readonly listener?: WorldListener };

/** Protocols of the listeners that compete for a transport (GA-10). HTTPS and TLS listeners share a port by server name. */
const suitedProtocols: Readonly<Record<Transport, readonly string[]>> = {
  http: ['HTTP'],
  https: ['HTTPS', 'TLS'],
  tls: ['HTTPS', 'TLS'],
  tcp: ['TCP'],
};

/** Picks the listener of a Gateway that takes a request (GA-10 to GA-16). */
export function selectListener(world: GatewayAPIWorld, message: Message, trail: Trail): Selection {
  const candidates = findCandidates(world, message, trail);
  const [first] = candidates;
  if (first === undefined) return { refusal: { kind: 'rejected', cause: 'no-listener' } };
  const { request, host, sni } = message;
  switch (request.transport) {
    case 'tcp':
      trail.step('GA-16', `listener "${first.name.listener}" takes every connection to its port`, first.place);
      return { listener: first };
    case 'http': {
      const listener = mostSpecific(candidates, host.name);
      if (listener !== undefined) return { listener: taken(listener, `for host "${host.text}"`, trail) };
      trail.step('GA-13', `no listener of port ${request.port} has a hostname that covers "${host.text}"`);
      return { refusal: notFound(request.grpc, 'no-host') };
    }
    default: {
      const listener = mostSpecific(candidates, sni);
      const name = sni === '' ? 'a handshake without a server name' : `server name "${sni}"`;
      if (listener === undefined) {
        trail.step('GA-14', `no listener of port ${request.port} has a hostname that covers ${name}`);
        return { refusal: { kind: 'rejected', cause: 'no-sni-match' } };
      }
      return afterHandshake(taken(listener, `for ${name}`, trail), candidates, message, trail);
    }
  }
}

/** What a request that finds no rule gets (GA-24). */
export function notFound(grpc: boolean, cause: 'no-host' | 'no-rule'): Outcome {
  return { kind: 'not-found', status: 404, ...(grpc && { grpcStatus: 12 }), cause };
}

function findCandidates(world: GatewayAPIWorld, { request }: Message, trail: Trail): readonly WorldListener[] {
  const { entry, port, transport } = request;
  if (entry.type !== 'gateway') return [];
  const gateway = world.gateways.get(`${entry.namespace}/${entry.name}`);
  if (gateway === undefined) {
    trail.step('GA-10', `no Gateway "${entry.namespace}/${entry.name}" of a class that Istio serves is in the input`);
    return [];
  }
  const protocols = suitedProtocols[transport];
  const ofPort = gateway.listeners.filter((listener) => listener.name.port === port);
  const suited = ofPort.filter(({ protocol }) => protocols.includes(protocol));
  for (const { name, problem, place } of suited) {
    if (problem !== undefined) trail.step('GA-10', `listener "${name.listener}" is not programmed: ${problem}`, place);
  }
  const programmed = suited.filter(({ problem }) => problem === undefined);
  if (programmed.length === 0) trail.step('GA-10', noCandidate(ofPort, suited, port, transport));
  return programmed;
}

function noCandidate(
  ofPort: readonly WorldListener[],
  suited: readonly WorldListener[],
  port: number,
  transport: Transport,
): string {
  if (suited.length > 0) return `no listener of port ${port} that takes ${transport} is programmed`;
  const others = [...new Set(ofPort.map(({ protocol }) => protocol))];
  if (others.length === 0) return `no listener has port ${port}`;
  return `the listeners of port ${port} speak ${others.join(', ')}, none of them takes ${transport}`;
}

function taken(listener: WorldListener, what: string, trail: Trail): WorldListener {
  const { hostname, name, place } = listener;
  const why = hostname === '' ? 'it has no hostname and no other one covers it' : `hostname "${hostname}"`;
  trail.step('GA-12', `listener "${name.listener}" is the most specific one ${what}: ${why}`, place);
  return listener;
}

/** Of the listeners that cover a name the most specific one; the first of equals (GA-11, GA-12). */
function mostSpecific(listeners: readonly WorldListener[], name: string): WorldListener | undefined {
  let best: WorldListener | undefined;
  for (const listener of listeners) {
    if (!covers(listener.hostname, name)) continue;
    if (best === undefined || specificity(listener.hostname) > specificity(best.hostname)) best = listener;
  }
  return best;
}

/** Once the handshake has picked a listener, HTTP inside it may be for another one (GA-15). */
function afterHandshake(
  listener: WorldListener,
  candidates: readonly WorldListener[],
  { request, host }: Message,
  trail: Trail,
): Selection {
  if (listener.protocol === 'TLS') return { listener };
  if (request.transport === 'tls') {
    trail.step('GA-10', `listener "${listener.name.listener}" takes the handshake but carries nothing but HTTP`);
    return { refusal: { kind: 'rejected', cause: 'no-listener' }, listener };
  }
  const fitting = mostSpecific(
    candidates.filter(({ protocol }) => protocol === 'HTTPS'),
    host.name,
  );
  const covered = covers(listener.hostname, host.name);
  if (fitting !== undefined && (!covered || specificity(fitting.hostname) > specificity(listener.hostname))) {
    const text = `the connection belongs to listener "${listener.name.listener}", host "${host.text}" to "${fitting.name.listener}"`;
    trail.step('GA-15', text, fitting.place);
    return { refusal: { kind: 'misdirected', status: 421 }, listener };
  }
  if (covered) return { listener };
  trail.step('GA-15', `no HTTPS listener of port ${request.port} has a hostname that covers "${host.text}"`);
  return { refusal: notFound(request.grpc, 'no-host'), listener };
}
