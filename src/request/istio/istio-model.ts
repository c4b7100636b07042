import type { IstioWorld, Workload } from '../istio-world.ts';
import { type BoundVirtualServices, bindVirtualServices } from './bound-virtual-services.ts';
import { mergeDelegates } from './delegates.ts';
import { type FilterChains, filterChains } from './filter-chains.ts';
import { type IstioGatewayObject, readGatewayObject, readVirtualServiceObject } from './istio-objects.ts';
import { gatewayRouteTable, type RouteTable } from './route-table.ts';
import { type PortServers, type Server, type SkippedServer, serversByPort, targetPort } from './servers.ts';
import { type SidecarVirtualServices, sidecarVirtualServices } from './sidecars.ts';
import { appliedGateways, type GatewayCandidates, indexGateways, workloadOf } from './workloads.ts';

/** One port of a gateway's pods, with everything that istiod makes for it; made when first asked for. */
export interface GatewayPort {
  readonly servers: PortServers;
  /** Of all servers in the clear together. */
  plainTable(): RouteTable;
  /** Of one server that terminates TLS. */
  tableOf(server: Server): RouteTable;
  chains(): FilterChains;
  readonly bound: BoundVirtualServices;
  readonly workload: Workload;
}

/** The pods of a Gateway with what they are configured by. */
export interface GatewayPods {
  readonly workload: Workload;
  readonly gateways: readonly IstioGatewayObject[];
  readonly shutOut: readonly IstioGatewayObject[];
  readonly skipped: readonly SkippedServer[];
  /** What listens behind a port of the Services; undefined where nothing does. */
  port(number: number): GatewayPort | undefined;
}

/** A world as istiod works with it: objects read once, and everything that follows from them kept. */
export interface IstioModel {
  readonly world: IstioWorld;
  /** What the clients of a namespace have. */
  sidecars(clientNamespace: string): SidecarVirtualServices;
  /** The pods of a Gateway of that name; undefined if there is none. */
  pods(namespace: string, name: string): GatewayPods | undefined;
}

/** Reads a world. */
export function createIstioModel(world: IstioWorld): IstioModel {
  const gateways = world.gateways.map(readGatewayObject);
  const { domainSuffix } = world.settings;
  const virtualServices = mergeDelegates(
    world.virtualServices.map((one) => readVirtualServiceObject(one, domainSuffix)),
  );
  // Sidecars prefer generated VirtualServices of their own namespace only with the switch, Gateways always (E-51).
  const prefersOwn = (gateway: string) => gateway !== 'mesh' || world.settings.unifiedSidecarScope;
  const bound = bindVirtualServices(virtualServices, prefersOwn);
  const candidates = indexGateways(gateways);
  const known = new Map<string, GatewayPods | undefined>();
  const sidecars = new Map<string, SidecarVirtualServices>();
  return {
    world,
    sidecars(clientNamespace) {
      const made = sidecars.get(clientNamespace) ?? sidecarVirtualServices(bound('mesh', clientNamespace));
      sidecars.set(clientNamespace, made);
      return made;
    },
    pods(namespace, name) {
      const id = `${namespace}/${name}`;
      if (!known.has(id)) {
        const workload = workloadOf(world, gateways, namespace, name);
        known.set(id, workload && gatewayPods(world, workload, candidates, bound));
      }
      return known.get(id);
    },
  };
}

function gatewayPods(
  world: IstioWorld,
  workload: Workload,
  candidates: GatewayCandidates,
  bound: BoundVirtualServices,
): GatewayPods {
  const { gateways, shutOut } = appliedGateways(world, candidates, workload);
  const byPort = serversByPort(world, workload, gateways);
  const ports = new Map([...byPort].map(([port, servers]) => [port, gatewayPort(servers, workload, bound)]));
  return {
    workload,
    gateways,
    shutOut,
    skipped: [...byPort.values()].flatMap(({ skipped }) => skipped),
    port(number) {
      const port = targetPort(world, workload, {}, number);
      return port === undefined ? undefined : ports.get(port);
    },
  };
}

function gatewayPort(servers: PortServers, workload: Workload, bound: BoundVirtualServices): GatewayPort {
  const tables = new Map<Server | 'plain', RouteTable>();
  const table = (key: Server | 'plain', of: readonly Server[]) => {
    const made = tables.get(key) ?? gatewayRouteTable(of, bound, workload);
    tables.set(key, made);
    return made;
  };
  let chains: FilterChains | undefined;
  return {
    servers,
    workload,
    bound,
    plainTable: () => table('plain', servers.plain),
    tableOf: (server) => table(server, [server]),
    chains() {
      chains ??= filterChains(servers.tls, bound, workload);
      return chains;
    },
  };
}
