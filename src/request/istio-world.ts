import type { HandledGateway } from '../convert/gateways.ts';
import type { IstioGateway } from '../convert/istio-gateways.ts';
import type { Listener } from '../convert/listeners.ts';
import type { ConversionResult, IstioResource } from '../convert/result.ts';
import type { VirtualService } from '../convert/virtual-services.ts';
import { generatedAnnotations } from '../model/names.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import { readGateway } from './istio/gateway-fields.ts';
import { type Registry, registryOf } from './istio/registry.ts';

type Labels = Readonly<Record<string, string>>;

/** Where a generated `http` entry comes from. */
export interface EntrySource {
  readonly route: Resource;
  readonly rule: number;
  /** Undefined for a rule without matches. */
  readonly match?: number;
  /** What conversion found wrong with the backends; undefined where it does not say. */
  readonly errors?: readonly unknown[];
}

/** A VirtualService: one that was generated, with the sources of its `http` entries in their order, or a user's. */
export type WorldVirtualService =
  | { readonly resource: IstioResource; readonly entries?: readonly EntrySource[] }
  | { readonly resource: Resource };

/** The pods that serve a Gateway. */
export interface Workload {
  readonly namespace: string;
  /** Whether istiod deploys it, with the ports of the listeners. */
  readonly managed: boolean;
  /** Hosts of the Services in front of them. */
  readonly services: readonly string[];
  /** What is known of their labels: the pods behind one Service may differ from those behind another. */
  readonly labelSets: readonly Labels[];
}

/** How istiod and the mesh are set, as far as requests are concerned. */
export interface WorldSettings {
  readonly domainSuffix: string;
  /** `PILOT_ENABLE_STRICT_GATEWAY_MERGING`: pods of a generated Gateway take no Gateways of other namespaces. */
  readonly strictGatewayMerging: boolean;
  /** `PILOT_UNIFIED_SIDECAR_SCOPE`: sidecars prefer generated VirtualServices of their own namespace. */
  readonly unifiedSidecarScope: boolean;
  /** `PILOT_SCOPE_GATEWAY_TO_NAMESPACE`: selectors find no pods of other namespaces. */
  readonly scopeGatewayToNamespace: boolean;
  /** `meshConfig.pathNormalization`. */
  readonly pathNormalization: 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
}

/** What istiod holds: the Istio resources of one form, those of users beside them, and the hosts of the mesh. */
export interface IstioWorld {
  readonly gateways: readonly (IstioResource | Resource)[];
  readonly virtualServices: readonly WorldVirtualService[];
  /** The pods of each Gateway of the Gateway API, by `namespace/name`. */
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly registry: Registry;
  /** Namespaces with Sidecars, which may hide hosts from the clients there. */
  readonly sidecarNamespaces: ReadonlySet<string>;
  /** Whether a host of a namespace that is not in the registry does not exist; `''` is for hosts outside of the cluster. */
  holdsAll(namespace: string): boolean;
  readonly settings: WorldSettings;
}

/** An istiod and a mesh without any switch set. */
export const defaultWorldSettings: WorldSettings = {
  domainSuffix: 'cluster.local',
  strictGatewayMerging: true,
  unifiedSidecarScope: true,
  scopeGatewayToNamespace: false,
  pathNormalization: 'BASE',
};

/** The world in which istiod converts the Gateway API resources itself. Those of `--context` count like all others. */
export function mirrorWorld(result: ConversionResult): IstioWorld {
  return assemble(result, result.istioGateways.map(mirrorGateway), result.virtualServices.map(mirrorVirtualService));
}

/** The world in which the apply-ready form was applied and istiod reads no Gateway API resources. */
export function applyReadyWorld(
  result: ConversionResult,
  gateways: readonly IstioResource[],
  virtualServices: readonly WorldVirtualService[],
): IstioWorld {
  return assemble(result, gateways, virtualServices);
}

function assemble(
  result: ConversionResult,
  gateways: readonly IstioResource[],
  virtualServices: readonly WorldVirtualService[],
): IstioWorld {
  const { seen, settings, holdsAll } = result;
  const registry = registryOf(result);
  const users = seen.list('virtualservices.networking.istio.io').map((resource) => ({ resource }));
  return {
    gateways: [...gateways, ...seen.list('gateways.networking.istio.io')],
    virtualServices: [...virtualServices, ...users],
    workloads: workloadsOf(result, gateways, registry),
    registry,
    sidecarNamespaces: new Set(seen.list('sidecars.networking.istio.io').map(({ metadata }) => metadata.namespace)),
    holdsAll,
    settings: {
      ...defaultWorldSettings,
      domainSuffix: settings.domainSuffix,
      strictGatewayMerging: settings.EnableStrictGatewayMerging,
    },
  };
}

