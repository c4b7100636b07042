import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Configuration, LoadedConfiguration } from '../config/configuration.ts';
import { fromIstiodEnv } from '../settings.ts';
import type { InputFlags } from './input-flags.ts';
import { LocatedUsageError, UsageError } from './usage-error.ts';

/** Which of the flags that have a default were given on the command line. */
export type IsChosen = (option: keyof InputFlags) => boolean;

const fileName = '.gwx.yaml';

/** Flags, with what the configuration says where they say nothing. Lists of both are used, the configuration's first. */
export async function configure<Flags extends InputFlags>(flags: Flags, isChosen: IsChosen): Promise<Flags> {
  const loaded = await loadConfiguration(flags.config);
  if (loaded === undefined) return flags;
  const { configuration, folder } = loaded;
  const {
    channel,
    complete,
    domainSuffix,
    revision,
    istiodEnv = [],
    context = [],
    ignore = [],
    externalNamespaces = [],
  } = configuration;
  checkVariables(istiodEnv);
  const fromHere = (path: string) => relative(process.cwd(), resolve(folder, path)) || '.';
  return {
    ...flags,
    loaded,
    ...(channel !== undefined && !isChosen('channel') && { channel }),
    ...(complete === true && { complete }),
    ...(domainSuffix && flags.domainSuffix === undefined && { domainSuffix: domainSuffix.value }),
    ...(revision && flags.revision === undefined && { revision: revision.value }),
    istiodEnv: [...istiodEnv.map(({ key, value }) => `${key.value}=${value.value}`), ...flags.istiodEnv],
    context: [...context.map(({ value }) => fromHere(value)), ...flags.context],
    externalNamespaces: new Set(externalNamespaces.map(({ value }) => value)),
    ignoredBelow: { folder, globs: ignore.map(({ value }) => value) },
  };
}

/** The file that `--config` names, or the one that is found; undefined if there is none or none is wanted. */
async function loadConfiguration(flag: InputFlags['config']): Promise<LoadedConfiguration | undefined> {
  const file = typeof flag === 'string' ? flag : flag === false ? undefined : findConfiguration(process.cwd());
  if (file === undefined) return undefined;
  const text = readText(file);
  // Loaded only where there is a file.
  const { readConfiguration } = await import('../config/read-configuration.ts');
  const { configuration, errors } = readConfiguration(text, file);
  if (errors.length > 0) throw new LocatedUsageError(errors);
  return configuration && { configuration, file, text, folder: dirname(resolve(file)) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--config ${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Looks from a folder up to the root of its repository. Outside of repositories in the folder alone: those above may be anybody's. */
function findConfiguration(start: string): string | undefined {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) break;
    if (folder === dirname(folder)) {
      folders.splice(1);
      break;
    }
  }
  const found = folders.find((folder) => existsSync(join(folder, fileName)));
  return found === undefined ? undefined : relative(start, join(found, fileName));
}

/** A misspelt switch is told with its place; what istiod would only ignore is a warning of the run. */
function checkVariables(istiodEnv: NonNullable<Configuration['istiodEnv']>): void {
  const errors = istiodEnv.flatMap(({ key, value }) =>
    fromIstiodEnv({ [key.value]: value.value }).errors.map((message) => ({
      at: key.at,
      message: message.replace('--istiod-env ', ''),
    })),
  );
  if (errors.length > 0) throw new LocatedUsageError(errors);
}
