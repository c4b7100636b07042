import type { Command } from 'commander';
import { addRepeatable } from './input-flags.ts';
import type { Messages } from './messages.ts';
import { UsageError } from './usage-error.ts';

/** The flags that say about a control plane what files of Gateways do not hold. */
export interface DeploymentFlags {
  readonly values: readonly string[];
  readonly hub?: string;
  readonly tag?: string;
  readonly clusterId?: string;
  readonly network?: string;
  readonly meshConfig?: string;
  readonly systemNamespace?: string;
  readonly kubeVersion?: string;
  readonly chartDefaults: boolean;
}

/** Adds the flags of `--include deployment` to a command. */
export function addDeploymentFlags(command: Command): Command {
  command.optionsGroup('Workloads (--include deployment or service):');
  addRepeatable(command, '--values <FILE>', "values of istiod's chart or sidecar injector");
  return command
    .option('--hub <HUB>', 'where images are pulled from')
    .option('--tag <TAG>', 'version of the images')
    .option('--cluster-id <ID>', 'name of the cluster (default: "Kubernetes")')
    .option('--network <NETWORK>', 'network of the cluster')
    .option('--mesh-config <FILE>', "Istio's MeshConfig, or the ConfigMap that holds it")
    .option('--system-namespace <NS>', 'namespace of istiod (default: "istio-system")')
    .option('--kube-version <VERSION>', 'version of Kubernetes (default: 1.28 or later)')
    .option('--no-chart-defaults', "exactly what istiod's templates print, for comparing with Istio's own tests");
}

/** Says that flags which speak of workloads do nothing where none is printed. */
export function noteIdleFlags(flags: DeploymentFlags, messages: Messages): void {
  const given = givenFlags(flags);
  if (given.length > 0) messages.note(`no effect without --include deployment: ${given.join(', ')}`);
}

function givenFlags(flags: DeploymentFlags): readonly string[] {
  const { values, hub, tag, clusterId, network, meshConfig, systemNamespace, kubeVersion, chartDefaults } = flags;
  const given: Readonly<Record<string, boolean>> = {
    '--values': values.length > 0,
    '--hub': hub !== undefined,
    '--tag': tag !== undefined,
    '--cluster-id': clusterId !== undefined,
    '--network': network !== undefined,
    '--mesh-config': meshConfig !== undefined,
    '--system-namespace': systemNamespace !== undefined,
    '--kube-version': kubeVersion !== undefined,
    '--no-chart-defaults': !chartDefaults,
  };
  return Object.keys(given).filter((flag) => given[flag]);
}

/** The minor version of a Kubernetes that is written as `1.30`, `v1.30.2` or the like; by default one that bears owners of ServiceAccounts (DEP-28). */
export function kubernetesMinor(version: string | undefined): number {
  if (version === undefined) return 28;
  const minor = /^v?1\.(\d+)(?:[.+-].*)?$/.exec(version)?.[1];
  if (minor === undefined) throw new UsageError(`--kube-version ${version}: expected a version such as 1.30`);
  return Number(minor);
}
