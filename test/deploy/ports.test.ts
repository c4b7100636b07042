import { describe, expect, test } from '@jest/globals';
import { core, gatewayAPI } from '../convert/conversion.ts';
import { at, deploy, everything, gateway, type TestOptions } from './deployment.ts';

type Listener = readonly [name: string, port: number, protocol?: string];

const listeners = (list: readonly Listener[]) =>
  list.map(([name, port, protocol = 'HTTP']) => ({ name, port, protocol }));

/** `name:port/protocol(appProtocol)` of the ports of the Service behind the status port. */
async function ports(objects: readonly object[], options: TestOptions = {}): Promise<readonly string[]> {
  const { byKind } = await deploy(objects, options);
  const list = at(byKind['Service'], 'spec', 'ports');
  const all = Array.isArray(list) ? list : [];
  expect(all[0]).toEqual({ name: 'status-port', port: 15021, protocol: 'TCP', appProtocol: 'tcp' });
  return all.slice(1).map((port) => `${port.name}:${port.port}/${port.protocol}(${port.appProtocol})`);
}

const a63 = 'a'.repeat(63);

describe('DEP-32, DEP-34, DEP-35, DEP-38: the ports of the Service', () => {
  test.each<[string, readonly Listener[], readonly string[]]>([
    ['no listeners', [], []],
    [
      'in their order, with their protocols',
      [
        ['b', 443, 'HTTPS'],
        ['a', 80],
      ],
      ['b:443/TCP(https)', 'a:80/TCP(http)'],
    ],
    [
      'a number counts once, for the first',
      [
        ['a', 80, 'HTTP'],
        ['b', 80, 'TCP'],
        ['c', 81],
      ],
      ['a:80/TCP(http)', 'c:81/TCP(http)'],
    ],
    [
      'dots become dashes, and the port is added where that is not enough',
      [
        ['web.a', 80],
        ['web-a', 81],
      ],
      ['web-a:80/TCP(http)', 'web-a-81:81/TCP(http)'],
    ],
    [
      'names of 63 characters',
      [
        [`${a63}x`, 82],
        [`${a63}y`, 83],
      ],
      [`${a63}:82/TCP(http)`, `${'a'.repeat(60)}-83:83/TCP(http)`],
    ],
    [
      'an x is added until the name is free',
      [
        ['a-81', 80],
        ['a.a', 1],
        ['a-a', 2],
        ['a-a-3', 4],
        ['a.a', 3],
      ],
      ['a-81:80/TCP(http)', 'a-a:1/TCP(http)', 'a-a-2:2/TCP(http)', 'a-a-3:4/TCP(http)', 'a-a-3x:3/TCP(http)'],
    ],
    [
      'no name',
      [
        ['', 80, 'HTTP'],
        ['', 81, 'TLS'],
      ],
      ['http-0:80/TCP(http)', 'tls-1:81/TCP(tls)'],
    ],
    ['the name of the status port is taken', [['status-port', 80]], ['status-port-80:80/TCP(http)']],
    ['its number is not', [['a', 15021]], ['a:15021/TCP(http)']],
  ])('%s', async (_, list, expected) => {
    expect(await ports([gateway({ listeners: listeners(list) })])).toEqual(expected);
  });

  test('a listener whose protocol is lost is an issue', async () => {
    const list = listeners([
      ['a', 80, 'HTTP'],
      ['b', 80, 'TCP'],
      ['c', 80, 'HTTP'],
    ]);
    const { issues } = await deploy([gateway({ listeners: list })]);
    expect(issues).toEqual([
      'spec.listeners.1.port port-skipped: port 80 of the generated Service keeps appProtocol "http" of listener "a"',
    ]);
  });
});

describe('DEP-36: QUIC', () => {
  const settings = { ...everything, EnableQUICListeners: true };
  const list = listeners([
    ['a', 443, 'HTTPS'],
    ['b', 80],
    ['a-quic', 444, 'HTTPS'],
  ]);

  test('a UDP port beside each HTTPS port', async () => {
    expect(await ports([gateway({ listeners: list })], { settings })).toEqual([
      'a:443/TCP(https)',
      'a-quic:443/UDP(https)',
      'b:80/TCP(http)',
      'a-quic-444:444/TCP(https)',
      'a-quic-444-quic:444/UDP(https)',
    ]);
  });

  test.each(['istio-waypoint', 'istio-east-west', 'istio-agentgateway', 'istio-agentgateway-waypoint'])(
    'the template of %s makes it a second TCP port',
    async (gatewayClassName) => {
      const object = gateway({ gatewayClassName, listeners: list.slice(0, 1) });
      expect(await ports([object], { settings })).toEqual(['a:443/TCP(https)', 'a-quic:443/TCP(https)']);
    },
  );
});

