import type { ListenerSpec } from '../model/gateway-api.ts';

export type ConflictReason = 'ProtocolConflict' | 'HostnameConflict';

/** Why a listener is not served, and the listener that is served in its place. */
export interface ListenerConflict<T> {
  readonly reason: ConflictReason;
  readonly winner: T;
}

/** What decides whether two listeners of one Gateway can live together. */
interface Candidate {
  /** Kind, namespace and name of the object that holds the listener, and the listener's name. */
  readonly key: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string;
}

/** The port that counts: an entry of a ListenerSet may leave out the usual port of its protocol (GW-41). */
export function effectivePort({ port, protocol }: ListenerSpec, ownerKind: 'Gateway' | 'ListenerSet'): number {
  if (port || ownerKind === 'Gateway') return port ?? 0;
  return protocol === 'HTTP' ? 80 : protocol === 'HTTPS' ? 443 : 0;
}

/**
 * Judges the listeners of one Gateway and its ListenerSets, given in order of precedence: each is compared with the earlier ones
 * that lost to none, and loses to the first that it is not distinct from (GW-100 to GW-104).
 * @returns the listeners that lost, by their keys; those of one key share the verdict (GW-105).
 */
export function listenerConflicts<T extends Candidate>(
  listeners: readonly T[],
): ReadonlyMap<string, ListenerConflict<T>> {
  const conflicts = new Map<string, ListenerConflict<T>>();
  const winners = new Map<string, T>();
  for (const listener of listeners) {
    const { takes, wants } = claimOf(listener);
    const winner = wants.map((claim) => winners.get(claim)).find((earlier) => earlier !== undefined);
    if (winner !== undefined) conflicts.set(listener.key, { reason: conflictReason(winner, listener), winner });
    else for (const claim of takes) if (!winners.has(claim)) winners.set(claim, listener);
  }
  return conflicts;
}

type ProtocolClass = 'hostname' | 'port' | 'other';

function protocolClass(protocol: string): ProtocolClass {
  if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TLS') return 'hostname';
  return protocol === 'TCP' || protocol === 'UDP' ? 'port' : 'other';
}

/** What a listener that wins takes of its port, and of what it loses to the one that has taken it. */
interface Claim {
  readonly takes: readonly string[];
  readonly wants: readonly string[];
}

/**
 * The table of GW-103: on one port listeners of HTTP, HTTPS and TLS are distinct by hostname, those of TCP and UDP from none of these
 * nor from each other, and those of another protocol from all but their like.
 */
function claimOf({ port, protocol, hostname }: Candidate): Claim {
  const [own, every, some] = [`${port} hostname=${hostname || '*'}`, `${port} every hostname`, `${port} some hostname`];
  switch (protocolClass(protocol)) {
    case 'hostname':
      return { takes: [own, some], wants: [own, every] };
    case 'port':
      return { takes: [every, some], wants: [some] };
    case 'other': {
      const like = [`${port} protocol=${protocol}`];
      return { takes: like, wants: like };
    }
  }
}

function conflictReason(a: Candidate, b: Candidate): ConflictReason {
  const bothOfPort = protocolClass(a.protocol) === 'port' && protocolClass(b.protocol) === 'port';
  return bothOfPort || a.protocol !== b.protocol ? 'ProtocolConflict' : 'HostnameConflict';
}
