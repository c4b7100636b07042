import { type Command, Option } from 'commander';
import type { LoadedConfiguration } from '../config/configuration.ts';
import type { Channel, LoadOptions, ValidateMode } from '../input/load-options.ts';
import type { ReadRequest } from '../input/read.ts';
import type { SettingsRequest } from '../settings.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** The flags that say what the input is and how it is understood: the same for every command. */
export interface InputFlags {
  readonly filename: readonly string[];
  readonly ignore: readonly string[];
  readonly stdinFilename: string;
  readonly context: readonly string[];
  readonly namespace: string;
  readonly domainSuffix?: string;
  readonly istiodEnv: readonly string[];
  readonly setting: readonly string[];
  readonly revision?: string;
  readonly complete?: true;
  readonly channel: Channel;
  readonly validate: ValidateMode;
  readonly defaults: boolean;
  readonly kustomize?: string | true;
  /** A file, or false for none at all; undefined: the one that is found. */
  readonly config?: string | false;
  /** What was found; undefined: there is no configuration. */
  readonly loaded?: LoadedConfiguration;
  readonly ignoredBelow?: ReadRequest['ignoredBelow'];
  /** Namespaces that the configuration says are only partly in the input. */
  readonly externalNamespaces?: ReadonlySet<string>;
}

const channels: readonly Channel[] = ['standard', 'experimental'];
const validateModes: readonly ValidateMode[] = ['strict', 'warn', 'ignore'];

/** Adds an option that can be given several times; its value is the list. */
export function addRepeatable(command: Command, flags: string, description: string): Command {
  const collect = (value: string, previous: readonly string[]) => [...previous, value];
  const option = new Option(flags, `${description} (repeatable)`).argParser(collect);
  // Not as the default of the option, which the help would show.
  return command.addOption(option).setOptionValue(option.attributeName(), []);
}

/** Adds the PATH argument and the input flags to a command. */
export function addInputFlags(command: Command): Command {
  command
    .argument('[PATH...]', 'files, directories (all their .yaml, .yml and .json) or - for stdin')
    .optionsGroup('Input:');
  addRepeatable(command, '-f, --filename <PATH>', 'same as PATH');
  command
    .addOption(new Option('-R, --recursive', 'directories are always read with all their folders').hideHelp())
    .addOption(new Option('-k, --kustomize [DIR]').hideHelp());
  addRepeatable(command, '--ignore <GLOB>', 'leave out what matches when reading directories');
  addRepeatable(command, '--context <PATH>', 'read for reference only: never printed nor reported on');
  command
    .option('--config <FILE>', 'configuration (default: .gwx.yaml here, or above in the repository)')
    .option('--no-config', 'read no configuration')
    .option('--stdin-filename <NAME>', 'name of stdin in messages', '<stdin>')
    .option('-n, --namespace <NS>', 'namespace of objects that carry none', 'default')
    .addOption(
      new Option('--validate <MODE>', 'what happens to an object that the API server would refuse')
        .choices(validateModes)
        .default('strict'),
    )
    .option('--no-defaults', 'do not fill in the defaults of the CRDs');
  return addClusterFlags(command.optionsGroup('Cluster that is mirrored:'));
}

function addClusterFlags(command: Command): Command {
  command
    .option('--complete', 'the input is the whole cluster: what is not in it does not exist')
    .addOption(
      new Option('--channel <CHANNEL>', 'the Gateway API bundle that is installed')
        .choices(channels)
        .default('standard'),
    )
    .option('--domain-suffix <DOMAIN>', 'domain of the cluster (default: "cluster.local")')
    .option('--revision <REV>', 'revision of istiod (default: "default")');
  addRepeatable(command, '--istiod-env <KEY=VALUE>', 'an environment variable of istiod');
  return addRepeatable(
    command,
    '--setting <NAME=VALUE>',
    "one of istiod's switches, past what istiod forces between them",
  );
}

/** What to read, or a usage error. */
export function readRequest(command: string, paths: readonly string[], flags: InputFlags, io: Io): ReadRequest {
  if (flags.kustomize !== undefined) {
    const folder = flags.kustomize === true ? 'DIR' : flags.kustomize;
    throw new UsageError(`gwx does not run kustomize; pipe its output: kustomize build ${folder} | gwx ${command} -`);
  }
  const named = [...paths, ...flags.filename];
  for (const path of [...named, ...flags.context]) {
    if (path === '') throw new UsageError('a PATH is empty');
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
      throw new UsageError(`gwx does not read URLs; pipe it: curl -fsSL '${path}' | gwx ${command} -`);
    }
  }
  if (named.length === 0 && io.stdin.isTTY === true) {
    throw new UsageError(`nothing to read: name files or directories, or pipe YAML into it (gwx ${command} --help)`);
  }
  return {
    paths: named.length === 0 ? ['-'] : named,
    context: flags.context,
    ignore: flags.ignore,
    ...(flags.ignoredBelow && { ignoredBelow: flags.ignoredBelow }),
    // A getter, because Node opens stdin when it is first asked for.
    get stdin() {
      return io.stdin;
    },
    stdinName: flags.stdinFilename,
  };
}

/** How texts become resources. */
export function loadOptions(flags: InputFlags): LoadOptions {
  const { namespace, channel, validate, defaults } = flags;
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new UsageError(`--namespace ${namespace}: no name of a namespace (up to 63 of a-z, 0-9 and -)`);
  }
  return { namespace, channel, validate, defaults, complete: flags.complete === true };
}

/** The istiod that is mirrored, as it was asked for. */
export function settingsRequest(flags: InputFlags): SettingsRequest {
  const { istiodEnv, setting, domainSuffix, revision } = flags;
  return {
    istiodEnv,
    settings: setting,
    ...(domainSuffix === undefined ? {} : { domainSuffix }),
    ...(revision === undefined ? {} : { revision }),
  };
}