const apiVersion = 'networking.istio.io/v1';

/** As `convert --mirror` prints it, whether it is mere context or not. */
function mirrorGateway({ name, listener, spec }: IstioGateway): IstioResource {
  const { owner, ownerKind, gateway } = listener;
  const { namespace, creationTimestamp } = owner.metadata;
  const annotations = {
    [generatedAnnotations.gatewayService]: gateway.services.join(','),
    [generatedAnnotations.serviceAccountName]: gateway.serviceAccount,
    ...(ownerKind === 'ListenerSet' && {
      [generatedAnnotations.parentNamespace]: gateway.resource.metadata.namespace,
    }),
  };
  const sources = [{ resource: owner, path: ['spec', 'listeners', listener.index] }];
  return { apiVersion, kind: 'Gateway', metadata: { name, namespace, annotations, creationTimestamp }, spec, sources };
}

function mirrorVirtualService({ name, spec, routes, httpEntries }: VirtualService): WorldVirtualService {
  const [{ route, kind }] = routes;
  const { namespace, creationTimestamp } = route.metadata;
  const annotations = {
    [generatedAnnotations.parents]: `${kind}/${route.metadata.name}.${namespace}`,
    [generatedAnnotations.routeSemantics]: 'gateway',
  };
  const metadata = { name, namespace, annotations, creationTimestamp };
  const sources = routes.map((one) => ({ resource: one.route, path: [] }));
  return { resource: { apiVersion, kind: 'VirtualService', metadata, spec, sources }, entries: httpEntries };
}

function workloadsOf(
  { gateways, listeners }: ConversionResult,
  generated: readonly IstioResource[],
  registry: Registry,
): ReadonlyMap<string, Workload> {
  const selectors = selectorsByService(listeners, generated);
  return new Map(
    gateways.map((gateway) => {
      const { managed, resource, services } = gateway;
      const { namespace } = resource.metadata;
      const selected = services.flatMap((service) => [...(selectors.get(service)?.values() ?? [])]);
      const labelSets = [...serviceLabels(gateway, registry), ...selected];
      return [namespacedName(resource.metadata), { namespace, managed, services, labelSets }];
    }),
  );
}

/**
 * The selectors of the Istio Gateways that come from the listeners of the Gateways in front of each Service, by their text: these
 * Gateways have the same pods (E-1), if only some of them say which. Istio Gateways of the mirror form have no selectors.
 */
function selectorsByService(
  listeners: readonly Listener[],
  generated: readonly IstioResource[],
): ReadonlyMap<string, ReadonlyMap<string, Labels>> {
  const gatewayOf = new Map<unknown, HandledGateway>(listeners.map(({ owner, gateway }) => [owner, gateway]));
  const selectors = new Map<string, Map<string, Labels>>();
  for (const { spec, sources } of generated) {
    const { selector } = readGateway(spec);
    if (Object.keys(selector).length === 0) continue;
    for (const source of sources) {
      for (const service of gatewayOf.get(source.resource)?.services ?? []) {
        const ofService = selectors.get(service) ?? new Map<string, Labels>();
        selectors.set(service, ofService.set(JSON.stringify(selector), selector));
      }
    }
  }
  return selectors;
}

/** Labels of the standard installation, by the first label of the Service's host (AF-20). */
const standardLabels: Readonly<Record<string, Labels>> = {
  'istio-egressgateway': { istio: 'egressgateway' },
  'istio-ingressgateway': { istio: 'ingressgateway' },
};

function serviceLabels({ managed, services, resource }: HandledGateway, registry: Registry): readonly Labels[] {
  // The template of a managed Gateway labels its pods (DEP-18).
  const own = managed ? { 'gateway.networking.k8s.io/gateway-name': resource.metadata.name } : {};
  return services.map((host) => {
    const [registered] = registry.find(host);
    const [first = ''] = host.split('.');
    const standard = Object.hasOwn(standardLabels, first) ? standardLabels[first] : {};
    return { ...own, ...(registered?.selector ?? standard) };
  });
}
