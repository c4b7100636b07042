import { describe, expect, test } from '@jest/globals';
import { type CrdName, kinds } from '../src/model/kinds.ts';
import { defaultSettings, fromIstiodEnv, resolveSettings, type Settings, watches } from '../src/settings.ts';

const clean = { warnings: [], errors: [] };
const ambientOn = { EnableAmbient: true, EnableAmbientWaypoints: true };

describe('istiod environment variables', () => {
  test.each<[string, string, Partial<Settings>]>([
    ['PILOT_ENABLE_AGENTGATEWAY', 'true', { EnableAgentgateway: true }],
    ['PILOT_ENABLE_ALPHA_GATEWAY_API', 'true', { EnableAlphaGatewayAPI: true }],
    ['PILOT_ENABLE_AMBIENT', 'true', ambientOn],
    ['PILOT_ENABLE_GATEWAY_API', 'false', { EnableGatewayAPI: false }],
    ['PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER', 'false', { EnableGatewayAPIDeploymentController: false }],
    ['PILOT_ENABLE_GATEWAY_API_GATEWAYCLASS_CONTROLLER', 'false', { EnableGatewayAPIGatewayClassController: false }],
    ['ENABLE_GATEWAY_API_INFERENCE_EXTENSION', 'true', { EnableGatewayAPIInferenceExtension: true }],
    ['ENABLE_GATEWAY_API_MANUAL_DEPLOYMENT', 'false', { EnableGatewayAPIManualDeployment: false }],
    ['PILOT_ENABLE_GATEWAY_API_STATUS', 'false', { EnableGatewayAPIStatus: false }],
    ['ENABLE_MCS_SERVICE_DISCOVERY', 'true', { EnableMCSServiceDiscovery: true }],
    ['PILOT_ENABLE_STRICT_GATEWAY_MERGING', 'false', { EnableStrictGatewayMerging: false }],
    ['PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API', 'false', { MultiNetworkGatewayAPI: false }],
    ['PILOT_GATEWAY_API_DEFAULT_GATEWAYCLASS_NAME', 'mesh', { GatewayAPIDefaultGatewayClass: 'mesh' }],
    ['PILOT_GATEWAY_API_CONTROLLER_NAME', 'a.b/c=d', { ManagedGatewayController: 'a.b/c=d' }],
    ['MCS_API_GROUP', 'mcs.example', { MCSAPIGroup: 'mcs.example' }],
    ['PILOT_IGNORE_RESOURCES', '*.istio.io, a.b,', { IgnoreResources: ['*.istio.io', 'a.b'] }],
    ['PILOT_INCLUDE_RESOURCES', 'a.b', { IncludeResources: ['a.b'] }],
  ])('%s=%s (chapter 10 section 13, chapter 20 section 12)', (variable, value, changed) => {
    const resolved = resolveSettings({ istiodEnv: [`${variable}=${value}`], settings: [] });
    expect(resolved).toEqual({ settings: { ...defaultSettings, ...changed }, ...clean });
  });

  test('booleans are spelt as Go reads them', () => {
    const alpha = (value: string) => fromIstiodEnv({ PILOT_ENABLE_ALPHA_GATEWAY_API: value }).settings;
    const strict = (value: string) => fromIstiodEnv({ PILOT_ENABLE_STRICT_GATEWAY_MERGING: value }).settings;
    for (const yes of ['1', 't', 'T', 'TRUE', 'true', 'True']) expect(alpha(yes).EnableAlphaGatewayAPI).toBe(true);
    for (const no of ['0', 'f', 'F', 'FALSE', 'false', 'False']) {
      expect(strict(no).EnableStrictGatewayMerging).toBe(false);
    }
  });

  test.each(['yes', 'tRUE', '', ' true'])('the value %p is a warning and leaves the default', (value) => {
    expect(fromIstiodEnv({ PILOT_ENABLE_STRICT_GATEWAY_MERGING: value })).toEqual({
      settings: defaultSettings,
      warnings: [
        `--istiod-env PILOT_ENABLE_STRICT_GATEWAY_MERGING=${value}: not a boolean; istiod uses the default, true`,
      ],
      errors: [],
    });
  });

  test('of a repeated variable the last value counts', () => {
    const istiodEnv = ['PILOT_ENABLE_ALPHA_GATEWAY_API=true', 'PILOT_ENABLE_ALPHA_GATEWAY_API=false'];
    expect(resolveSettings({ istiodEnv, settings: [] })).toEqual({ settings: defaultSettings, ...clean });
  });
});

