import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { conditionLines, convertText, statusOf } from '../policies/conversion.ts';

const gateway = (spec: string, status = '', metadata = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, ${metadata}}
spec: {gatewayClassName: istio, ${spec}}
status: {${status}}
`;
const http = 'listeners: [{name: good, protocol: HTTP, port: 80}]';
const bad = '{name: bad, protocol: UDP, port: 81}';
const good = '{name: good, protocol: HTTP, port: 80}';
const service =
  '\n---\n{apiVersion: v1, kind: Service, metadata: {name: gw-istio}, spec: {ports: [{port: 80}, {port: 81}]}}\n';
const accepted = 'Accepted True Accepted: Resource accepted';
const twoIPs = 'addresses: [{type: IPAddress, value: 1.1.1.1}, {type: NamedAddress, value: x}]';

async function statusFor(text: string) {
  return statusOf(await convertText(text + service), 'Gateway', 'gw')?.status;
}

async function conditions(text: string) {
  return conditionLines(await statusFor(text));
}

describe('Accepted of a Gateway (GW-151)', () => {
  const invalid = "Accepted True ListenersNotValid: One or more of the Gateway's listeners are invalid";
  const noneValid = "Accepted False ListenersNotValid: None of the Gateway's listeners are valid";
  const address = 'Accepted False UnsupportedAddress: only Hostname is supported, ignoring [1.1.1.1]';
  const mixed = 'addresses: [{type: Hostname, value: gw-istio}, {type: IPAddress, value: 1.1.1.1}]';
  test.each([
    ['(d) all valid', http, '', accepted],
    ['(d) no listeners', 'listeners: []', '', accepted],
    ['(c) some invalid', `listeners: [${good}, ${bad}]`, '', invalid],
    ['(b) none valid', `listeners: [${bad}]`, '', noneValid],
    ['GW-43: a placeholder is valid', 'listeners: [{name: tls, protocol: HTTPS, port: 443}]', '', accepted],
    ['(a) an address before listeners; GW-25: a soft failure', `listeners: [${bad}], ${mixed}`, '', address],
    [
      '(a) all addresses unusable',
      `${http}, ${twoIPs}`,
      '',
      'Accepted False UnsupportedAddress: only Hostname is supported, ignoring [1.1.1.1 x]',
    ],
    [
      '(a) GW-23: a deprecated annotation of an unmanaged Gateway',
      `${http}, addresses: [{type: Hostname, value: gw-istio}]`,
      "annotations: {networking.istio.io/service-type: ''}",
      'Accepted False DeprecatedField: annotation networking.istio.io/service-type is deprecated, use Spec.Infrastructure.Routeability',
    ],
    [
      'GW-23: of a managed one it does not matter',
      http,
      'annotations: {networking.istio.io/service-type: x}',
      accepted,
    ],
    [
      '(a) parameters',
      `listeners: [${bad}], infrastructure: {parametersRef: {group: '', kind: ConfigMap, name: gone}}`,
      '',
      'Accepted False InvalidParameters: parametersRef ConfigMap default/gone does not exist',
    ],
    [
      'GW-26: an address error before parameters',
      `${http}, ${mixed}, infrastructure: {parametersRef: {group: '', kind: ConfigMap, name: gone}}`,
      '',
      address,
    ],
  ])('%s', async (_title, spec, metadata, expected) => {
    expect((await conditions(gateway(spec, '', metadata)))[0]).toBe(expected);
  });

  test('GW-150: listeners have no say in ResolvedRefs', async () => {
    const tls = 'listeners: [{name: tls, protocol: HTTPS, port: 80, tls: {certificateRefs: [{name: gone}]}}]';
    expect((await conditions(gateway(tls))).at(-1)).toBe('ResolvedRefs True ResolvedRefs: All references resolved');
  });

  test('GW-25: with a soft failure the listeners go on', async () => {
    const result = await convertText(gateway(`${http}, ${mixed}`) + service);
    expect(result.resources).toHaveLength(1);
    expect(objectsIn(statusOf(result, 'Gateway', 'gw')?.status, 'listeners')).toHaveLength(1);
  });
});

describe('a Gateway without usable address (GW-152)', () => {
  test('has three conditions, and no listeners', async () => {
    expect(await statusFor(gateway(`${http}, ${twoIPs}`))).toEqual({
      conditions: [
        {
          type: 'Accepted',
          status: 'False',
          reason: 'UnsupportedAddress',
          message: 'only Hostname is supported, ignoring [1.1.1.1 x]',
        },
        {
          type: 'Programmed',
          status: 'False',
          reason: 'UnsupportedAddress',
          message: 'Failed to assign to any requested addresses',
        },
        { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: 'All references resolved' },
      ],
    });
  });

  test('GW-132: keeps existing addresses, and of its listeners one for each name', async () => {
    const kept = 'addresses: [{value: a}], listeners: [{name: good, attachedRoutes: 3}, {name: gone}, {name: good}]';
    expect(await statusFor(gateway(`${http}, ${twoIPs}`, kept))).toMatchObject({
      addresses: [{ value: 'a' }],
      listeners: [{ name: 'good', attachedRoutes: 3 }],
    });
  });
});

describe('InsecureFrontendValidationMode (GW-84)', () => {
  const said =
    'InsecureFrontendValidationMode True ConfigurationChanged: Gateway is operating in AllowInsecureFallback mode for frontend validation';
  const ours = 'conditions: [{type: InsecureFrontendValidationMode, status: "True", reason: old, message: old}]';
  const old = 'InsecureFrontendValidationMode True old: old';
  const frontend = (text: string) => `${http}, tls: {frontend: {${text}}}`;
  const validation = (mode: string) => `validation: {mode: ${mode}, caCertificateRefs: []}`;
  test.each([
    ['default falls back', frontend(`default: {${validation('AllowInsecureFallback')}}`), '', said],
    [
      'a port that no listener has falls back',
      frontend(
        `default: {${validation('AllowValidOnly')}}, perPort: [{port: 1, tls: {${validation('AllowInsecureFallback')}}}]`,
      ),
      '',
      said,
    ],
    ['none falls back', frontend(`default: {${validation('AllowValidOnly')}}`), '', undefined],
    ['set without fallback removes it', frontend(`default: {${validation('AllowValidOnly')}}`), ours, undefined],
    ['without frontend it is left alone', http, ours, old],
  ])('%s', async (_title, spec, status, expected) => {
    expect((await conditions(gateway(spec, status))).find((line) => line.startsWith('Insecure'))).toBe(expected);
  });

  test('GW-130: it stands between Accepted and Programmed', async () => {
    const types = (await conditions(gateway(frontend(`default: {${validation('AllowInsecureFallback')}}`)))).map(
      (line) => line.split(' ')[0],
    );
    expect(types).toEqual(['Accepted', 'InsecureFrontendValidationMode', 'Programmed', 'ResolvedRefs']);
  });
});

describe('what else the status of a Gateway holds', () => {
  const set = (name: string, listener: string, namespace = 'default') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: ${name}, namespace: ${namespace}}
spec: {parentRef: {name: gw, namespace: default}, listeners: [${listener}]}
`;
  const open = `${http}, allowedListeners: {namespaces: {from: All}}`;

  test('GW-116, GW-117: the number of ListenerSets with a valid listener, whose listeners are not its own', async () => {
    const sets =
      set('a', '{name: a, protocol: HTTP, port: 80, hostname: a.b}, {name: bad, protocol: UDP, port: 80}') +
      set('a', '{name: b, protocol: HTTP, port: 80, hostname: b.b}', 'other') +
      set('none', '{name: c, protocol: UDP, port: 80}');
    const status = await statusFor(gateway(open) + sets);
    expect(status?.['attachedListenerSets']).toBe(2);
    expect(objectsIn(status, 'listeners').map(({ name }) => name)).toEqual(['good']);
    expect(conditionLines(status)[0]).toBe(accepted);
  });

  test('GW-153: a count that drops to 0 stays as it was', async () => {
    expect((await statusFor(gateway(open, 'attachedListenerSets: 4')))?.['attachedListenerSets']).toBe(4);
    expect(await statusFor(gateway(open))).not.toHaveProperty('attachedListenerSets');
  });

  test('GW-115, GW-135: valid listeners of sets ask for their port too, invalid and conflicting ones do not', async () => {
    const sets =
      set('a', '{name: a, protocol: HTTP, port: 90}') +
      set('b', '{name: b, protocol: UDP, port: 91}') +
      set('c', '{name: c, protocol: HTTP, port: 80}');
    expect((await conditions(gateway(open) + sets))[1]).toMatch(
      /^Programmed False AddressNotUsable: Assigned to service\(s\) gw-istio.default.svc.cluster.local:80, but .*: port 90 not found for hostname "gw-istio.default.svc.cluster.local"$/,
    );
  });

  test.each([
    ['a TLS error', '{name: x, protocol: HTTPS, port: 90, tls: {certificateRefs: [{name: gone}]}}', true],
    ['an unsupported protocol', '{name: x, protocol: UDP, port: 90}', true],
    ['no tls', '{name: x, protocol: HTTPS, port: 90}', false],
  ])('GW-135: a listener of its own with %s', async (_title, listener, asks) => {
    expect((await conditions(gateway(`listeners: [${good}, ${listener}]`)))[1]?.includes('port 90 not found')).toBe(
      asks,
    );
  });

  test('GW-125: a remote Gateway copies its addresses and clears its listeners', async () => {
    const text = gateway(
      `${http}, addresses: [{type: IPAddress, value: 1.1.1.1}, {value: x.example}]`,
      'listeners: [{name: good}], conditions: [{type: Mine, status: "True"}]',
    );
    expect(await statusFor(text.replace('gatewayClassName: istio', 'gatewayClassName: istio-remote'))).toMatchObject({
      addresses: [{ type: 'IPAddress', value: '1.1.1.1' }, { value: 'x.example' }],
      conditions: [
        { type: 'Mine' },
        { type: 'Accepted', reason: 'Accepted', message: 'Resource accepted' },
        { type: 'Programmed', status: 'True', message: 'This Gateway is remote; Istio will not program it' },
      ],
    });
    expect(
      await statusFor(text.replace('gatewayClassName: istio', 'gatewayClassName: istio-remote')),
    ).not.toHaveProperty('listeners');
  });

  test('GW-130, GW-131: existing conditions keep their place, and their reason where nothing changed', async () => {
    const existing =
      'conditions: [{type: ResolvedRefs, status: "True", reason: Mine, message: All references resolved, observedGeneration: 3}, {type: Theirs, status: "True", reason: t, message: t}]';
    expect((await conditions(gateway(http, existing, 'generation: 3'))).slice(0, 3)).toEqual([
      'ResolvedRefs True Mine: All references resolved',
      'Theirs True t: t',
      accepted,
    ]);
    expect((await conditions(gateway(http, existing, 'generation: 4')))[0]).toBe(
      'ResolvedRefs True ResolvedRefs: All references resolved',
    );
  });
});
