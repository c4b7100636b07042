import type { CrdName } from './model/kinds.ts';
import { nearest } from './model/nearest.ts';

/** Switches that are on or off. The names are those of istiod's own feature variables (`pilot/pkg/features`). */
interface BooleanSettings {
  readonly EnableAgentgateway: boolean;
  readonly EnableAlphaGatewayAPI: boolean;
  readonly EnableAmbient: boolean;
  readonly EnableAmbientMultiNetwork: boolean;
  readonly EnableAmbientWaypoints: boolean;
  readonly EnableGatewayAPI: boolean;
  readonly EnableGatewayAPICopyLabelsAnnotations: boolean;
  readonly EnableGatewayAPIDeploymentController: boolean;
  readonly EnableGatewayAPIGatewayClassController: boolean;
  readonly EnableGatewayAPIInferenceExtension: boolean;
  readonly EnableGatewayAPIManualDeployment: boolean;
  readonly EnableGatewayAPIStatus: boolean;
  readonly EnableMCSHost: boolean;
  readonly EnableMCSServiceDiscovery: boolean;
  readonly EnableQUICListeners: boolean;
  readonly EnableStrictGatewayMerging: boolean;
  readonly MultiNetworkGatewayAPI: boolean;
  readonly ScopeGatewayToNamespace: boolean;
}

/** Switches that hold a name. */
interface TextSettings {
  readonly GatewayAPIDefaultGatewayClass: string;
  readonly MCSAPIGroup: string;
  readonly ManagedGatewayController: string;
}

/** Switches that hold names separated by commas. */
interface ListSettings {
  /** CRD names that istiod does not watch; `*` at the start stands for any text ... */
  readonly IgnoreResources: readonly string[];
  /** ... unless they are named here, in the same way. */
  readonly IncludeResources: readonly string[];
}

type Switches = BooleanSettings & TextSettings & ListSettings;

/** What istiod was told by its environment, resolved: the forcing between switches has already happened. */
export interface Settings extends BooleanSettings, TextSettings, ListSettings {
  /** Suffix of every generated service host. */
  readonly domainSuffix: string;
  /** Revision of the istiod that is mirrored; `''` sees the objects of every revision. */
  readonly revision: string;
}

/** An istiod without any switch set, in a cluster with the usual domain. */
export const defaultSettings: Settings = {
  domainSuffix: 'cluster.local',
  revision: 'default',
  EnableAgentgateway: false,
  EnableAlphaGatewayAPI: false,
  EnableAmbient: false,
  EnableAmbientMultiNetwork: false,
  EnableAmbientWaypoints: false,
  EnableGatewayAPI: true,
  EnableGatewayAPICopyLabelsAnnotations: true,
  EnableGatewayAPIDeploymentController: true,
  EnableGatewayAPIGatewayClassController: true,
  EnableGatewayAPIInferenceExtension: false,
  EnableGatewayAPIManualDeployment: true,
  EnableGatewayAPIStatus: true,
  EnableMCSHost: false,
  EnableMCSServiceDiscovery: false,
  EnableQUICListeners: false,
  EnableStrictGatewayMerging: true,
  MultiNetworkGatewayAPI: true,
  ScopeGatewayToNamespace: false,
  GatewayAPIDefaultGatewayClass: 'istio',
  MCSAPIGroup: 'multicluster.x-k8s.io',
  ManagedGatewayController: 'istio.io/gateway-controller',
  IgnoreResources: [],
  IncludeResources: [],
};

