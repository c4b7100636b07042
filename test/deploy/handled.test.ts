import { describe, expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings.ts';
import { core, gatewayAPI } from '../convert/conversion.ts';
import { deploy, everything, gateway, type TestOptions } from './deployment.ts';

const three = (name: string) => [`ServiceAccount ${name}`, `Deployment ${name}`, `Service ${name}`];

async function names(objects: readonly object[], options: TestOptions = {}) {
  return (await deploy(objects, options)).names;
}

function gatewayClass(name: string, controllerName: string): object {
  return gatewayAPI('GatewayClass', name, { controllerName }, { namespace: undefined });
}

describe('DEP-1: the master switches', () => {
  test.each<[string, Partial<Settings>]>([
    ['PILOT_ENABLE_GATEWAY_API', { EnableGatewayAPI: false }],
    ['PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER', { EnableGatewayAPIDeploymentController: false }],
  ])('%s', async (_, settings) => {
    expect(await names([gateway()], { settings })).toEqual([]);
    expect(await names([gateway()])).toEqual(three('web-istio'));
  });
});

describe('DEP-2 to DEP-4: the class', () => {
  test.each<[string, Partial<Settings>, readonly string[]]>([
    ['istio', {}, three('web-istio')],
    ['istio', { GatewayAPIDefaultGatewayClass: 'edge' }, []],
    ['edge', { GatewayAPIDefaultGatewayClass: 'edge' }, three('web-edge')],
    ['istio-waypoint', {}, []],
    ['istio-waypoint', { EnableAmbientWaypoints: true }, three('web')],
    ['istio-east-west', {}, []],
    ['istio-east-west', { EnableAmbientMultiNetwork: true }, three('web')],
    ['istio-agentgateway', {}, []],
    ['istio-agentgateway', { EnableAgentgateway: true }, three('web')],
    ['istio-agentgateway-waypoint', { EnableAgentgateway: true }, []],
    ['istio-agentgateway-waypoint', { EnableAmbientWaypoints: true }, []],
    ['istio-agentgateway-waypoint', { EnableAgentgateway: true, EnableAmbientWaypoints: true }, three('web')],
    ['istio-remote', everything, []],
    ['other', everything, []],
  ])('%s under %p', async (gatewayClassName, settings, expected) => {
    expect(await names([gateway({ gatewayClassName })], { settings })).toEqual(expected);
  });

  test.each([
    ['a class of istiod under another name', 'public', 'istio.io/gateway-controller', three('web-public')],
    ['a built-in name of another controller', 'istio', 'example.com/controller', []],
    ['a built-in name of another controller of istiod', 'istio', 'istio.io/mesh-controller', three('web')],
    ['another controller', 'public', 'example.com/controller', []],
    ['the controller of remote gateways', 'public', 'istio.io/unmanaged-gateway', []],
  ])('a GatewayClass object counts before the built-in names: %s', async (_, name, controllerName, expected) => {
    const objects = [gatewayClass(name, controllerName), gateway({ gatewayClassName: name })];
    expect(await names(objects, { settings: everything })).toEqual(expected);
  });

  test('DEP-27: a renamed controller is the label of the objects, but not of the pods', async () => {
    const settings = { ManagedGatewayController: 'example.com/a/b' };
    const { byKind } = await deploy([gateway()], { settings });
    expect(byKind['Service']).toHaveProperty(['metadata', 'labels', 'gateway.istio.io/managed'], 'example.com-a-b');
    const pod = ['spec', 'template', 'metadata', 'labels', 'gateway.istio.io/managed'];
    expect(byKind['Deployment']).toHaveProperty(pod, 'istio.io-gateway-controller');
  });
});

describe('DEP-5: addresses', () => {
  const ip = { type: 'IPAddress', value: '1.2.3.4' };
  const refusal =
    'spec.addresses not-deployed: istiod does not deploy this Gateway; the Service in "addresses" must exist';

  test.each<[string, readonly object[] | undefined, boolean]>([
    ['none', undefined, true],
    ['an empty list', [], true],
    ['an IP address', [ip], true],
    ['one without type', [{ value: '1.2.3.4' }], true],
    ['a hostname', [{ type: 'Hostname', value: 'gw.example.com' }], false],
    ['another type', [{ type: 'example.com/Named', value: 'x' }], false],
    ['two', [ip, ip], false],
  ])('%s', async (_, addresses, deployed) => {
    const { names: made, issues } = await deploy([gateway({ addresses })]);
    expect(made).toEqual(deployed ? three('web-istio') : []);
    expect(issues).toEqual(deployed ? [] : [refusal]);
    const always = await deploy([gateway({ addresses })], { settings: { EnableGatewayAPIManualDeployment: false } });
    expect(always.names).toEqual(three('web-istio'));
  });
});

describe('DEP-6: the revision', () => {
  const label = (value: string | undefined) => (value === undefined ? {} : { labels: { 'istio.io/rev': value } });
  const namespace = (value: string | undefined) =>
    core('Namespace', 'app', '', { metadata: { name: 'app', ...label(value) } });

  test.each<[string, string | undefined, string | undefined | null, string, boolean]>([
    ['no label, no Namespace', undefined, null, 'canary', true],
    ['no label, a Namespace without one, the default revision', undefined, undefined, 'default', true],
    ['no label, a Namespace without one, another revision', undefined, undefined, 'canary', false],
    ['the label of the Namespace', undefined, 'canary', 'canary', true],
    ['another label of the Namespace', undefined, 'old', 'canary', false],
    ['the label of the Gateway wins', 'canary', 'old', 'canary', true],
    ['another label of the Gateway', 'old', 'canary', 'canary', false],
    ['an empty label is for the default revision', '', null, 'default', true],
    ['an empty label is not for another revision', '', null, 'canary', false],
    ['an istiod without revision takes what has none', undefined, undefined, '', true],
  ])('%s', async (_, own, ofNamespace, revision, deployed) => {
    const objects = [gateway({}, label(own)), ...(ofNamespace === null ? [] : [namespace(ofNamespace)])];
    const { names: made, issues } = await deploy(objects, { revision, settings: { revision } });
    expect(made).toEqual(deployed ? three('web-istio') : []);
    expect(issues).toEqual(
      deployed ? [] : [expect.stringContaining('metadata.labels.istio.io/rev object-not-selected:')],
    );
  });
});

describe('DEP-7: the version of the controller', () => {
  test.each<[string | undefined, boolean, boolean]>([
    [undefined, true, true],
    ['4', true, true],
    ['-1', true, true],
    ['5', true, false],
    ['6', false, false],
    ['five', false, false],
    ['', false, false],
    ['5.0', false, false],
  ])('%p', async (version, handled, written) => {
    const annotations = version === undefined ? {} : { 'gateway.istio.io/controller-version': version };
    const { names: made, issues, byKind } = await deploy([gateway({}, { annotations })], { asIstiod: true });
    expect(made).toEqual(handled ? [...(written ? ['Gateway web'] : []), ...three('web-istio')] : []);
    expect(issues).toEqual(handled ? [] : [expect.stringContaining('object-not-selected:')]);
    // DEP-10: the patch names nobody.
    const patch = { metadata: { annotations: { 'gateway.istio.io/controller-version': '5' } } };
    const expected = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', ...patch };
    expect(byKind['Gateway']).toEqual(written ? expected : undefined);
  });

  test('it is written down only where istiod is compared with', async () => {
    expect(await names([gateway()])).toEqual(three('web-istio'));
  });
});

describe('DEP-8: discovery selectors', () => {
  const selecting = (matchLabels: object) => ({ meshConfig: { discoverySelectors: [{ matchLabels }] } });
  const namespace = core('Namespace', 'app', '', { metadata: { name: 'app', labels: { mesh: 'on' } } });

  test.each<[string, readonly object[], TestOptions, boolean]>([
    ['none', [namespace], {}, true],
    ['its label', [namespace], selecting({ mesh: 'on' }), true],
    ['another label', [namespace], selecting({ mesh: 'off' }), false],
    ['its name', [namespace], selecting({ 'kubernetes.io/metadata.name': 'app' }), true],
    ['another name', [namespace], selecting({ 'kubernetes.io/metadata.name': 'b' }), false],
    ['a label of a Namespace that is not in the input', [], selecting({ mesh: 'on' }), true],
    [
      'another name than that of a Namespace that is not in the input',
      [],
      selecting({ 'kubernetes.io/metadata.name': 'b' }),
      false,
    ],
    ['a Namespace that does not exist', [], { ...selecting({ mesh: 'on' }), complete: true }, false],
  ])('%s', async (_, objects, options, deployed) => {
    const { names: made, issues } = await deploy([gateway(), ...objects], options);
    expect(made).toEqual(deployed ? three('web-istio') : []);
    expect(issues).toEqual(deployed ? [] : [expect.stringContaining('hide namespace "app"')]);
  });
});

test('DEP-9: invalid listeners and missing certificates change nothing', async () => {
  const listeners = [
    { name: 'a', port: 443, protocol: 'HTTPS' },
    { name: 'a', port: 99999, protocol: 'ODD' },
  ];
  expect(await names([gateway({ listeners })])).toEqual(three('web-istio'));
});

test('Gateways that are mere context are not deployed', async () => {
  const { load } = await import('../../src/input/load.ts');
  const { convert } = await import('../../src/convert/index.ts');
  const { defaultSettings } = await import('../../src/settings.ts');
  const { deployGateways } = await import('../../src/deploy/index.ts');
  const listeners = [{ name: 'a', port: 80, protocol: 'HTTP' }];
  const input = await load([{ name: 'a.yaml', text: JSON.stringify(gateway({ listeners })), context: true }]);
  const { result } = await deploy([]);
  expect(result.gateways).toEqual([]);
  const options = {
    values: {},
    meshConfig: {},
    revision: '',
    clusterId: '',
    systemNamespace: '',
    kubernetesMinor: 28,
    asIstiod: true,
    readYaml: () => ({ value: null }),
  };
  expect(deployGateways(convert(input, { settings: defaultSettings }), options)).toEqual({
    gateways: [],
    names: [expect.objectContaining({ name: 'web-istio' })],
    issues: [],
  });
});
