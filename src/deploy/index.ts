import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { GatewaySpec } from '../model/gateway-api.ts';
import type { JsonObject } from '../model/json.ts';
import { gatewayAnnotations, groups } from '../model/names.ts';
import type { Metadata, Resource } from '../model/resource.ts';
import { createDeployedClasses, type DeployedClass } from './classes.ts';
import { droppedEntries } from './dropped-entries.ts';
import { controllerVersion, type Handling, whyNotDeployed } from './handled.ts';
import { infrastructureOf } from './infrastructure.ts';
import { type MeshConfig, meshConfigOf } from './mesh-config.ts';
import { defaultName, type WorkloadName, workloadName } from './names.ts';
import type { DeployOptions } from './options.ts';
import { createOverlays, type Overlays } from './overlays.ts';
import { createServicePorts, type PortOwner, type ServicePorts } from './ports.ts';
import type { DeployProblem } from './problem.ts';
import { processIds } from './process-ids.ts';
import { createProxyConfigs, type ProxyConfig } from './proxy-config.ts';
import { type DeployedObject, render } from './render.ts';
import { portIssue, unusedAddress } from './service-issues.ts';
import { firstSet, valueAt } from './values.ts';
import type { Workload } from './workload.ts';

export type { WorkloadName } from './names.ts';
export type { DeployOptions } from './options.ts';
export type { DeployProblem } from './problem.ts';
export type { DeployedObject } from './render.ts';

/** What istiod deploys for one Gateway. */
export interface DeployedGateway {
  readonly gateway: Resource<GatewaySpec>;
  /** The listeners whose ports the Service has, by number. */
  readonly portOwners: ReadonlyMap<number, PortOwner>;
  /** In the order in which istiod applies them; none if there are problems, but for the version that it notes (DEP-11). */
  readonly objects: readonly DeployedObject[];
  readonly problems: readonly DeployProblem[];
}

/** What istiod deploys, and what it decides against Gateways and tells nobody. */
export interface DeploymentResult {
  /** Of every Gateway that istiod deploys, those included that are mere context; by namespace and name. */
  readonly names: readonly WorkloadName[];
  /** By namespace and name; those that are mere context are not among them. */
  readonly gateways: readonly DeployedGateway[];
  readonly issues: readonly Issue[];
}

/** The workloads that istiod creates for the Gateways of a conversion. Pure: the same input gives the same result. */
export function deployGateways(conversion: ConversionResult, options: DeployOptions): DeploymentResult {
  const { seen, settings, holdsAll } = conversion;
  const issues: Issue[] = [];
  if (!settings.EnableGatewayAPIDeploymentController) return { gateways: [], names: [], issues };
  const mesh = meshConfigOf(options.meshConfig);
  const classOf = createDeployedClasses(seen, settings);
  const handling = { index: seen, settings, holdsAll, revision: options.revision, mesh };
  const facts = {
    overlaysOf: createOverlays(seen, options),
    portsOf: createServicePorts({ index: seen, holdsAll }, settings.EnableQUICListeners),
    proxyConfigOf: createProxyConfigs(seen, mesh),
  };
  const gateways: DeployedGateway[] = [];
  const names: WorkloadName[] = [];
  for (const gateway of seen.list('gateways.gateway.networking.k8s.io')) {
    const deployedClass = classOf(gateway.spec.gatewayClassName ?? '');
    if (deployedClass === undefined) continue;
    const issue = whyNotDeployed(handling, gateway);
    if (issue !== undefined) issues.push(issue);
    else {
      names.push({ gateway, ...workloadName(gateway, deployedClass) });
      if (!gateway.origin.context)
        gateways.push(deployGateway(handling, gateway, deployedClass, facts, options, issues));
    }
  }
  return { gateways, names, issues: issues.filter(({ subject }) => !subject.resource.origin.context) };
}

/** What is looked up for each Gateway. */
interface GatewayFacts {
  readonly overlaysOf: (gateway: Resource<GatewaySpec>) => Overlays;
  readonly portsOf: (gateway: Resource<GatewaySpec>) => ServicePorts;
  readonly proxyConfigOf: (gateway: Metadata) => ProxyConfig;
}

function deployGateway(
  handling: Handling,
  gateway: Resource<GatewaySpec>,
  deployedClass: DeployedClass,
  { overlaysOf, portsOf, proxyConfigOf }: GatewayFacts,
  options: DeployOptions,
  issues: Issue[],
): DeployedGateway {
  const { ports, owners, skipped } = portsOf(gateway);
  const proxyConfig = proxyConfigOf(gateway.metadata);
  const workload = workloadOf(handling, gateway, deployedClass, { ports, proxyConfig }, options);
  const rendered = render(handling.index, workload, overlaysOf(gateway));
  const { objects, problems } = rendered;
  issues.push(
    ...skipped.flatMap(portIssue),
    ...unusedAddress(workload),
    ...droppedEntries(gateway),
    ...rendered.issues,
  );
  const note = options.asIstiod ? versionNote(gateway) : [];
  return { gateway, portOwners: owners, objects: [...note, ...objects], problems };
}

/** Everything that the templates are given. */
function workloadOf(
  { index, settings, mesh }: Handling,
  gateway: Resource<GatewaySpec>,
  deployedClass: DeployedClass,
  given: Pick<Workload, 'ports' | 'proxyConfig'>,
  options: DeployOptions,
): Workload {
  const { metadata, spec } = gateway;
  const { values, readYaml } = options;
  return {
    gateway,
    class: deployedClass,
    className: spec.gatewayClassName ?? '',
    name: workloadName(gateway, deployedClass).name,
    // The name override leaves it alone (DEP-16).
    serviceAccount: metadata.annotations?.[gatewayAnnotations.serviceAccount] || defaultName(gateway, deployedClass),
    infrastructure: infrastructureOf(gateway, settings, firstSet(valueAt(values, 'global.network'))),
    ...given,
    serviceType: metadata.annotations?.[gatewayAnnotations.serviceType] ?? deployedClass.serviceType,
    values,
    ...environmentOf(mesh, options),
    ids: processIds(index.get('namespaces.', '', metadata.namespace)?.metadata.annotations),
    unquoted: (text) => {
      const read = readYaml(text);
      return 'value' in read ? read.value : text;
    },
  };
}

function environmentOf({ trustDomain }: MeshConfig, { clusterId, revision, kubernetesMinor, asIstiod }: DeployOptions) {
  return { trustDomain, clusterId, revision, kubernetesMinor, ownedWithoutUid: asIstiod };
}

/** DEP-7, DEP-10: istiod patches the Gateway with its version before anything else, so the patch names nobody. */
function versionNote({ metadata }: Resource<GatewaySpec>): readonly DeployedObject[] {
  const key = gatewayAnnotations.controllerVersion;
  const version = String(controllerVersion);
  if (Number(metadata.annotations?.[key]) === controllerVersion) return [];
  const [apiVersion, kind] = [`${groups.gateway}/v1`, 'Gateway'];
  const object: JsonObject = { apiVersion, kind, metadata: { annotations: { [key]: version } } };
  return [{ part: 'version', apiVersion, kind, metadata, object, template: object, overlays: [] }];
}