/** The environment variable of each setting. */
const variables: Readonly<Record<keyof Switches, string>> = {
  EnableAgentgateway: 'PILOT_ENABLE_AGENTGATEWAY',
  EnableAlphaGatewayAPI: 'PILOT_ENABLE_ALPHA_GATEWAY_API',
  EnableAmbient: 'PILOT_ENABLE_AMBIENT',
  EnableAmbientMultiNetwork: 'AMBIENT_ENABLE_MULTI_NETWORK',
  EnableAmbientWaypoints: 'PILOT_ENABLE_AMBIENT_WAYPOINTS',
  EnableGatewayAPI: 'PILOT_ENABLE_GATEWAY_API',
  EnableGatewayAPICopyLabelsAnnotations: 'PILOT_ENABLE_GATEWAY_API_COPY_LABELS_ANNOTATIONS',
  EnableGatewayAPIDeploymentController: 'PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER',
  EnableGatewayAPIGatewayClassController: 'PILOT_ENABLE_GATEWAY_API_GATEWAYCLASS_CONTROLLER',
  EnableGatewayAPIInferenceExtension: 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION',
  EnableGatewayAPIManualDeployment: 'ENABLE_GATEWAY_API_MANUAL_DEPLOYMENT',
  EnableGatewayAPIStatus: 'PILOT_ENABLE_GATEWAY_API_STATUS',
  EnableMCSHost: 'ENABLE_MCS_HOST',
  EnableMCSServiceDiscovery: 'ENABLE_MCS_SERVICE_DISCOVERY',
  EnableQUICListeners: 'PILOT_ENABLE_QUIC_LISTENERS',
  EnableStrictGatewayMerging: 'PILOT_ENABLE_STRICT_GATEWAY_MERGING',
  GatewayAPIDefaultGatewayClass: 'PILOT_GATEWAY_API_DEFAULT_GATEWAYCLASS_NAME',
  IgnoreResources: 'PILOT_IGNORE_RESOURCES',
  IncludeResources: 'PILOT_INCLUDE_RESOURCES',
  MCSAPIGroup: 'MCS_API_GROUP',
  ManagedGatewayController: 'PILOT_GATEWAY_API_CONTROLLER_NAME',
  MultiNetworkGatewayAPI: 'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API',
  ScopeGatewayToNamespace: 'PILOT_SCOPE_GATEWAY_TO_NAMESPACE',
};

/** The names that `--setting` takes. */
export const settingNames = Object.keys(variables).filter(isSettingName);
const settingOf = new Map(settingNames.map((name) => [variables[name], name]));
/** The environment variables of istiod that are known. */
export const istiodVariables: readonly string[] = settingNames.map((name) => variables[name]);

/** Settings with what is to be said about the way they were asked for. With errors, `settings` is not to be used. */
export interface ResolvedSettings {
  readonly settings: Settings;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** The settings as given on a command line. */
export interface SettingsRequest {
  /** `KEY=VALUE`, a later one of the same key wins. */
  readonly istiodEnv: readonly string[];
  /** `NAME=VALUE`, applied last: past the forcing between switches. */
  readonly settings: readonly string[];
  readonly domainSuffix?: string;
  readonly revision?: string;
}

/** The settings that differ from those of an istiod without any switch set. */
export function changedSettings(settings: Settings): Readonly<Record<string, unknown>> {
  const defaults = new Map<string, unknown>(Object.entries(defaultSettings));
  const isChanged = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(defaults.get(name));
  return Object.fromEntries(Object.entries(settings).filter(isChanged));
}

/** Settings from the command line: environment variables with istiod's forcing, then single settings. */
export function resolveSettings(request: SettingsRequest): ResolvedSettings {
  const env = assignments('--istiod-env', 'KEY=VALUE', request.istiodEnv);
  const fromEnv = fromIstiodEnv(Object.fromEntries(env.pairs));
  const options = {
    domainSuffix: request.domainSuffix ?? defaultSettings.domainSuffix,
    revision: request.revision ?? defaultSettings.revision,
  };
  const set = withSettings({ ...fromEnv.settings, ...options }, request.settings);
  return {
    settings: set.settings,
    warnings: fromEnv.warnings,
    errors: [...env.errors, ...fromEnv.errors, ...set.errors],
  };
}

/**
 * The settings of an istiod with these environment variables, as istiod reads them: a value that is not a boolean
 * leaves the default, and some switches force others. A variable that is not known is a warning, a near miss an error.
 */
export function fromIstiodEnv(env: Readonly<Record<string, string>>): ResolvedSettings {
  const warnings: string[] = [];
  const errors: string[] = [];
  const ambient = parseBoolean(env[variables.EnableAmbient] ?? '') ?? defaultSettings.EnableAmbient;
  // Ambient mode brings waypoints along unless they are switched off.
  let settings: Settings = { ...defaultSettings, EnableAmbientWaypoints: ambient };
  for (const [variable, value] of Object.entries(env)) {
    const name = settingOf.get(variable);
    if (name === undefined) {
      const meant = nearMisses(variable);
      if (meant.length > 0) errors.push(`--istiod-env ${variable}: unknown; did you mean ${meant.join(' or ')}?`);
      else warnings.push(`--istiod-env ${variable}: not a switch that gwx knows; it has no effect`);
      continue;
    }
    const next = withSetting(settings, name, value);
    if (next === undefined) {
      warnings.push(`--istiod-env ${variable}=${value}: not a boolean; istiod uses the default, ${settings[name]}`);
    } else {
      settings = next;
    }
  }
  const forced = force(settings);
  return { settings: forced.settings, warnings: [...warnings, ...forced.warnings], errors };
}

/** Settings with some of them overridden by `NAME=VALUE`, whatever istiod would force. */
function withSettings(settings: Settings, given: readonly string[]): Omit<ResolvedSettings, 'warnings'> {
  const { pairs, errors } = assignments('--setting', 'NAME=VALUE', given);
  let resolved = settings;
  for (const [name, value] of pairs) {
    if (!isSettingName(name)) {
      const meant = nearest(name, settingNames);
      errors.push(`--setting ${name}: unknown${meant.length > 0 ? `; did you mean ${meant.join(' or ')}?` : ''}`);
      continue;
    }
    const next = withSetting(resolved, name, value);
    if (next === undefined) errors.push(`--setting ${name}=${value}: the value is true or false`);
    else resolved = next;
  }
  return { settings: resolved, errors };
}

/** Groups of kinds that come with Kubernetes. */
const builtInGroups: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'discovery.k8s.io', 'policy']);

