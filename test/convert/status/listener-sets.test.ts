import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { conditionLines, convertText, statusOf } from '../policies/conversion.ts';

const gateway = (extra = '', className = 'istio') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: ${className}, listeners: [{name: http, protocol: HTTP, port: 80}], allowedListeners: {namespaces: {from: Same}}${extra}}
`;
const set = (listeners: string, status = '', parent = 'name: gw', namespace = 'default') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: set, namespace: ${namespace}}
spec: {parentRef: {${parent}}, listeners: [${listeners}]}
status: {${status}}
`;
const good = '{name: a, protocol: HTTP, port: 80, hostname: a.b}';
const bad = '{name: b, protocol: UDP, port: 81}';
const service = '\n---\n{apiVersion: v1, kind: Service, metadata: {name: gw-istio}, spec: {ports: [{port: 80}]}}\n';
const accepted = 'Accepted True Accepted: Resource accepted';
const host = 'gw-istio.default.svc.cluster.local';
const programmed = `Programmed True Programmed: Resource programmed, assigned to service(s) ${host}:80`;
const noneValid = (type: string) => `${type} False ListenersNotValid: None of the ListenerSet's listeners are valid`;
const old = 'listeners: [{name: a}], conditions: [{type: Mine, status: "True", reason: r, message: m}]';

async function lines(text: string, namespace = 'default') {
  return conditionLines(statusOf(await convertText(text + service), 'ListenerSet', 'set', namespace)?.status);
}

describe('conditions of a ListenerSet', () => {
  const hard = ', addresses: [{type: IPAddress, value: 1.1.1.1}, {type: IPAddress, value: 2.2.2.2}]';
  const soft = ', addresses: [{type: Hostname, value: gw-istio}, {type: IPAddress, value: 1.1.1.1}]';
  test.each([
    ['GW-160: all valid', gateway() + set(good), [accepted, programmed]],
    [
      'GW-160: some valid; GW-140: every listener of its own asks for its port',
      gateway() + set(`${good}, ${bad}`),
      [
        accepted,
        `Programmed False AddressNotUsable: Assigned to service(s) ${host}:80, but failed to assign to all requested addresses: port 81 not found for hostname "${host}"`,
      ],
    ],
    ['GW-160, GW-161: none valid', gateway() + set(bad), [noneValid('Accepted'), noneValid('Programmed')]],
    [
      'GW-43: no tls is an error here',
      gateway() + set('{name: t, protocol: HTTPS, port: 80}'),
      [noneValid('Accepted'), noneValid('Programmed')],
    ],
    [
      'GW-160, GW-119: an error of the parent comes first, and its listeners go on',
      gateway(soft) + set(good),
      [
        'Accepted False UnsupportedAddress: Parent not accepted: only Hostname is supported, ignoring [1.1.1.1]',
        programmed,
      ],
    ],
    [
      'GW-161: an error of the parent and none valid',
      gateway(soft) + set(bad),
      [
        'Accepted False UnsupportedAddress: Parent not accepted: only Hostname is supported, ignoring [1.1.1.1]',
        noneValid('Programmed'),
      ],
    ],
    [
      'GW-119: parameters of the parent do not matter',
      gateway(", infrastructure: {parametersRef: {group: '', kind: ConfigMap, name: gone}}") + set(good),
      [accepted, programmed],
    ],
    [
      'GW-162: a parent without usable address',
      gateway(hard) + set(good),
      [
        'Accepted False UnsupportedAddress: Parent not accepted: only Hostname is supported, ignoring [1.1.1.1 2.2.2.2]',
        'Programmed False UnsupportedAddress: Failed to assign to any requested addresses',
      ],
    ],
    [
      'GW-111: a class without ListenerSets',
      gateway('', 'istio-waypoint') + set(good),
      ['Accepted', 'Programmed'].map(
        (type) => `${type} False NotAllowed: The "istio-waypoint" GatewayClass does not support ListenerSet`,
      ),
    ],
  ])('%s', async (_title, text, expected) => {
    expect(await lines(text)).toEqual(expected);
  });

  test('GW-113: a rejected one clears its listeners and keeps conditions of others', async () => {
    const text = gateway() + set(good, old, 'name: gw, namespace: default', 'other');
    const status = statusOf(await convertText(text), 'ListenerSet', 'set', 'other')?.status;
    const message = "NotAllowed: The parent Gateway does not allow this reference; check the 'spec.allowedRoutes'";
    expect(conditionLines(status)).toEqual([
      'Mine True r: m',
      `Accepted False ${message}`,
      `Programmed False ${message}`,
    ]);
    expect(status).not.toHaveProperty('listeners');
  });

  test.each([
    ['another kind of parent', gateway() + set(good, '', 'kind: Service, group: "", name: gw')],
    ['no parent', set(good)],
    ['a parent of an unknown class', gateway('', 'nginx') + set(good)],
  ])('GW-111: %s gives no status', async (_title, text) => {
    expect(statusOf(await convertText(text), 'ListenerSet', 'set')).toBeUndefined();
  });

  test('GW-132, GW-143: its listeners in the order of the spec, and no addresses', async () => {
    const lb =
      '\n---\n{apiVersion: v1, kind: Service, metadata: {name: gw-istio}, spec: {externalIPs: [1.1.1.1], ports: [{port: 80}]}}\n';
    const status = statusOf(
      await convertText(gateway() + set(`{name: z, protocol: HTTP, port: 80, hostname: z.b}, ${good}`, old) + lb),
      'ListenerSet',
      'set',
    )?.status;
    expect(objectsIn(status, 'listeners').map(({ name }) => name)).toEqual(['z', 'a']);
    expect(status).not.toHaveProperty('addresses');
    expect(conditionLines(status)).toEqual(['Mine True r: m', accepted, programmed]);
  });
});