describe('forcing between switches', () => {
  const ambient = { PILOT_ENABLE_AMBIENT: 'true' };

  test.each<[string, Record<string, string>, Partial<Settings>]>([
    ['waypoints come with ambient mode', ambient, ambientOn],
    [
      'waypoints can be switched off in ambient mode',
      { PILOT_ENABLE_AMBIENT_WAYPOINTS: 'false', ...ambient },
      { EnableAmbient: true },
    ],
    [
      'multi-network can be switched on in ambient mode',
      { AMBIENT_ENABLE_MULTI_NETWORK: 'true', ...ambient },
      { ...ambientOn, EnableAmbientMultiNetwork: true },
    ],
    [
      'the MCS host works with MCS service discovery',
      { ENABLE_MCS_HOST: 'true', ENABLE_MCS_SERVICE_DISCOVERY: 'true' },
      { EnableMCSHost: true, EnableMCSServiceDiscovery: true },
    ],
  ])('%s', (_, env, changed) => {
    expect(fromIstiodEnv(env)).toEqual({ settings: { ...defaultSettings, ...changed }, ...clean });
  });

  test.each([
    ['PILOT_ENABLE_AMBIENT_WAYPOINTS', 'PILOT_ENABLE_AMBIENT'],
    ['AMBIENT_ENABLE_MULTI_NETWORK', 'PILOT_ENABLE_AMBIENT'],
    ['ENABLE_MCS_HOST', 'ENABLE_MCS_SERVICE_DISCOVERY'],
  ])('%s is forced off without %s', (variable, needed) => {
    expect(fromIstiodEnv({ [variable]: 'true' })).toEqual({
      settings: defaultSettings,
      warnings: [`--istiod-env ${variable}: no effect without ${needed}=true`],
      errors: [],
    });
  });

  test('an unreadable value of waypoints leaves its default, which ambient mode sets', () => {
    const { settings, warnings } = fromIstiodEnv({ PILOT_ENABLE_AMBIENT_WAYPOINTS: 'on', ...ambient });
    expect(settings).toEqual({ ...defaultSettings, ...ambientOn });
    expect(warnings).toEqual([
      '--istiod-env PILOT_ENABLE_AMBIENT_WAYPOINTS=on: not a boolean; istiod uses the default, true',
    ]);
  });
});

describe('unknown variables', () => {
  test.each([
    'PILOT_TRACE_SAMPLING',
    'PILOT_ENABLE_QUIC_LISTENERS',
    'PILOT_ENABLE_GATEWAY_API_COPY_LABELS_ANNOTATIONS',
    'PILOT_ENABLE_UNSAFE_REGEX',
    'PILOT_ENABLE_ALPN_FILTER',
    'AMBIENT_ENABLE_MULTI_NETWORK_INGRESS',
    'AMBIENT_ENABLE_STATUS',
    'ENABLE_MCS_CLUSTER_LOCAL',
    'MCS_API_VERSION',
    '__proto__',
    'toString',
  ])('%s is a warning: istiod has switches that do not concern the Gateway API', (variable) => {
    const resolved = resolveSettings({ istiodEnv: [`${variable}=x`], settings: [] });
    const warnings = [`--istiod-env ${variable}: not a switch that gwx knows; it has no effect`];
    expect(resolved).toEqual({ settings: defaultSettings, warnings, errors: [] });
  });

  test.each([
    ['PILOT_ENABLE_ALPHA_GATEWAY_APIS', 'PILOT_ENABLE_ALPHA_GATEWAY_API'],
    ['PILOT_ENABLE_ALFA_GATEWAY_API', 'PILOT_ENABLE_ALPHA_GATEWAY_API'],
    ['ENABLE_ALPHA_GATEWAY_API', 'PILOT_ENABLE_ALPHA_GATEWAY_API'],
    ['PILOT_ENABLE_MCS_HOST', 'ENABLE_MCS_HOST'],
    ['pilot_enable_ambient', 'PILOT_ENABLE_AMBIENT'],
  ])('%s, a near miss, is an error', (variable, meant) => {
    expect(fromIstiodEnv({ [variable]: 'true' })).toEqual({
      settings: defaultSettings,
      warnings: [],
      errors: [`--istiod-env ${variable}: unknown; did you mean ${meant}?`],
    });
  });

  test.each(['PILOT_ENABLE_AMBIENT', '=true', ''])('%p is not an assignment', (text) => {
    const { errors } = resolveSettings({ istiodEnv: [text], settings: [text] });
    expect(errors).toEqual([`--istiod-env ${text}: expected KEY=VALUE`, `--setting ${text}: expected NAME=VALUE`]);
  });
});