/** Whether istiod reads objects of a kind. Kinds that are built into the API server are no CRDs and always read. */
export function watches(settings: Settings, crd: CrdName): boolean {
  if (builtInGroups.has(crd.slice(crd.indexOf('.') + 1))) return true;
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => (pattern.startsWith('*') ? crd.endsWith(pattern.slice(1)) : crd === pattern));
  return named(settings.IncludeResources) || !named(settings.IgnoreResources);
}

/** What istiod forces between its switches, with a warning for each switch that was asked for in vain. */
function force(settings: Settings): Pick<ResolvedSettings, 'settings' | 'warnings'> {
  const { EnableAmbient, EnableAmbientMultiNetwork, EnableAmbientWaypoints } = settings;
  const forced: Settings = {
    ...settings,
    EnableAmbientWaypoints: EnableAmbientWaypoints && EnableAmbient,
    EnableAmbientMultiNetwork: EnableAmbientMultiNetwork && EnableAmbient,
    EnableMCSHost: settings.EnableMCSHost && settings.EnableMCSServiceDiscovery,
  };
  const inVain = (name: keyof BooleanSettings, needed: keyof BooleanSettings) =>
    settings[name] && !forced[name]
      ? [`--istiod-env ${variables[name]}: no effect without ${variables[needed]}=true`]
      : [];
  const warnings = [
    ...inVain('EnableAmbientWaypoints', 'EnableAmbient'),
    ...inVain('EnableAmbientMultiNetwork', 'EnableAmbient'),
    ...inVain('EnableMCSHost', 'EnableMCSServiceDiscovery'),
  ];
  return { settings: forced, warnings };
}

/** The settings with one of them given as text, or undefined if the text is not a value of it. */
function withSetting(settings: Settings, name: keyof Switches, value: string): Settings | undefined {
  const current = settings[name];
  if (typeof current === 'string') return { ...settings, [name]: value };
  if (typeof current !== 'boolean') return { ...settings, [name]: splitList(value) };
  const parsed = parseBoolean(value);
  return parsed === undefined ? undefined : { ...settings, [name]: parsed };
}

/** The spellings that Go's `strconv.ParseBool` takes. */
function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return undefined;
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Some names start with PILOT_ and some do not, so a wrong start is a near miss too. */
function nearMisses(variable: string): readonly string[] {
  const bare = (name: string) => name.toUpperCase().replace(/^PILOT_/, '');
  const known = [...settingOf.keys()];
  const sameButStart = known.filter((name) => bare(name) === bare(variable));
  return sameButStart.length > 0 ? sameButStart : nearest(variable, known);
}

function assignments(flag: string, form: string, given: readonly string[]) {
  const pairs: [string, string][] = [];
  const errors: string[] = [];
  for (const text of given) {
    const equals = text.indexOf('=');
    if (equals > 0) pairs.push([text.slice(0, equals), text.slice(equals + 1)]);
    else errors.push(`${flag} ${text}: expected ${form}`);
  }
  return { pairs, errors };
}

function isSettingName(name: string): name is keyof Switches {
  return Object.hasOwn(variables, name);
}
