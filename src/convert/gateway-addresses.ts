import { groupBy } from '../model/group-by.ts';
import { serviceHost } from '../model/names.ts';
import { type FieldPlace, namespacedName, type ObjectName, type Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import {
  type AddressProblem,
  type GatewayServices,
  indexGatewayServices,
  lookUpServices,
  portListeners,
} from './gateway-services.ts';
import type { HandledGateway } from './gateways.ts';
import type { Listener } from './listeners.ts';

/** Reports the addresses of Gateways that istiod does not deploy which lead to no Service, or to one without a listener's port (GW-141). */
export function judgeGatewayAddresses(
  context: ConvertContext,
  gateways: readonly HandledGateway[],
  listeners: readonly Listener[],
): void {
  const unmanaged = gateways.filter(({ managed, unusable, controller }) => {
    return !managed && !unusable && controller.role !== 'remote';
  });
  if (unmanaged.length === 0) return;
  const { index, settings, holdsAll } = context;
  const services = indexGatewayServices({ seen: index, settings, holdsAll });
  const byGateway = groupBy(listeners, ({ gateway }) => namespacedName(gateway.resource.metadata));
  for (const gateway of unmanaged) {
    const asking = portListeners(byGateway.get(namespacedName(gateway.resource.metadata)) ?? []);
    judgeAddresses(context, gateway, asking, services);
  }
}

function judgeAddresses(
  context: ConvertContext,
  gateway: HandledGateway,
  listeners: readonly Listener[],
  services: GatewayServices,
): void {
  const { resource } = gateway;
  const ports = new Set(listeners.map(({ port }) => port));
  const { problems, assumedHosts } = lookUpServices(gateway, ports, services, context);
  const reason = 'AddressNotUsable';
  for (const problem of problems) {
    const { host, message, absent } = problem;
    const [place, ...others] = placesOf(context, gateway, listeners, problem);
    if (place === undefined) continue;
    const target = absent && hostTarget(context, resource, host);
    context.report({
      subject: { resource },
      condition: 'Programmed',
      reason,
      message,
      place,
      related: others.map((other) => ({ message: 'a listener of that port', place: other })),
      severity: 'soft',
      ...(target && { target }),
    });
  }
  for (const host of new Set(assumedHosts)) {
    const [place] = placesOf(context, gateway, listeners, { host });
    if (place === undefined) continue;
    context.assume(hostTarget(context, resource, host), { place, message: `hostname "${host}" not found`, reason });
  }
}

/** The addresses that name a host, or the listeners that ask it for a port. */
function placesOf(
  { settings }: ConvertContext,
  { resource }: HandledGateway,
  listeners: readonly Listener[],
  { host, port }: Pick<AddressProblem, 'host' | 'port'>,
): readonly FieldPlace[] {
  if (port !== undefined) {
    return listeners
      .filter((listener) => listener.port === port)
      .map(({ owner, index }) => ({ resource: owner, path: ['spec', 'listeners', index, 'port'] }));
  }
  return (resource.spec.addresses ?? []).flatMap(({ value = '' }, i) =>
    value === host || serviceHost(value, resource.metadata.namespace, settings.domainSuffix) === host
      ? { resource, path: ['spec', 'addresses', i, 'value'] }
      : [],
  );
}

/** The Service that a host of the Gateway's namespace stands for; other hosts come from ServiceEntries. */
function hostTarget({ settings }: ConvertContext, { metadata }: Resource, host: string): ObjectName {
  const { namespace } = metadata;
  const suffix = serviceHost('', namespace, settings.domainSuffix);
  const name = host.endsWith(suffix) ? host.slice(0, -suffix.length) : '';
  const isService = name !== '' && !name.includes('.');
  return isService ? { kind: 'Service', namespace, name } : { kind: 'ServiceEntry host', namespace, name: host };
}
