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
  const winnersByPort = new Map<number, T[]>();
  for (const listener of listeners) {
    const winners = winnersByPort.get(listener.port) ?? [];
    const winner = winners.find((earlier) => !areDistinct(earlier, listener));
    if (winner === undefined) winnersByPort.set(listener.port, [...winners, listener]);
    else conflicts.set(listener.key, { reason: conflictReason(winner, listener), winner });
  }
  return conflicts;
}

type ProtocolClass = 'hostname' | 'port' | 'other';

function protocolClass(protocol: string): ProtocolClass {
  if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'TLS') return 'hostname';
  return protocol === 'TCP' || protocol === 'UDP' ? 'port' : 'other';
}

/** The table of GW-103, for two listeners on one port. */
function areDistinct(a: Candidate, b: Candidate): boolean {
  const classes = [protocolClass(a.protocol), protocolClass(b.protocol)];
  if (classes.includes('other')) return a.protocol !== b.protocol;
  if (classes.includes('port')) return false;
  return (a.hostname || '*') !== (b.hostname || '*');
}

function conflictReason(a: Candidate, b: Candidate): ConflictReason {
  const bothOfPort = protocolClass(a.protocol) === 'port' && protocolClass(b.protocol) === 'port';
  return bothOfPort || a.protocol !== b.protocol ? 'ProtocolConflict' : 'HostnameConflict';
}
