import { goQuote } from '../model/go-quote.ts';
import type { GatewayRole } from './gateway-classes.ts';
import type { ListenerDraft, ListenerReporter } from './listener-draft.ts';

const hbonePort = 15008;
const istioProtocols: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TLS', 'TCP', 'HBONE']);

/**
 * Judges protocol and port of a listener, and reports what istiod does not take (GW-41, GW-42, GW-120, GW-122).
 * @returns whether the listener can be programmed; a waypoint or east-west listener of the wrong shape can.
 */
export function judgeProtocol(
  { gateway, port, protocol, spec, ownerKind }: ListenerDraft,
  report: ListenerReporter,
): boolean {
  const { role } = gateway.controller;
  const refuse = (message: string, field: string) => report('Accepted', 'UnsupportedProtocol', message, [field]);
  const portMissing = ownerKind === 'ListenerSet' && port === 0;
  if (portMissing) refuse(`protocol ${protocol} requires a port to be set`, 'port');
  const unsupported = protocolError(role, protocol);
  if (unsupported !== undefined) refuse(unsupported, 'protocol');
  // GW-124: `tls` without a mode terminates.
  const shape = shapeError(role, port, protocol, spec.tls && (spec.tls.mode ?? 'Terminate'));
  if (shape !== undefined) refuse(shape, protocol === 'HBONE' && port !== hbonePort ? 'port' : 'protocol');
  return !portMissing && unsupported === undefined;
}

function shapeError(role: GatewayRole, port: number, protocol: string, mode?: string): string | undefined {
  if (role === 'waypoint') {
    const expected = port === hbonePort && protocol === 'HBONE';
    return expected ? undefined : 'Expected a single listener on port 15008 with protocol "HBONE"';
  }
  if (role !== 'east-west') return undefined;
  const expected =
    port === hbonePort ? protocol === 'HBONE' && mode === 'Terminate' : protocol === 'TLS' && mode === 'Passthrough';
  return expected
    ? undefined
    : 'East-west gateway listeners must be either port 15008 with protocol "HBONE" and TLS.Mode == Terminate, or TLS with TLS.Mode == Passthrough';
}

function protocolError(role: GatewayRole, protocol: string): string | undefined {
  if (protocol === 'HBONE' && role !== 'waypoint' && role !== 'east-west') {
    return 'protocol "HBONE" is only supported for waypoint proxies';
  }
  if (istioProtocols.has(protocol)) return undefined;
  const upperCase = protocol.toUpperCase();
  const hint = istioProtocols.has(upperCase) ? `. hint: ${goQuote(upperCase)} (uppercase) may be supported` : '';
  return `protocol ${goQuote(protocol)} is unsupported${hint}`;
}