describe('single settings', () => {
  test('they go past the forcing, and win over the environment', () => {
    const resolved = resolveSettings({
      istiodEnv: ['PILOT_ENABLE_ALPHA_GATEWAY_API=true', 'PILOT_GATEWAY_API_DEFAULT_GATEWAYCLASS_NAME=a'],
      settings: [
        'EnableAmbientWaypoints=true',
        'EnableAlphaGatewayAPI=0',
        'GatewayAPIDefaultGatewayClass=b',
        'IgnoreResources=*.istio.io',
      ],
      domainSuffix: 'domain.suffix',
      revision: '',
    });
    expect(resolved).toEqual({
      settings: {
        ...defaultSettings,
        EnableAmbientWaypoints: true,
        GatewayAPIDefaultGatewayClass: 'b',
        IgnoreResources: ['*.istio.io'],
        domainSuffix: 'domain.suffix',
        revision: '',
      },
      ...clean,
    });
  });

  test('an unknown one, or one whose value it does not take, is an error', () => {
    const settings = ['EnableAmbientWaypoint=true', 'domainSuffix=a', 'nothing=1', 'EnableAmbient=yes'];
    expect(resolveSettings({ istiodEnv: [], settings }).errors).toEqual([
      '--setting EnableAmbientWaypoint: unknown; did you mean EnableAmbientWaypoints?',
      '--setting domainSuffix: unknown',
      '--setting nothing: unknown',
      '--setting EnableAmbient=yes: the value is true or false',
    ]);
  });
});

function isCrdName(name: string): name is CrdName {
  return Object.hasOwn(kinds, name);
}

describe('resources that istiod does not watch', () => {
  const hidden = (ignore: readonly string[], include: readonly string[] = []) => {
    const settings = { ...defaultSettings, IgnoreResources: ignore, IncludeResources: include };
    return Object.keys(kinds).filter((crd) => isCrdName(crd) && !watches(settings, crd));
  };

  test('nothing is ignored by default', () => {
    expect(hidden([])).toEqual([]);
  });

  test('names are whole, or start with * for any text', () => {
    expect(hidden(['tcproutes.gateway.networking.k8s.io', 'xbackends'])).toEqual([
      'tcproutes.gateway.networking.k8s.io',
    ]);
    expect(hidden(['*routes.gateway.networking.k8s.io'])).toHaveLength(5);
    expect(hidden(['*.networking.istio.io'])).toHaveLength(6);
  });

  test('included names win over ignored ones', () => {
    expect(hidden(['*.networking.istio.io'], ['*entries.networking.istio.io'])).toEqual([
      'destinationrules.networking.istio.io',
      'gateways.networking.istio.io',
      'sidecars.networking.istio.io',
      'virtualservices.networking.istio.io',
    ]);
  });

  test('kinds that are built into the API server are always read', () => {
    expect(hidden(['*'])).not.toContain('services.');
    expect(hidden(['*'])).not.toContain('endpointslices.discovery.k8s.io');
    expect(hidden(['*'])).toContain('gateways.gateway.networking.k8s.io');
  });
});
