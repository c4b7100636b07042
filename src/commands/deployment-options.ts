import { chartDefaults, developmentImage } from '../deploy/chart-defaults.ts';
import type { DeployOptions } from '../deploy/index.ts';
import { firstSet, mergeValues, valueAt } from '../deploy/values.ts';
import { readYamlText } from '../input/yaml-text.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { readConfiguration } from './configuration-file.ts';
import { type DeploymentFlags, kubernetesMinor } from './deployment-flags.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** The options of deployment, and what of them nobody has said. */
export interface RequestedDeployment {
  readonly options: DeployOptions;
  /** Where images come from if that is a development version by default. */
  readonly developmentHub?: string;
}

/** What the flags and the files that they name say about the control plane. Throws UsageError. */
export async function requestedDeployment(
  flags: DeploymentFlags & { readonly revision?: string },
  io: Io,
): Promise<RequestedDeployment> {
  const files: JsonObject[] = [];
  for (const file of flags.values) files.push(await readConfiguration('--values', file, 'values', io));
  const file = flags.meshConfig;
  const meshConfig = file === undefined ? {} : await readConfiguration('--mesh-config', file, 'mesh', io);
  return resolveDeployment(flags, files.reduce(mergeValues, {}), meshConfig);
}

/** What istiod deploys with if nobody says anything but its revision. */
export function defaultDeployment(revision: string | undefined): DeployOptions {
  const flags = { values: [], chartDefaults: true, ...(revision !== undefined && { revision }) };
  return resolveDeployment(flags, {}, {}).options;
}

function resolveDeployment(
  flags: DeploymentFlags & { readonly revision?: string },
  written: JsonObject,
  meshConfig: JsonObject,
): RequestedDeployment {
  const given = mergeValues(written, valuesOfFlags(flags, written));
  const values = flags.chartDefaults ? mergeValues(chartDefaults, given) : given;
  // What the control plane makes of the chart's values, it has not been given as injector values.
  const chartOnly = flags.chartDefaults ? given : {};
  const hub = firstSet(valueAt(values, 'global.hub'));
  const isDevelopment =
    flags.chartDefaults && Object.keys(developmentImage).some((name) => !valueAt(given, `global.${name}`));
  return {
    options: {
      values,
      meshConfig: mergeValues(mappingAt(chartOnly, 'meshConfig'), meshConfig),
      classDefaults: mappingAt(chartOnly, 'gatewayClasses'),
      revision: revisionOf(flags, values),
      clusterId: flags.clusterId ?? 'Kubernetes',
      systemNamespace: flags.systemNamespace ?? firstSet(valueAt(values, 'global.istioNamespace'), 'istio-system'),
      kubernetesMinor: kubernetesMinor(flags.kubeVersion),
      asIstiod: !flags.chartDefaults,
      readYaml: readYamlText,
    },
    ...(isDevelopment && { developmentHub: hub }),
  };
}

/** The flags that stand for values. Those that name istiod itself fill in only what the files leave open. */
function valuesOfFlags(flags: DeploymentFlags & { readonly revision?: string }, written: JsonObject): JsonObject {
  const { hub, tag, network, systemNamespace, revision } = flags;
  const isNamed = flags.chartDefaults && systemNamespace && !valueAt(written, 'global.istioNamespace');
  const isRevision =
    flags.chartDefaults && revision !== undefined && revision !== 'default' && !valueAt(written, 'revision');
  return {
    global: {
      ...(hub !== undefined && { hub }),
      ...(tag !== undefined && { tag }),
      ...(network !== undefined && { network }),
      ...(isNamed && { istioNamespace: systemNamespace }),
    },
    ...(isRevision && { revision }),
  };
}

/** The revision of the control plane, which the values know as well. */
function revisionOf(
  flags: { readonly revision?: string; readonly chartDefaults: boolean },
  values: JsonObject,
): string {
  const { revision = 'default' } = flags;
  const ofValues = firstSet(valueAt(values, 'revision'), 'default');
  if (flags.chartDefaults && ofValues !== (revision || 'default')) {
    throw new UsageError(`the values are those of revision "${ofValues}": say --revision ${ofValues}`);
  }
  return revision;
}

function mappingAt(values: JsonObject, path: string): JsonObject {
  const value = valueAt(values, path);
  return isObject(value) ? value : {};
}
