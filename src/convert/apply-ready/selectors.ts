import { groupBy } from '../../model/group-by.ts';
import { labels } from '../../model/names.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import { isContext } from '../context.ts';
import type { HandledGateway } from '../gateways.ts';
import { messages } from './messages.ts';
import type { GatewaySelector, PodLabels } from './options.ts';
import { type ApplyReadyScope, atName } from './scope.ts';
import { serviceAt } from './services.ts';

/**
 * The labels of the pods behind each Gateway that has a listener to serve, one or more sets of them (AF-20). A Gateway
 * that is refused has none; one of the context whose pods cannot be found has an empty list.
 */
export function findSelectors(scope: ApplyReadyScope): ReadonlyMap<HandledGateway, readonly PodLabels[]> {
  const { result, options } = scope;
  const asked = askedSelectors(options.selectors ?? []);
  const namesakes = managedNamesakes(result.gateways);
  const found = new Map<HandledGateway, readonly PodLabels[]>();
  for (const gateway of new Set(result.istioGateways.map(({ listener }) => listener.gateway))) {
    const explicit = asked(namespacedName(gateway.resource.metadata));
    const selectors = selectorsOf(scope, gateway, explicit, namesakes);
    if (selectors === undefined) continue;
    if (gateway.managed && !options.deployed) reportUndeployed(scope, gateway);
    for (const selector of selectors) reportGeneric(scope, gateway, selector);
    found.set(gateway, selectors);
  }
  return found;
}

/** A selector as it is written in messages and on the command line. */
export function selectorText(selector: PodLabels): string {
  const pairs = Object.entries(selector).sort(([a], [b]) => compareBytes(a, b));
  return pairs.map(([key, value]) => `${key}=${value}`).join(',');
}

function askedSelectors(selectors: readonly GatewaySelector[]): (gateway: string) => PodLabels | undefined {
  const own = new Map<string, PodLabels>();
  let ofAll: PodLabels | undefined;
  for (const { gateway, labels: asked } of selectors) {
    if (gateway === undefined) ofAll = asked;
    else own.set(namespacedName(gateway), asked);
  }
  return (gateway) => own.get(gateway) ?? ofAll;
}

/** Gateways with a workload of istiod's making, by name: in different namespaces they share the label of their pods (AF-22). */
function managedNamesakes(gateways: readonly HandledGateway[]): ReadonlyMap<string, readonly HandledGateway[]> {
  const labelled = gateways.filter(
    ({ managed, controller }) => managed && controller.role !== 'remote' && controller.role !== 'waypoint',
  );
  return groupBy(labelled, ({ resource }) => resource.metadata.name);
}

/** The selectors of one Gateway; undefined if it is refused. */
function selectorsOf(
  scope: ApplyReadyScope,
  gateway: HandledGateway,
  explicit: PodLabels | undefined,
  namesakes: ReadonlyMap<string, readonly HandledGateway[]>,
): readonly PodLabels[] | undefined {
  const { name } = gateway.resource.metadata;
  if (gateway.managed) {
    const others = (namesakes.get(name) ?? []).filter((other) => other !== gateway);
    if (!mayShareName(scope, gateway, others, explicit !== undefined)) return undefined;
    return [explicit ?? { [labels.gatewayName]: name }];
  }
  const { own, foreign } = hostsByNamespace(scope, gateway);
  const [first] = foreign;
  if (own.length === 0 && first !== undefined) {
    const place = { resource: gateway.resource, path: ['spec', 'addresses'] };
    scope.say(messages.foreignService({ gateway: namespacedName(gateway.resource.metadata), ...first }), place);
    return undefined;
  }
  return explicit === undefined ? selectorsOfHosts(scope, gateway, own) : [explicit];
}

/** AF-22: whether a label that carries no namespace may be used, or is not used at all. */
function mayShareName(
  scope: ApplyReadyScope,
  { resource }: HandledGateway,
  others: readonly HandledGateway[],
  explicit: boolean,
): boolean {
  const { ScopeGatewayToNamespace } = scope.result.settings;
  const { name } = resource.metadata;
  const gateway = namespacedName(resource.metadata);
  const [other] = others;
  const apart = explicit || ScopeGatewayToNamespace;
  // It is not emitted here.
  if (isContext(atName(resource))) return true;
  if (other !== undefined && !apart) {
    const [first = '', second = ''] = [gateway, namespacedName(other.resource.metadata)].sort(compareBytes);
    scope.say(messages.sharedPods({ first, second }), atName(resource), {
      related: [{ message: 'the Gateway of the same name', place: atName(other.resource) }],
    });
    return false;
  }
  if (other !== undefined || !apart) scope.say(messages.podsOfOthers({ gateway, name }), atName(resource));
  return true;
}

interface HostsByNamespace {
  readonly own: readonly string[];
  /** Hosts of Services of other namespaces, for which istiod never serves a Gateway (AF-22). */
  readonly foreign: readonly { readonly host: string; readonly namespace: string }[];
}

function hostsByNamespace({ result }: ApplyReadyScope, gateway: HandledGateway): HostsByNamespace {
  const own: string[] = [];
  const foreign: { host: string; namespace: string }[] = [];
  for (const host of gateway.services) {
    const { namespace = gateway.resource.metadata.namespace } = serviceAt(result, host) ?? {};
    if (namespace === gateway.resource.metadata.namespace) own.push(host);
    else foreign.push({ host, namespace });
  }
  return { own, foreign };
}

/** Labels of the standard installation, by the first label of the host. */
const standardGateways: ReadonlyMap<string, PodLabels> = new Map([
  ['istio-ingressgateway', { istio: 'ingressgateway' }],
  ['istio-egressgateway', { istio: 'egressgateway' }],
]);

function selectorsOfHosts(
  scope: ApplyReadyScope,
  { resource }: HandledGateway,
  hosts: readonly string[],
): readonly PodLabels[] | undefined {
  const gateway = namespacedName(resource.metadata);
  const place = { resource, path: ['spec', 'addresses'] };
  const distinct = new Map<string, PodLabels>();
  for (const host of hosts) {
    const service = serviceAt(scope.result, host)?.service;
    const [firstLabel = ''] = host.split('.');
    const assumed = service === undefined ? standardGateways.get(firstLabel) : undefined;
    const selector = assumed ?? service?.spec.selector ?? {};
    if (Object.keys(selector).length === 0) {
      if (isContext(place)) return [];
      scope.say(messages.unknownPods({ gateway, host }), place);
      return undefined;
    }
    const text = selectorText(selector);
    if (assumed) scope.say(messages.assumedSelector({ gateway, selector: text, host }), place);
    distinct.set(text, selector);
  }
  return [...distinct.values()];
}

function reportUndeployed(scope: ApplyReadyScope, { resource }: HandledGateway): void {
  const { name } = resource.metadata;
  scope.say(messages.notDeployed({ gateway: namespacedName(resource.metadata), name }), atName(resource));
}

/** AF-22: what the standard installation puts on its pods is in many namespaces. */
function reportGeneric(scope: ApplyReadyScope, { resource }: HandledGateway, selector: PodLabels): void {
  if (scope.result.settings.ScopeGatewayToNamespace) return;
  const isGeneric = [...standardGateways.values()].some(({ istio }) => selector['istio'] === istio);
  if (!isGeneric) return;
  const text = selectorText(selector);
  scope.say(messages.genericSelector({ gateway: namespacedName(resource.metadata), selector: text }), atName(resource));
}
