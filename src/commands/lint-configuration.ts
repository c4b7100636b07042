import { join, relative, resolve } from 'node:path';
import type { Configuration, LoadedConfiguration } from '../config/configuration.ts';
import type { Entry, Written } from '../config/fields.ts';
import { ignoring } from '../input/ignore.ts';
import type { FileSeverities, FlagSuppression, LintOptions } from '../lint/options.ts';
import { selectByIstioctlCode, selectRules, suggestRules } from '../lint/rule-selector.ts';
import type { Threshold } from '../lint/thresholds.ts';
import type { LintFlags } from './lint-flags.ts';
import { LocatedUsageError } from './usage-error.ts';

/** What decides about exit code and output. */
export interface Limits {
  readonly failure: Threshold;
  readonly output: Threshold;
  readonly maxWarnings: number;
}

/** The thresholds of the flags, or else of the configuration. */
export function limitsOf(flags: LintFlags): Limits {
  const configured = flags.loaded?.configuration;
  return {
    failure: flags.failureThreshold ?? configured?.failureThreshold ?? 'error',
    output: flags.outputThreshold ?? (flags.quiet ? 'error' : (configured?.outputThreshold ?? 'info')),
    maxWarnings: flags.maxWarnings ?? configured?.maxWarnings ?? Number.POSITIVE_INFINITY,
  };
}

type Level = NonNullable<Configuration['severity']>[number]['value'];
type Mistake = LocatedUsageError['mistakes'][number];

/** The options of lint: those of the flags, which win, and those of the configuration. */
export async function configureLint(
  options: LintOptions,
  { only: onlyFlags, loaded, ignore }: Pick<LintFlags, 'loaded' | 'only' | 'ignore'>,
  paths: readonly string[],
): Promise<LintOptions> {
  if (loaded === undefined) return options;
  const { only, skip = [], severity = [], suppress = [] } = loaded.configuration;
  const mistakes: Mistake[] = [];
  const codes = (selectors: readonly Written<string>[]) =>
    new Set(selectors.flatMap((selector) => codesOf(selector, mistakes)));
  // Rules that are asked for on the command line are reported, whatever the file says of others.
  const asked = onlyFlags.length > 0;
  const configured: LintOptions = {
    ...options,
    ...(!asked && options.only === undefined && only !== undefined && { only: codes(only) }),
    skip: new Set([...(asked ? [] : codes(skip)), ...(options.skip ?? [])]),
    severities: new Map([...severitiesOf(severity, mistakes), ...(options.severities ?? [])]),
    suppress: [...suppress.flatMap((one) => suppressionOf(one, loaded, mistakes)), ...(options.suppress ?? [])],
    wholeInput: ignore.length === 0 && paths.some((path) => holds(path, loaded.folder)),
    overrides: await overridesOf(loaded, mistakes),
  };
  if (mistakes.length > 0) throw new LocatedUsageError(mistakes);
  return configured;
}

/** Whether a folder is another one, or above it. */
function holds(path: string, folder: string): boolean {
  return join(folder, '/').startsWith(join(resolve(path), '/'));
}

function codesOf({ value, at }: Written<string>, mistakes: Mistake[]): readonly string[] {
  const selected = selectRules(value);
  if (selected === undefined) {
    const hint = suggestRules(value) ?? 'gwx rules lists them';
    mistakes.push({ at, message: `no such rule or category "${value}"; ${hint}` });
  }
  return (selected ?? []).map(({ code }) => code);
}

function severitiesOf(entries: readonly Entry<Level>[], mistakes: Mistake[]): ReadonlyMap<string, Level> {
  return new Map(entries.flatMap(({ key, value }) => codesOf(key, mistakes).map((code) => [code, value] as const)));
}

type ConfiguredSuppression = NonNullable<Configuration['suppress']>[number];

function suppressionOf(
  { rule, object, reason }: ConfiguredSuppression,
  { file, text }: LoadedConfiguration,
  mistakes: Mistake[],
): readonly FlagSuppression[] {
  if (rule === undefined || object === undefined || reason === undefined) return [];
  const byIstioctl = /^IST\d{4}$/.test(rule.value)
    ? selectByIstioctlCode(rule.value).map(({ code }) => code)
    : undefined;
  const codes = new Set(byIstioctl ?? codesOf(rule, mistakes));
  const place = { document: { file, text, start: 0, end: text.length }, ...rule.range };
  const written = { selector: rule.value, place };
  return [{ codes, pattern: object.value, by: 'configuration', reason: reason.value, written }];
}

/** Globs match a file or any folder above it, as those of `ignore` do. */
async function overridesOf(
  { configuration: { overrides = [] }, folder }: LoadedConfiguration,
  mistakes: Mistake[],
): Promise<readonly FileSeverities[]> {
  return Promise.all(
    overrides.map(async ({ files = [], severity = [] }) => {
      const matches = await ignoring(files.map(({ value }) => value));
      return {
        severities: severitiesOf(severity, mistakes),
        appliesTo: (file: string) => {
          const steps = relative(folder, resolve(file)).split('/');
          return steps.some((_, index) => {
            const path = steps.slice(0, index + 1).join('/');
            return matches(path, path);
          });
        },
      };
    }),
  );
}
