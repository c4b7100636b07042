import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { GatewaySpec } from '../model/gateway-api.ts';
import type { JsonObject } from '../model/json.ts';
import { gatewayAnnotations, groups } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { createDeployedClasses, type DeployedClass } from './classes.ts';
import { droppedEntries } from './dropped-entries.ts';
import { controllerVersion, type Handling, whyNotDeployed } from './handled.ts';
import { infrastructureOf } from './infrastructure.ts';
import { type MeshConfig, meshConfigOf } from './mesh-config.ts';
import type { DeployOptions } from './options.ts';
import { overlaysOf } from './overlays.ts';
import { servicePorts } from './ports.ts';
import type { DeployProblem } from './problem.ts';
import { processIds } from './process-ids.ts';
import { proxyConfigOf } from './proxy-config.ts';
import { type DeployedObject, render } from './render.ts';
import { firstSet, valueAt } from './values.ts';
import type { Workload } from './workload.ts';

export type { DeployOptions } from './options.ts';
export type { DeployProblem } from './problem.ts';
export type { DeployedObject } from './render.ts';

/** What istiod deploys for one Gateway. */
export interface DeployedGateway {
  readonly gateway: Resource<GatewaySpec>;
  /** In the order in which istiod applies them; none if there are problems, but for the version that it notes (DEP-11). */
  readonly objects: readonly DeployedObject[];
  readonly problems: readonly DeployProblem[];
}

/** What istiod deploys, and what it decides against Gateways and tells nobody. */
export interface DeploymentResult {
  /** By namespace and name; those that are mere context are not among them. */
  readonly gateways: readonly DeployedGateway[];
  readonly issues: readonly Issue[];
}

/** The workloads that istiod creates for the Gateways of a conversion. Pure: the same input gives the same result. */
export function deployGateways(conversion: ConversionResult, options: DeployOptions): DeploymentResult {
  const { seen, settings, complete } = conversion;
  const issues: Issue[] = [];
  if (!settings.EnableGatewayAPIDeploymentController) return { gateways: [], issues };
  const mesh = meshConfigOf(options.meshConfig);
  const classOf = createDeployedClasses(seen, settings);
  const handling = { index: seen, settings, complete, revision: options.revision, mesh };
  const gateways: DeployedGateway[] = [];
  for (const gateway of seen.list('gateways.gateway.networking.k8s.io')) {
    const deployedClass = classOf(gateway.spec.gatewayClassName ?? '');
    if (gateway.origin.context || deployedClass === undefined) continue;
    const issue = whyNotDeployed(handling, gateway);
    if (issue === undefined) gateways.push(deployGateway(handling, gateway, deployedClass, options, issues));
    else issues.push(issue);
  }
  return { gateways, issues: issues.filter(({ subject }) => !subject.resource.origin.context) };
}

function deployGateway(
  handling: Handling,
  gateway: Resource<GatewaySpec>,
  deployedClass: DeployedClass,
  options: DeployOptions,
  issues: Issue[],
): DeployedGateway {
  const workload = workloadOf(handling, gateway, deployedClass, options, issues);
  const rendered = render(handling.index, workload, overlaysOf(handling.index, gateway, options));
  const { objects, problems } = rendered;
  issues.push(...droppedEntries(gateway), ...rendered.issues);
  return { gateway, objects: [...(options.asIstiod ? versionNote(gateway) : []), ...objects], problems };
}

/** Everything that the templates are given. */
function workloadOf(
  { index, settings, complete, mesh }: Handling,
  gateway: Resource<GatewaySpec>,
  deployedClass: DeployedClass,
  options: DeployOptions,
  issues: Issue[],
): Workload {
  const { metadata, spec } = gateway;
  const { values, readYaml } = options;
  const className = spec.gatewayClassName ?? '';
  const defaultName = deployedClass.nameSuffix ? `${metadata.name}-${className}` : metadata.name;
  const { ports, skipped } = servicePorts({ index, complete }, gateway, settings.EnableQUICListeners);
  issues.push(...skipped.flatMap(portIssue));
  return {
    gateway,
    class: deployedClass,
    className,
    name: metadata.annotations?.[gatewayAnnotations.nameOverride] || defaultName,
    // DEP-16: the name override leaves it alone.
    serviceAccount: metadata.annotations?.[gatewayAnnotations.serviceAccount] || defaultName,
    infrastructure: infrastructureOf(gateway, settings, firstSet(valueAt(values, 'global.network'))),
    ports,
    serviceType: metadata.annotations?.[gatewayAnnotations.serviceType] ?? deployedClass.serviceType,
    values,
    proxyConfig: proxyConfigOf(index, mesh, metadata),
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

/** A listener whose protocol the Service does not show, as an earlier one has the port (DEP-32). */
function portIssue({ place, kept, appProtocol }: ReturnType<typeof servicePorts>['skipped'][number]): Issue[] {
  if (kept.appProtocol === appProtocol || !('resource' in place)) return [];
  const message = `port ${kept.port} of the generated Service keeps appProtocol "${kept.appProtocol}" of its port "${kept.name}"`;
  return [{ subject: { resource: place.resource }, reason: 'port-skipped', message, place, severity: 'silent' }];
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
