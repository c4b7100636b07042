import type {
  CertificateSpec,
  ConfigMapFields,
  ExternalSecretSpec,
  ProxyConfigSpec,
  SealedSecretSpec,
  SecretFields,
  ServiceSpec,
} from './core.ts';
import type {
  BackendTLSPolicySpec,
  GatewayClassSpec,
  GatewaySpec,
  GRPCRouteSpec,
  HTTPRouteSpec,
  InferencePoolSpec,
  ListenerSetSpec,
  ReferenceGrantSpec,
  TCPRouteSpec,
  TLSRouteSpec,
  XBackendSpec,
  XBackendTrafficPolicySpec,
} from './gateway-api.ts';
import type { DestinationRuleSpec } from './istio-fields/destination-rule.ts';
import type { GatewaySpec as IstioGatewaySpec } from './istio-fields/gateway.ts';
import type { PolicySpec } from './istio-fields/policy.ts';
import type { ServiceEntrySpec } from './istio-fields/service-entry.ts';
import type { SidecarSpec } from './istio-fields/sidecar.ts';
import type { VirtualServiceSpec } from './istio-fields/virtual-service.ts';

/** One kind that is known: how it is spelt, in which versions, and where its schema lies. */
export interface KindInfo {
  readonly group: string;
  readonly kind: string;
  /** Every version the kind ever had, newest first. All are read by the schema of the newest. */
  readonly versions: readonly string[];
  /** The versions that an API server with the experimental bundle still serves. */
  readonly served: readonly string[];
  /** The standard bundle stopped serving these, or never held them. */
  readonly experimentalOnly?: readonly string[] | 'all';
  readonly namespaced: boolean;
  /** Folder below `schemas/`; with `channels` the file lies in its `standard` and `experimental` subfolders. Absent: structure is not checked. */
  readonly schema?: { readonly folder: string; readonly channels: boolean };
  /** Whether `convert`, `status` and `request` look at objects of the kind. Of the others, `lint` alone checks the structure. */
  readonly takesPart: boolean;
  /** Read by `lint` alone: for everything else objects of the kind are skipped and counted. */
  readonly lintOnly?: true;
  /** Its fields lie at the top of the object, not in `spec`. */
  readonly specless?: true;
}

/** What `spec` of each kind holds (see `Resource`). The keys are CRD names: plural, dot, group. */
export interface KindSpecs {
  'authorizationpolicies.security.istio.io': PolicySpec;
  'backendtlspolicies.gateway.networking.k8s.io': BackendTLSPolicySpec;
  'bundles.trust.cert-manager.io': unknown;
  'certificates.cert-manager.io': CertificateSpec;
  'clusterrbacconfigs.rbac.istio.io': unknown;
  'configmaps.': ConfigMapFields;
  'customresourcedefinitions.apiextensions.k8s.io': unknown;
  'deployments.apps': unknown;
  'destinationrules.networking.istio.io': DestinationRuleSpec;
  'endpointslices.discovery.k8s.io': unknown;
  'externalsecrets.external-secrets.io': ExternalSecretSpec;
  'gatewayclasses.gateway.networking.k8s.io': GatewayClassSpec;
  'gateways.gateway.networking.k8s.io': GatewaySpec;
  'gateways.networking.istio.io': IstioGatewaySpec;
  'grpcroutes.gateway.networking.k8s.io': GRPCRouteSpec;
  'horizontalpodautoscalers.autoscaling': unknown;
  'httproutes.gateway.networking.k8s.io': HTTPRouteSpec;
  'inferencepools.inference.networking.k8s.io': InferencePoolSpec;
  'listenersets.gateway.networking.k8s.io': ListenerSetSpec;
  'namespaces.': unknown;
  'poddisruptionbudgets.policy': unknown;
  'pods.': unknown;
  'proxyconfigs.networking.istio.io': ProxyConfigSpec;
  'rbacconfigs.rbac.istio.io': unknown;
  'referencegrants.gateway.networking.k8s.io': ReferenceGrantSpec;
  'requestauthentications.security.istio.io': PolicySpec;
  'sealedsecrets.bitnami.com': SealedSecretSpec;
  'secrets.': SecretFields;
  'serviceaccounts.': unknown;
  'serviceentries.networking.istio.io': ServiceEntrySpec;
  'serviceimports.multicluster.x-k8s.io': unknown;
  'servicerolebindings.rbac.istio.io': unknown;
  'serviceroles.rbac.istio.io': unknown;
  'services.': ServiceSpec;
  'sidecars.networking.istio.io': SidecarSpec;
  'tcproutes.gateway.networking.k8s.io': TCPRouteSpec;
  'telemetries.telemetry.istio.io': PolicySpec;
  'tlsroutes.gateway.networking.k8s.io': TLSRouteSpec;
  'udproutes.gateway.networking.k8s.io': unknown;
  'virtualservices.networking.istio.io': VirtualServiceSpec;
  'wasmplugins.extensions.istio.io': PolicySpec;
  'workloadentries.networking.istio.io': unknown;
  'xbackends.gateway.networking.x-k8s.io': XBackendSpec;
  'xbackendtrafficpolicies.gateway.networking.x-k8s.io': XBackendTrafficPolicySpec;
  'xmeshes.gateway.networking.x-k8s.io': unknown;
}

