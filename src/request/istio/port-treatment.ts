import { isHttp, isTls, parsePortProtocol, servicePortProtocol } from '../../model/port-protocol.ts';
import type { RegisteredHost, RegisteredPort } from './registry.ts';

/** How a sidecar treats what is sent to a port; `sniffed`: by what it turns out to be. It does not listen for UDP. */
export type PortTreatment = 'http' | 'tls' | 'tcp' | 'udp' | 'sniffed';

/** The treatment of a port: of a Service by what it declares and its number, of a ServiceEntry by its protocol (E-52). */
export function portTreatment({ service }: RegisteredHost, port: RegisteredPort): PortTreatment {
  const protocol =
    service === undefined ? parsePortProtocol(port.protocol) : servicePortProtocol({ ...port, port: port.number });
  if (protocol === undefined) return 'sniffed';
  if (isHttp(protocol)) return 'http';
  if (isTls(protocol)) return 'tls';
  return protocol === 'udp' ? 'udp' : 'tcp';
}

/** How a sidecar treats what is sent to a port of a host, by its number; undefined for a port that is not there. */
export function treatmentAt(host: RegisteredHost, number: number): PortTreatment | undefined {
  const treatments = host.ports.filter((port) => port.number === number).map((port) => portTreatment(host, port));
  // One number may be a port for UDP and one for TCP.
  return treatments.find((one) => one !== 'udp') ?? treatments[0];
}