describe('DEP-37: ListenerSets', () => {
  const set = (name: string, namespace: string, list: readonly Listener[], parent: object = {}) =>
    gatewayAPI(
      'ListenerSet',
      name,
      { parentRef: { name: 'web', namespace: 'app', ...parent }, listeners: listeners(list) },
      { namespace },
    );
  const allowing = (namespaces: object | undefined, list: readonly Listener[] = [['own', 80]]) =>
    gateway({ listeners: listeners(list), ...(namespaces && { allowedListeners: { namespaces } }) });
  const selector = { matchLabels: { team: 'a' } };
  const namespace = (name: string, labels: object = {}) => core('Namespace', name, '', { metadata: { name, labels } });

  test.each<[string, object | undefined, readonly object[], boolean, boolean]>([
    ['not allowed by default', undefined, [], false, false],
    ['from all', { from: 'All' }, [], true, true],
    ['from the same', { from: 'Same' }, [], false, true],
    ['from none', { from: 'None' }, [], false, false],
    [
      'from selected ones',
      { from: 'Selector', selector },
      [namespace('b', { team: 'a' }), namespace('app')],
      true,
      false,
    ],
    ['by a selector alone', { selector }, [namespace('b', { team: 'a' }), namespace('app')], true, false],
    [
      'by the implied label',
      { selector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } },
      [namespace('b'), namespace('app')],
      true,
      false,
    ],
    ['an unknown Namespace is not selected', { selector }, [], false, false],
  ])('%s', async (_, namespaces, objects, other, same) => {
    const input = [allowing(namespaces), set('s', 'b', [['other', 81]]), set('t', 'app', [['same', 82]]), ...objects];
    expect(await ports(input, { complete: true })).toEqual([
      'own:80/TCP(http)',
      ...(same ? ['same:82/TCP(http)'] : []),
      ...(other ? ['other:81/TCP(http)'] : []),
    ]);
  });

  test('in the open world a Namespace that is not in the input may have the label, as in conversion', async () => {
    const input = [allowing({ selector }), set('s', 'b', [['other', 81]])];
    expect(await ports(input)).toEqual(['own:80/TCP(http)', 'other:81/TCP(http)']);
  });

  test('by namespace and name, behind the listeners of the Gateway, which come first in every respect', async () => {
    const input = [
      allowing({ from: 'All' }, [['x', 80]]),
      set('b', 'b', [['x', 84]]),
      set('a', 'b', [['x', 83]]),
      set('z', 'a', [
        ['y', 80],
        ['', 82],
      ]),
    ];
    expect(await ports(input)).toEqual([
      'x:80/TCP(http)',
      'http-2:82/TCP(http)',
      'x-83:83/TCP(http)',
      'x-84:84/TCP(http)',
    ]);
  });

  test('another parent, the own namespace by default, a port of 0', async () => {
    const input = [
      allowing({ from: 'All' }, []),
      set('a', 'app', [['a', 81]], { name: 'other' }),
      set('b', 'b', [['b', 82]], { namespace: undefined }),
      set('c', 'app', [['c', 0]], { namespace: undefined }),
    ];
    expect(await ports(input)).toEqual(['c:0/TCP(http)']);
  });

  test('whether the class has ListenerSets at all is not asked', async () => {
    const input = [
      gateway({ gatewayClassName: 'istio-waypoint', allowedListeners: { namespaces: { from: 'All' } } }),
      set('a', 'app', [['a', 81]]),
    ];
    expect(await ports(input, { settings: everything })).toEqual(['a:81/TCP(http)']);
  });
});

describe('DEP-31, DEP-33: type and address', () => {
  const annotated = (type: string) => ({ annotations: { 'networking.istio.io/service-type': type } });
  const addresses = [{ type: 'IPAddress', value: '1.2.3.4' }];

  test.each<[string, object, string, string | undefined]>([
    ['the default of gateways', gateway({ addresses }), 'LoadBalancer', '1.2.3.4'],
    ['the default of waypoints', gateway({ gatewayClassName: 'istio-waypoint', addresses }), 'ClusterIP', undefined],
    [
      'the default of east-west gateways',
      gateway({ gatewayClassName: 'istio-east-west', addresses }),
      'LoadBalancer',
      '1.2.3.4',
    ],
    [
      'the default of agentgateways',
      gateway({ gatewayClassName: 'istio-agentgateway', addresses }),
      'LoadBalancer',
      '1.2.3.4',
    ],
    [
      'the default of agentgateway waypoints',
      gateway({ gatewayClassName: 'istio-agentgateway-waypoint', addresses }),
      'ClusterIP',
      undefined,
    ],
    ['the annotation', gateway({ addresses }, annotated('NodePort')), 'NodePort', undefined],
    [
      'the annotation makes a load balancer',
      gateway({ gatewayClassName: 'istio-waypoint', addresses }, annotated('LoadBalancer')),
      'LoadBalancer',
      '1.2.3.4',
    ],
    ['it is not checked', gateway({}, annotated('odd')), 'odd', undefined],
    [
      'that of the infrastructure does not count',
      gateway({ infrastructure: annotated('NodePort') }),
      'LoadBalancer',
      undefined,
    ],
    ['no address', gateway({ addresses: [] }), 'LoadBalancer', undefined],
  ])('%s', async (_, object, type, loadBalancerIP) => {
    const { byKind } = await deploy([object], { settings: everything });
    const spec = at(byKind['Service'], 'spec');
    expect(spec).toMatchObject({ type, ipFamilyPolicy: 'PreferDualStack' });
    expect(at(spec, 'loadBalancerIP')).toBe(loadBalancerIP);
  });

  test('DEP-18: the selector is the name of the Gateway', async () => {
    const { byKind } = await deploy([gateway()]);
    expect(at(byKind['Service'], 'spec', 'selector')).toEqual({ 'gateway.networking.k8s.io/gateway-name': 'web' });
  });
});