/** Name of a CRD, or for core kinds `<plural>.` with an empty group. */
export type CrdName = keyof KindSpecs;

/** The kinds of routes that istiod converts, in the order of their statuses (RUN-12). */
export const routeCrds = [
  'httproutes.gateway.networking.k8s.io',
  'grpcroutes.gateway.networking.k8s.io',
  'tlsroutes.gateway.networking.k8s.io',
  'tcproutes.gateway.networking.k8s.io',
] as const;

type GatewayApiKind = Pick<KindInfo, 'kind' | 'versions' | 'served'> & Partial<KindInfo>;

function gatewayApi(info: GatewayApiKind): KindInfo {
  const schema = { folder: 'gateway-api/1.6.1', channels: true };
  return { group: 'gateway.networking.k8s.io', namespaced: true, takesPart: true, schema, ...info };
}

const istioSchema = { folder: 'istio/1.32', channels: false };

function istio(kind: string, takesPart = false): KindInfo {
  const versions = ['v1', 'v1beta1', 'v1alpha3'];
  const group = 'networking.istio.io';
  return { group, kind, versions, served: versions, namespaced: true, takesPart, schema: istioSchema };
}

/** What applies to workloads, and has no part in routing. */
function istioPolicy(group: string, kind: string, versions: readonly string[]): KindInfo {
  const use = { takesPart: false, lintOnly: true, schema: istioSchema } as const;
  return { group, kind, versions, served: versions, namespaced: true, ...use };
}

/** Objects of which their existence, name and labels are of interest. */
function bare(info: Pick<KindInfo, 'group' | 'kind' | 'versions'> & Partial<KindInfo>): KindInfo {
  return { served: info.versions, namespaced: true, takesPart: false, lintOnly: true, specless: true, ...info };
}

/** Kinds that Istio has given up. */
function removed(kind: string): KindInfo {
  return bare({ group: 'rbac.istio.io', kind, versions: ['v1alpha1'] });
}

function core(info: Pick<KindInfo, 'kind'> & Partial<KindInfo>): KindInfo {
  const schema = { folder: 'core', channels: false };
  return { group: '', versions: ['v1'], served: ['v1'], namespaced: true, takesPart: true, schema, ...info };
}

/** What istiod deploys for a Gateway. An object of the input only says what is there already, so it is not checked. */
function workload(info: Pick<KindInfo, 'kind' | 'group' | 'versions'>): KindInfo {
  return core({ served: info.versions, takesPart: false, ...info });
}

/** Operators whose objects make a Secret or ConfigMap appear (LN-25). Their structure is their own affair. */
function producer(group: string, kind: string, versions: readonly string[], namespaced = true): KindInfo {
  return { group, kind, versions, served: versions, namespaced, takesPart: true };
}

const stable = ['v1', 'v1beta1', 'v1alpha2'];

