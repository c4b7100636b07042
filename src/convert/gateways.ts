import type { GatewayAddress, GatewaySpec } from '../model/gateway-api.ts';
import { gatewayAnnotations, serviceHost } from '../model/names.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import { type ClassResolver, type GatewayController, reportClass } from './gateway-classes.ts';

/** A Gateway that istiod handles, before its listeners. */
export interface HandledGateway {
  readonly resource: Resource<GatewaySpec>;
  readonly controller: GatewayController;
  /** Whether istiod deploys the workload (GW-20). */
  readonly managed: boolean;
  /** Hosts of the Services that stand for it, in the order of `spec.addresses`. */
  readonly services: readonly string[];
  /** Service account of the workload; `''` for an unmanaged one (GW-34). */
  readonly serviceAccount: string;
  /** Its addresses or annotations are wrong: reported on ListenerSets too. */
  readonly addressError?: GatewayError;
  /** No usable address: nothing is generated for it (GW-24). */
  readonly unusable: boolean;
}

interface GatewayError {
  readonly reason: string;
  readonly message: string;
  readonly path: Path;
  readonly target?: ObjectName;
}

/** All Gateways of classes that istiod handles (GW-11), with their addresses judged. */
export function handledGateways(context: ConvertContext, resolveClass: ClassResolver): readonly HandledGateway[] {
  const handled: HandledGateway[] = [];
  for (const gateway of context.index.list('gateways.gateway.networking.k8s.io')) {
    const resolution = resolveClass(gateway.spec.gatewayClassName ?? '');
    if (resolution.type === 'controller') handled.push(handleGateway(context, gateway, resolution.controller));
    else reportClass(context, gateway, resolution);
  }
  return handled;
}

function handleGateway(
  context: ConvertContext,
  resource: Resource<GatewaySpec>,
  controller: GatewayController,
): HandledGateway {
  const { metadata, spec } = resource;
  const addresses = spec.addresses ?? [];
  const managed = isManaged(context, addresses);
  const className = spec.gatewayClassName ?? '';
  const defaultName = controller.nameSuffix ? `${metadata.name}-${className}` : metadata.name;
  const services = managed ? [managedService(context, resource, defaultName)] : addressHosts(context, resource);
  const addressError = managed || controller.role === 'remote' ? undefined : judgeAddresses(resource, addresses);
  const gateway = {
    resource,
    controller,
    managed,
    services,
    serviceAccount: managed ? metadata.annotations?.[gatewayAnnotations.serviceAccount] || defaultName : '',
    ...(addressError && { addressError }),
    unusable: addressError !== undefined && services.length === 0,
  };
  if (controller.role !== 'remote') reportGateway(context, gateway);
  return gateway;
}

function isManaged({ settings }: ConvertContext, addresses: readonly GatewayAddress[]): boolean {
  if (!settings.EnableGatewayAPIManualDeployment || addresses.length === 0) return true;
  const type = addresses[0]?.type;
  return addresses.length === 1 && (type === undefined || type === 'IPAddress');
}

function managedService({ settings }: ConvertContext, { metadata }: Resource, defaultName: string): string {
  const name = metadata.annotations?.[gatewayAnnotations.nameOverride] || defaultName;
  return serviceHost(name, metadata.namespace, settings.domainSuffix);
}

/** GW-22: addresses of type Hostname, or of none, are hosts; one without a dot is a Service next to the Gateway. */
function addressHosts({ settings }: ConvertContext, { metadata, spec }: Resource<GatewaySpec>): readonly string[] {
  return (spec.addresses ?? [])
    .filter(isHostname)
    .map(({ value = '' }) =>
      value.includes('.') ? value : serviceHost(value, metadata.namespace, settings.domainSuffix),
    );
}

function isHostname({ type }: GatewayAddress): boolean {
  return type === undefined || type === 'Hostname';
}

function judgeAddresses(
  { metadata }: Resource<GatewaySpec>,
  addresses: readonly GatewayAddress[],
): GatewayError | undefined {
  const skipped = addresses.filter((address) => !isHostname(address)).map(({ value = '' }) => value);
  if (skipped.length > 0) {
    const message = `only Hostname is supported, ignoring [${skipped.join(' ')}]`;
    const first = addresses.findIndex((address) => !isHostname(address));
    return { reason: 'UnsupportedAddress', message, path: ['spec', 'addresses', first] };
  }
  if (metadata.annotations?.[gatewayAnnotations.serviceType] !== undefined) {
    const key = gatewayAnnotations.serviceType;
    const message = `annotation ${key} is deprecated, use Spec.Infrastructure.Routeability`;
    return { reason: 'DeprecatedField', message, path: ['metadata', 'annotations', key] };
  }
  return undefined;
}

function reportGateway(context: ConvertContext, { resource, addressError, unusable }: HandledGateway): void {
  const error = addressError ?? judgeParameters(context, resource);
  if (error !== undefined) {
    const place = { resource, path: error.path };
    const severity = unusable ? 'hard' : 'soft';
    const { reason, message, target } = error;
    const issue = { subject: { resource }, condition: 'Accepted', reason, message, place, severity } as const;
    context.report({ ...issue, ...(target && { target }) });
  }
}

/** GW-26: parameters must be a ConfigMap of the own namespace; the Istio Gateways are generated all the same. */
function judgeParameters(context: ConvertContext, resource: Resource<GatewaySpec>): GatewayError | undefined {
  const ref = resource.spec.infrastructure?.parametersRef;
  if (ref === undefined) return undefined;
  const { group = '', kind = '', name = '' } = ref;
  const path = ['spec', 'infrastructure', 'parametersRef'];
  if (kind !== 'ConfigMap' || group !== '') {
    const message = `Unsupported parametersRef group/kind ${group}/${kind}, only ConfigMap is supported`;
    return { reason: 'InvalidParameters', message, path };
  }
  const { namespace } = resource.metadata;
  if (context.index.get('configmaps.', namespace, name) !== undefined) return undefined;
  const message = `parametersRef ConfigMap ${namespace}/${name} does not exist`;
  const target = { kind, namespace, name };
  const reason = 'InvalidParameters';
  if (context.holdsAll(namespace)) return { reason, message, path, target };
  context.assume(target, { place: { resource, path }, message, reason });
  return undefined;
}
