import { convert } from '../../src/convert/index.ts';
import type { Issue } from '../../src/convert/issue.ts';
import { chartDefaults } from '../../src/deploy/chart-defaults.ts';
import { type DeploymentResult, type DeployOptions, deployGateways } from '../../src/deploy/index.ts';
import { mergeValues } from '../../src/deploy/values.ts';
import { load } from '../../src/input/load.ts';
import { readYamlText } from '../../src/input/yaml-text.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { gatewayAPI } from '../convert/conversion.ts';

/** How the Gateways of a test are deployed: by default with the values of the chart, in an open world. */
export interface TestOptions extends Partial<Omit<DeployOptions, 'values'>> {
  readonly settings?: Partial<Settings>;
  readonly complete?: boolean;
  readonly values?: JsonObject;
  /** Whether the values are over the defaults of the chart. Default true. */
  readonly chart?: boolean;
}

/** What came out, in the forms that tests compare. */
export interface TestDeployment {
  readonly result: DeploymentResult;
  /** Whole objects by kind, the last of each kind counting. */
  readonly byKind: Readonly<Record<string, JsonObject>>;
  /** `Kind name`, in the order of the output. */
  readonly names: readonly string[];
  readonly problems: readonly string[];
  readonly issues: readonly string[];
}

/** The switches of an istiod that knows every class. */
export const everything: Partial<Settings> = {
  EnableAmbient: true,
  EnableAmbientWaypoints: true,
  EnableAmbientMultiNetwork: true,
  EnableAgentgateway: true,
};

/** Deploys the Gateways among plain objects, given as they would be written in a file. */
export async function deploy(objects: readonly object[], options: TestOptions = {}): Promise<TestDeployment> {
  const { settings = {}, complete = false, values = {}, chart = true, ...given } = options;
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = await load([{ name: 'test.yaml', text }], { validate: 'ignore', defaults: false });
  const conversion = convert(input, { settings: { ...defaultSettings, ...settings }, complete });
  const result = deployGateways(conversion, {
    values: chart ? mergeValues(chartDefaults, values) : values,
    meshConfig: {},
    revision: 'default',
    clusterId: 'Kubernetes',
    systemNamespace: 'istio-system',
    kubernetesMinor: 30,
    asIstiod: false,
    readYaml: readYamlText,
    ...given,
  });
  const deployed = result.gateways.flatMap((gateway) => gateway.objects);
  return {
    result,
    byKind: Object.fromEntries(deployed.map(({ kind, object }) => [kind, object])),
    names: deployed.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    problems: result.gateways.flatMap(({ problems }) => problems.map(({ message }) => message)),
    issues: result.issues.map(issueText),
  };
}

function issueText({ reason, message, place }: Issue): string {
  return `${'path' in place ? place.path.join('.') : ''} ${reason}: ${message}`;
}

/** The Gateway `app/web`; `spec` and `metadata` over those of the usual class without listeners. */
export function gateway(spec: object = {}, metadata: object = {}): object {
  return gatewayAPI('Gateway', 'web', { gatewayClassName: 'istio', ...spec }, metadata);
}

/** A ConfigMap of namespace `app` unless the metadata names another. */
export function configMap(name: string, data: object, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'app', ...metadata }, data };
}

/** What stands at a path in an object of the result. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([key]) => key === String(step))?.[1];
  }, value);
}

/** The container of a Deployment, by its index. */
export function containerOf({ byKind }: TestDeployment, index = 0): unknown {
  return at(byKind['Deployment'], 'spec', 'template', 'spec', 'containers', index);
}

/** The variables of the first container that have a text. */
export function variablesOf(deployment: TestDeployment): Readonly<Record<string, unknown>> {
  const list = at(containerOf(deployment), 'env');
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.map((entry) => [String(at(entry, 'name')), at(entry, 'value') ?? at(entry, 'valueFrom')]),
  );
}

/** The built-in classes that are deployed. */
export type ClassName =
  | 'istio'
  | 'istio-waypoint'
  | 'istio-east-west'
  | 'istio-agentgateway'
  | 'istio-agentgateway-waypoint';

/** A Gateway of a class, in an istiod that knows all of them. */
export function ofClass(
  gatewayClassName: ClassName,
  values: JsonObject = {},
  options: TestOptions = {},
  metadata: object = {},
): Promise<TestDeployment> {
  return deploy([gateway({ gatewayClassName }, metadata)], { settings: everything, values, ...options });
}

/** The names of the entries of a list. */
export function namesIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map((entry) => String(at(entry, 'name'))) : [];
}
