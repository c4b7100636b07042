import { groupBy } from '../../model/group-by.ts';
import { isHttp, parsePortProtocol } from '../../model/port-protocol.ts';
import type { IstioWorld, Workload } from '../istio-world.ts';
import type { ServerFields } from './gateway-fields.ts';
import type { IstioGatewayObject } from './istio-objects.ts';

/** What a server does with connections. `passthrough` of `HTTPS` and `TLS` is the same. */
export type ServerKind = 'http' | 'https' | 'tls-terminate' | 'passthrough' | 'auto-passthrough' | 'tcp';

/** A host of a server, and the namespace whose VirtualServices may use it; `*` for all. */
export interface ServerHost {
  readonly namespace: string;
  readonly host: string;
}

/** A server of a Gateway that configures the workload. */
export interface Server {
  readonly gateway: IstioGatewayObject;
  readonly fields: ServerFields;
  readonly kind: ServerKind;
  readonly hosts: readonly ServerHost[];
}

/** A server that istiod leaves out. */
export interface SkippedServer {
  readonly server: Server;
  readonly why: string;
}

/** What listens on one port of the pods (E-3). */
export interface PortServers {
  /** HTTP in the clear: one route table for all of them. */
  readonly plain: readonly Server[];
  readonly tcp?: Server;
  readonly tls: readonly Server[];
  readonly skipped: readonly SkippedServer[];
}

/** What a server is, by its protocol and the mode of its `tls`. */
function serverKind({ protocol, tlsMode }: ServerFields): ServerKind {
  // `tls` of a server in the clear is ignored, but for the scheme of redirects.
  if (isHttp(parsePortProtocol(protocol))) return 'http';
  if (tlsMode === undefined) return 'tcp';
  if (tlsMode === 'AUTO_PASSTHROUGH') return 'auto-passthrough';
  if (tlsMode === 'PASSTHROUGH') return 'passthrough';
  return protocol === 'HTTPS' ? 'https' : 'tls-terminate';
}

/** E-2: `./h` is for the Gateway's own namespace, `h` alone, or after `*` and a slash, for all. */
function serverHost(written: string, namespace: string): ServerHost {
  const slash = written.indexOf('/');
  if (slash < 0) return { namespace: '*', host: written };
  const scope = written.slice(0, slash);
  return { namespace: scope === '.' ? namespace : scope, host: written.slice(slash + 1) };
}

/** The servers of a workload by the port of the pods that they listen on. Ports that no Service exposes are left out (E-7). */
export function serversByPort(
  world: IstioWorld,
  workload: Workload,
  gateways: readonly IstioGatewayObject[],
): ReadonlyMap<string, PortServers> {
  const placed = gateways.flatMap((gateway) =>
    gateway.servers.flatMap((fields) => {
      const port = targetPort(world, workload, gateway, fields.port);
      if (port === undefined) return [];
      const hosts = fields.hosts.map((written) => serverHost(written, gateway.metadata.namespace));
      return [{ port, server: { gateway, fields, kind: serverKind(fields), hosts } }];
    }),
  );
  const byPort = groupBy(placed, ({ port }) => port);
  return new Map([...byPort].map(([port, ofPort]) => [port, mergeServers(ofPort.map(({ server }) => server))]));
}

/** The port of the pods that stands behind a port of the Services; a user's Gateway opens the number itself where there is none. */
export function targetPort(
  { registry }: IstioWorld,
  { services }: Workload,
  gateway: Pick<IstioGatewayObject, 'services'>,
  port: number,
): string | undefined {
  const own = gateway.services;
  const relevant = own === undefined ? services : services.filter((host) => own.includes(host));
  const registered = relevant.map((host) => registry.find(host)[0]);
  const exposed = registered.flatMap((one) => one?.ports.filter(({ number }) => number === port) ?? []);
  const [first] = exposed;
  if (first !== undefined) return String(first.targetPort ?? port);
  // A Service that is not in the input is taken to expose what is asked of it.
  return own === undefined || registered.includes(undefined) ? String(port) : undefined;
}

/** E-3. */
function mergeServers(servers: readonly Server[]): PortServers {
  const plain: Server[] = [];
  const tls: Server[] = [];
  const skipped: SkippedServer[] = [];
  const taken = new Set<string>();
  let tcp: Server | undefined;
  for (const server of servers) {
    const why = obstacle(server, { plain, tcp, taken });
    if (why !== undefined) {
      skipped.push({ server, why });
      continue;
    }
    if (server.kind === 'http') plain.push(server);
    else if (server.kind === 'tcp') tcp = server;
    else tls.push(server);
    if (!isPlain(server)) for (const host of server.hosts) taken.add(hostText(host));
  }
  return { plain, ...(tcp && { tcp }), tls, skipped };
}

function isPlain({ kind }: Server): boolean {
  return kind === 'http' || kind === 'tcp';
}

function hostText({ namespace, host }: ServerHost): string {
  return `${namespace}/${host}`;
}

interface Merged {
  readonly plain: readonly Server[];
  readonly tcp: Server | undefined;
  readonly taken: ReadonlySet<string>;
}

/** Why a server cannot stand beside those that come before it. */
function obstacle(server: Server, { plain, tcp, taken }: Merged): string | undefined {
  const earlier = plain[0] ?? tcp;
  if (earlier !== undefined && !(server.kind === 'http' && earlier.kind === 'http')) {
    return `${earlier.fields.protocol} of Gateway ${earlier.gateway.id} is on the port already`;
  }
  if (isPlain(server)) return undefined;
  const host = server.hosts.find((one) => taken.has(hostText(one)));
  return host && `host ${hostText(host)} is taken by an earlier TLS server of the port`;
}
