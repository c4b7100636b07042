import { addToGroup } from '../../model/group-by.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import type { IstioWorld, Workload } from '../istio-world.ts';
import type { IstioGatewayObject, VirtualServiceObject } from './istio-objects.ts';
import { namespacesOf } from './namespaces-of-hosts.ts';

type Labels = Readonly<Record<string, string>>;

/** The Gateways that configure a workload, in the order in which istiod takes them, and those that it passes over. */
export interface AppliedGateways {
  readonly gateways: readonly IstioGatewayObject[];
  /** They select the pods, and yet have no effect: those beside them are generated (strict merging). */
  readonly shutOut: readonly IstioGatewayObject[];
}

/** The workload of a Gateway of the Gateway API, or else of an Istio Gateway with that name. */
export function workloadOf(
  world: IstioWorld,
  gateways: readonly IstioGatewayObject[],
  namespace: string,
  name: string,
): Workload | undefined {
  const id = `${namespace}/${name}`;
  const known = world.workloads.get(id);
  if (known !== undefined) return known;
  const gateway = gateways.find((one) => one.id === id);
  if (gateway === undefined) return undefined;
  const services = gateway.services ?? servicesOf(world, gateway);
  const behind = services.map((host) => world.registry.find(host)[0]?.selector ?? {});
  return { namespace, managed: false, services, labelSets: [gateway.selector, ...behind] };
}

/** The Services that certainly stand in front of the pods that a Gateway selects. */
function servicesOf({ registry }: IstioWorld, { selector, metadata }: IstioGatewayObject): readonly string[] {
  return registry.selecting
    .filter((service) => service.namespace === metadata.namespace && isWithin(service.selector, selector))
    .map(({ host }) => host);
}

/** E-1, E-2: the Gateways that share a Service with the workload or select its pods, oldest first. */
export function appliedGateways(world: IstioWorld, candidates: GatewayCandidates, workload: Workload): AppliedGateways {
  const selecting = candidates(workload)
    .filter((gateway) => applies(world, gateway, workload))
    .sort(compareAge);
  const generated = selecting.filter(({ strict }) => strict);
  if (!world.settings.strictGatewayMerging || generated.length === 0) return { gateways: selecting, shutOut: [] };
  const open = new Set(generated.map(({ metadata }) => metadata.namespace));
  const isLetIn = ({ services, metadata }: IstioGatewayObject) => {
    return services !== undefined || open.has(metadata.namespace);
  };
  return {
    gateways: selecting.filter(isLetIn),
    shutOut: selecting.filter((gateway) => !isLetIn(gateway)),
  };
}

/** The Gateways that may configure a workload, in the order in which they were given, and not many others. */
export type GatewayCandidates = (workload: Workload) => readonly IstioGatewayObject[];

/** Indexes Gateways by what has to be so if they are to configure a workload: a Service of theirs, or a label of their selector. */
export function indexGateways(all: readonly IstioGatewayObject[]): GatewayCandidates {
  const byReason = new Map<string, [number, ...number[]]>();
  for (const [position, { services, selector }] of all.entries()) {
    const [label] = Object.entries(selector);
    const reasons = services?.map((host) => `service ${host}`) ?? [label === undefined ? 'none' : labelReason(label)];
    for (const reason of new Set(reasons)) addToGroup(byReason, reason, position);
  }
  return ({ services, labelSets }) => {
    const labels = labelSets.flatMap((set) => Object.entries(set));
    const reasons = ['none', ...services.map((host) => `service ${host}`), ...labels.map(labelReason)];
    const positions = new Set(reasons.flatMap((reason) => byReason.get(reason) ?? []));
    return [...positions].sort((a, b) => a - b).flatMap((position) => all[position] ?? []);
  };
}

function labelReason([key, value]: readonly [string, string]): string {
  return `label ${key}=${value}`;
}

function applies(world: IstioWorld, gateway: IstioGatewayObject, workload: Workload): boolean {
  const { services, serviceNamespace, selector, metadata } = gateway;
  if (services !== undefined) {
    return services.some((host) => {
      return workload.services.includes(host) && namespacesOf(world, host, serviceNamespace).includes(serviceNamespace);
    });
  }
  if (world.settings.scopeGatewayToNamespace && metadata.namespace !== workload.namespace) return false;
  if (Object.keys(selector).length === 0) return true;
  return workload.labelSets.some((labels) => isWithin(selector, labels));
}

/** Whether every label of a selector is among those of the pods. */
export function isWithin(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

/** By age, then name, then namespace: names come first, unlike elsewhere (E-2, E-12). */
export function compareAge(
  a: Pick<IstioGatewayObject | VirtualServiceObject, 'metadata'>,
  b: Pick<IstioGatewayObject | VirtualServiceObject, 'metadata'>,
): number {
  return (
    compareCreation(a, b) ||
    compareBytes(a.metadata.name, b.metadata.name) ||
    compareBytes(a.metadata.namespace, b.metadata.namespace)
  );
}
