import type { Severity } from '../model/diagnostic.ts';
import type { Place } from '../model/resource.ts';
import { type IstioProfile, istioProfile } from '../profiles.ts';
import { selectByIstioctlCode, selectRules, suggestRules } from './rule-selector.ts';

/** Which findings count, and how much. Rules are named by their codes. */
export interface LintOptions {
  /** The user chose the channel: what it does not serve is an error. Default false. */
  readonly channelChosen?: boolean;
  /** The user chose the namespace of objects that carry none. Default false. */
  readonly namespaceChosen?: boolean;
  /** The release that rules about releases are applied for. Default the one that is mirrored. */
  readonly profile?: IstioProfile;
  /** The only rules that report. Default all. */
  readonly only?: ReadonlySet<string>;
  /** Rules that do not report. Default none. */
  readonly skip?: ReadonlySet<string>;
  /** Severities in place of those that rules give. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
  readonly suppress?: readonly FlagSuppression[];
  /** The input is all that the configuration is for, so that what meets none of it is of no use. Default false. */
  readonly wholeInput?: boolean;
  /** Milliseconds since 1970, for what depends on the time. Without it nothing is out of date. */
  readonly now?: number;
  /** Severities for some files; of several that apply the last one counts, and before those for all files. */
  readonly overrides?: readonly FileSeverities[];
  /** Namespaces of which the input holds only a part: objects that are absent there are taken to exist. */
  readonly externalNamespaces?: ReadonlySet<string>;
}

/** Severities for findings in some files. */
export interface FileSeverities {
  appliesTo(file: string): boolean;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

/** Findings of some rules that are silenced on the objects that a pattern (`Kind name.namespace`, with `*`) matches. */
export interface FlagSuppression {
  readonly codes: ReadonlySet<string>;
  readonly pattern: string;
  readonly by: 'configuration' | 'flag';
  readonly reason?: string;
  /** Where it is written for every run to come, so that it is told of if it silences nothing. */
  readonly written?: { readonly selector: string; readonly place: Place };
}

/** Options as they are written on a command line or in a configuration file. */
export interface WrittenLintOptions {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** `RULE=LEVEL`. */
  readonly severity: readonly string[];
  /** `RULE=<Kind name.namespace>`. */
  readonly suppress: readonly string[];
  readonly istioVersion?: string;
}

/** Options with their rules looked up, and what is wrong with them. With errors the options are not to be used. */
export function resolveLintOptions(written: WrittenLintOptions): { options: LintOptions; errors: readonly string[] } {
  const errors: string[] = [];
  const codesOf = (flag: string, lists: readonly string[]) =>
    new Set(lists.flatMap((list) => list.split(',')).flatMap((text) => codes(flag, text.trim(), errors)));
  const severities = new Map(written.severity.flatMap((text) => readSeverity(text, errors)));
  const profile = istioProfile(written.istioVersion);
  if ('unknown' in profile) errors.push(`--istio-version ${written.istioVersion}: ${profile.unknown}`);
  return {
    options: {
      ...('release' in profile && { profile }),
      ...(written.only.length > 0 && { only: codesOf('--only', written.only) }),
      skip: codesOf('--skip', written.skip),
      severities,
      suppress: written.suppress.map((text) => readSuppression(text, errors)),
    },
    errors,
  };
}

function codes(flag: string, selector: string, errors: string[]): readonly string[] {
  const selected = selectRules(selector);
  if (selected === undefined) {
    errors.push(`${flag} ${selector}: no such rule or category; ${suggestRules(selector) ?? 'gwx rules lists them'}`);
  }
  return (selected ?? []).map(({ code }) => code);
}

const levels: Readonly<Record<string, Severity | 'off'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  off: 'off',
};

function readSeverity(text: string, errors: string[]): readonly (readonly [string, Severity | 'off'])[] {
  const [selector = '', level = ''] = split(text);
  const severity = Object.hasOwn(levels, level) ? levels[level] : undefined;
  if (severity === undefined) {
    errors.push(`--severity ${text}: write RULE=LEVEL, with the level error, warning, info or off`);
    return [];
  }
  return codes('--severity', selector, errors).map((code) => [code, severity]);
}

function readSuppression(text: string, errors: string[]): FlagSuppression {
  const [selector = '', pattern = ''] = split(text);
  if (pattern === '')
    errors.push(`--suppress ${text}: write RULE=<Kind name.namespace>, as in "GWX0305=HTTPRoute *.shop"`);
  const byIstioctl = /^IST\d{4}$/.test(selector) ? selectByIstioctlCode(selector).map(({ code }) => code) : undefined;
  return { codes: new Set(byIstioctl ?? codes('--suppress', selector, errors)), pattern, by: 'flag' };
}

function split(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