/** Every kind that is read. A kind that is not here is skipped and counted. */
export const kinds: Readonly<Record<CrdName, KindInfo>> = {
  'authorizationpolicies.security.istio.io': istioPolicy('security.istio.io', 'AuthorizationPolicy', ['v1', 'v1beta1']),
  'backendtlspolicies.gateway.networking.k8s.io': gatewayApi({
    kind: 'BackendTLSPolicy',
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    served: ['v1', 'v1alpha3'],
    experimentalOnly: ['v1alpha3'],
  }),
  'bundles.trust.cert-manager.io': producer('trust.cert-manager.io', 'Bundle', ['v1alpha1'], false),
  'certificates.cert-manager.io': producer('cert-manager.io', 'Certificate', ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2']),
  'clusterrbacconfigs.rbac.istio.io': removed('ClusterRbacConfig'),
  'configmaps.': core({ kind: 'ConfigMap', specless: true }),
  'customresourcedefinitions.apiextensions.k8s.io': {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    versions: ['v1', 'v1beta1'],
    served: ['v1', 'v1beta1'],
    namespaced: false,
    takesPart: false,
    lintOnly: true,
  },
  'deployments.apps': workload({ kind: 'Deployment', group: 'apps', versions: ['v1', 'v1beta2', 'v1beta1'] }),
  'destinationrules.networking.istio.io': istio('DestinationRule'),
  'endpointslices.discovery.k8s.io': core({ kind: 'EndpointSlice', group: 'discovery.k8s.io', specless: true }),
  'externalsecrets.external-secrets.io': producer('external-secrets.io', 'ExternalSecret', [
    'v1',
    'v1beta1',
    'v1alpha1',
  ]),
  'gatewayclasses.gateway.networking.k8s.io': gatewayApi({
    kind: 'GatewayClass',
    versions: stable,
    served: ['v1', 'v1beta1'],
    namespaced: false,
  }),
  'gateways.gateway.networking.k8s.io': gatewayApi({ kind: 'Gateway', versions: stable, served: ['v1', 'v1beta1'] }),
  'gateways.networking.istio.io': istio('Gateway'),
  'grpcroutes.gateway.networking.k8s.io': gatewayApi({
    kind: 'GRPCRoute',
    versions: ['v1', 'v1alpha2'],
    served: ['v1'],
  }),
  'horizontalpodautoscalers.autoscaling': workload({
    kind: 'HorizontalPodAutoscaler',
    group: 'autoscaling',
    versions: ['v2', 'v2beta2', 'v2beta1', 'v1'],
  }),
  'httproutes.gateway.networking.k8s.io': gatewayApi({
    kind: 'HTTPRoute',
    versions: stable,
    served: ['v1', 'v1beta1'],
  }),
  'inferencepools.inference.networking.k8s.io': {
    group: 'inference.networking.k8s.io',
    kind: 'InferencePool',
    versions: ['v1'],
    served: ['v1'],
    namespaced: true,
    takesPart: true,
    schema: { folder: 'inference/1.5.0', channels: false },
  },
  'listenersets.gateway.networking.k8s.io': gatewayApi({ kind: 'ListenerSet', versions: ['v1'], served: ['v1'] }),
  'namespaces.': core({ kind: 'Namespace', namespaced: false, specless: true }),
  'poddisruptionbudgets.policy': workload({
    kind: 'PodDisruptionBudget',
    group: 'policy',
    versions: ['v1', 'v1beta1'],
  }),
  'pods.': bare({ group: '', kind: 'Pod', versions: ['v1'] }),
  'proxyconfigs.networking.istio.io': { ...istio('ProxyConfig', true), versions: ['v1beta1'], served: ['v1beta1'] },
  'rbacconfigs.rbac.istio.io': removed('RbacConfig'),
  'referencegrants.gateway.networking.k8s.io': gatewayApi({
    kind: 'ReferenceGrant',
    versions: stable,
    served: ['v1', 'v1beta1'],
  }),
  'requestauthentications.security.istio.io': istioPolicy('security.istio.io', 'RequestAuthentication', [
    'v1',
    'v1beta1',
  ]),
  'sealedsecrets.bitnami.com': producer('bitnami.com', 'SealedSecret', ['v1alpha1']),
  'secrets.': core({ kind: 'Secret', specless: true }),
  'serviceaccounts.': workload({ kind: 'ServiceAccount', group: '', versions: ['v1'] }),
  'serviceentries.networking.istio.io': istio('ServiceEntry', true),
  'serviceimports.multicluster.x-k8s.io': {
    group: 'multicluster.x-k8s.io',
    kind: 'ServiceImport',
    versions: ['v1beta1', 'v1alpha1'],
    served: ['v1beta1', 'v1alpha1'],
    namespaced: true,
    takesPart: true,
    schema: { folder: 'mcs', channels: false },
  },
  'servicerolebindings.rbac.istio.io': removed('ServiceRoleBinding'),
  'serviceroles.rbac.istio.io': removed('ServiceRole'),
  'services.': core({ kind: 'Service' }),
  'sidecars.networking.istio.io': istio('Sidecar'),
  'tcproutes.gateway.networking.k8s.io': gatewayApi({
    kind: 'TCPRoute',
    versions: ['v1', 'v1alpha2'],
    served: ['v1', 'v1alpha2'],
    experimentalOnly: ['v1alpha2'],
  }),
  'telemetries.telemetry.istio.io': istioPolicy('telemetry.istio.io', 'Telemetry', ['v1', 'v1alpha1']),
  'tlsroutes.gateway.networking.k8s.io': gatewayApi({
    kind: 'TLSRoute',
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    served: ['v1', 'v1alpha3', 'v1alpha2'],
    experimentalOnly: ['v1alpha3', 'v1alpha2'],
  }),
  'udproutes.gateway.networking.k8s.io': gatewayApi({
    kind: 'UDPRoute',
    versions: ['v1', 'v1alpha2'],
    served: ['v1', 'v1alpha2'],
    experimentalOnly: ['v1alpha2'],
  }),
  'virtualservices.networking.istio.io': istio('VirtualService'),
  'wasmplugins.extensions.istio.io': istioPolicy('extensions.istio.io', 'WasmPlugin', ['v1alpha1']),
  'workloadentries.networking.istio.io': istio('WorkloadEntry'),
  'xbackends.gateway.networking.x-k8s.io': gatewayApi({
    group: 'gateway.networking.x-k8s.io',
    kind: 'XBackend',
    versions: ['v1alpha1'],
    served: ['v1alpha1'],
    experimentalOnly: 'all',
  }),
  'xbackendtrafficpolicies.gateway.networking.x-k8s.io': gatewayApi({
    group: 'gateway.networking.x-k8s.io',
    kind: 'XBackendTrafficPolicy',
    versions: ['v1alpha1'],
    served: ['v1alpha1'],
    experimentalOnly: 'all',
  }),
  'xmeshes.gateway.networking.x-k8s.io': gatewayApi({
    group: 'gateway.networking.x-k8s.io',
    kind: 'XMesh',
    versions: ['v1alpha1'],
    served: ['v1alpha1'],
    experimentalOnly: 'all',
    namespaced: false,
  }),
};

const crdNames = new Map<string, CrdName>();
for (const name in kinds) {
  if (isCrdName(name)) crdNames.set(`${kinds[name].group}/${kinds[name].kind}`, name);
}

function isCrdName(name: string): name is CrdName {
  return Object.hasOwn(kinds, name);
}

/** `group/version` taken apart; the core group is `''`. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return { group: slash < 0 ? '' : apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** The CRD an object belongs to, or undefined for a kind or version that is not known. */
export function crdOf(apiVersion: string, kind: string): CrdName | undefined {
  const { group, version } = splitApiVersion(apiVersion);
  const name = crdNames.get(`${group}/${kind}`);
  return name !== undefined && kinds[name].versions.includes(version) ? name : undefined;
}

/** Whether objects of the kind are read, in some version. */
export function isKnownKind(group: string, kind: string): boolean {
  return crdNames.has(`${group}/${kind}`);
}
