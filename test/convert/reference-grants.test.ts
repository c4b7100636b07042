import { describe, expect, test } from '@jest/globals';
import { createContext } from '../../src/convert/context.ts';
import { createGrantCheck, type GrantFrom, type GrantTo } from '../../src/convert/reference-grants.ts';
import { load } from '../../src/input/load.ts';
import { indexResources } from '../../src/model/resource-index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { gatewayAPI } from './conversion.ts';
import { allListenerSets, convertGateways, gatewayOf, listenerSet } from './gateway-conversion.ts';

const group = 'gateway.networking.k8s.io';
const from = (kind: string, namespace = 'app', more: object = {}) => ({ group, kind, namespace, ...more });
const to = (kind: string, more: object = {}) => ({ group: '', kind, ...more });
const grant = (spec: object, metadata: object = {}) =>
  gatewayAPI('ReferenceGrant', 'grant', spec, { namespace: 'certs', ...metadata });
const gatewaySecret: [GrantFrom, GrantTo] = [
  { kind: 'Gateway', namespace: 'app' },
  { group: '', kind: 'Secret', namespace: 'certs', name: 'cert' },
];

async function check(...grants: object[]) {
  const text = grants.map((object) => JSON.stringify(object)).join('\n---\n');
  const { index } = await load([{ name: 'grants.yaml', text }], { validate: 'ignore' });
  return createGrantCheck(createContext(index, { settings: defaultSettings, complete: true }).context);
}

describe('a reference of Gateway app into namespace certs (GW-90)', () => {
  test.each<[string, object[], boolean]>([
    ['no grant', [], false],
    ['a grant for every Secret', [grant({ from: [from('Gateway')], to: [to('Secret')] })], true],
    ['a grant for this Secret', [grant({ from: [from('Gateway')], to: [to('Secret', { name: 'cert' })] })], true],
    ['an empty name is none', [grant({ from: [from('Gateway')], to: [to('Secret', { name: '' })] })], true],
    ['a grant for another Secret', [grant({ from: [from('Gateway')], to: [to('Secret', { name: 'other' })] })], false],
    ['a grant for ConfigMaps', [grant({ from: [from('Gateway')], to: [to('ConfigMap')] })], false],
    [
      'a grant for another kind of referrer (GW-91)',
      [grant({ from: [from('ListenerSet')], to: [to('Secret')] })],
      false,
    ],
    ['a grant for another namespace', [grant({ from: [from('Gateway', 'other')], to: [to('Secret')] })], false],
    [
      'a grant in the namespace of the Gateway',
      [grant({ from: [from('Gateway')], to: [to('Secret')] }, { namespace: 'app' })],
      false,
    ],
    ['from of another group', [grant({ from: [from('Gateway', 'app', { group: 'x' })], to: [to('Secret')] })], false],
    ['to of another group', [grant({ from: [from('Gateway')], to: [to('Secret', { group: 'core' })] })], false],
    [
      'each from goes with each to',
      [grant({ from: [from('HTTPRoute'), from('Gateway')], to: [to('Service'), to('Secret')] })],
      true,
    ],
    [
      'but not with those of another grant',
      [
        grant({ from: [from('Gateway')], to: [to('Service')] }),
        grant({ from: [from('HTTPRoute')], to: [to('Secret')] }, { name: 'g2' }),
      ],
      false,
    ],
    [
      'one of several grants is enough',
      [
        grant({ from: [from('Gateway', 'other')], to: [to('Secret')] }),
        grant({ from: [from('Gateway')], to: [to('Secret', { name: 'cert' })] }, { name: 'g2' }),
      ],
      true,
    ],
    [
      'older versions count (GW-94)',
      [{ ...grant({ from: [from('Gateway')], to: [to('Secret')] }), apiVersion: `${group}/v1beta1` }],
      true,
    ],
  ])('%s: %j', async (_, grants, allowed) => {
    expect((await check(...grants))(...gatewaySecret)).toBe(allowed);
  });

  test('a reference within a namespace needs none', async () => {
    const granted = await check();
    expect(
      granted({ kind: 'Gateway', namespace: 'certs' }, { group: '', kind: 'Secret', namespace: 'certs', name: 'x' }),
    ).toBe(true);
  });

  test.each<[string, string, string]>([
    ['HTTPRoute', '', 'Service'],
    ['GRPCRoute', 'gateway.networking.x-k8s.io', 'XBackend'],
    ['TLSRoute', 'inference.networking.k8s.io', 'InferencePool'],
    ['TCPRoute', '', 'ConfigMap'],
    ['ListenerSet', '', 'Secret'],
  ])('the kinds that istiod reads (GW-92): from %s to %s/%s', async (kind, toGroup, toKind) => {
    const granted = await check(grant({ from: [from(kind)], to: [to(toKind, { group: toGroup })] }));
    expect(granted({ kind, namespace: 'app' }, { group: toGroup, kind: toKind, namespace: 'certs', name: 'x' })).toBe(
      true,
    );
  });
});

test('without any grant nothing foreign is allowed', () => {
  const granted = createGrantCheck(createContext(indexResources([]), { settings: defaultSettings }).context);
  expect(granted(...gatewaySecret)).toBe(false);
});

describe('entries without effect (GW-92, GWX0309)', () => {
  const at = 'ReferenceGrant/grant spec';
  const dead = (where: string, side: string, entry: [string, string]) =>
    `${at}${where} silent grant-entry-ignored: istiod ignores ReferenceGrant ${side} entries of group "${entry[0]}" and kind "${entry[1]}"`;

  test.each<[string, object, string[]]>([
    ['kinds and groups that istiod reads', { from: [from('Gateway')], to: [to('Secret')] }, []],
    [
      'a from of another kind',
      { from: [from('UDPRoute'), from('Gateway')], to: [to('Secret')] },
      [dead('.from[0]', 'from', [group, 'UDPRoute'])],
    ],
    [
      'a from of another group',
      { from: [from('Gateway', 'app', { group: '' })], to: [to('Secret')] },
      [dead('.from[0]', 'from', ['', 'Gateway'])],
    ],
    [
      'a to of another kind',
      { from: [from('Gateway')], to: [to('Secret'), to('Pod')] },
      [dead('.to[1]', 'to', ['', 'Pod'])],
    ],
    [
      'the core group is the empty one',
      { from: [from('Gateway')], to: [to('Secret', { group: 'core' })] },
      [dead('.to[0]', 'to', ['core', 'Secret'])],
    ],
    [
      'its own namespace',
      { from: [from('Gateway', 'certs')], to: [to('Secret')] },
      [`${at}.from[0] silent grant-entry-ignored: references within a namespace need no ReferenceGrant`],
    ],
    [
      'all of one side counts once',
      { from: [from('A'), from('B')], to: [to('Secret')] },
      [
        `${at} silent grant-entry-ignored: no "from" entry of this ReferenceGrant is one that istiod reads, so it permits nothing`,
      ],
    ],
  ])('%s', async (_, spec, issues) => {
    expect((await convertGateways([grant(spec)])).issues).toEqual(issues);
  });
});

test.each([
  ['Gateway', 'app', ['app/web/tls']],
  ['ListenerSet', 'team', ['team/set/tls']],
])('a grant for kind %s covers certificates of that kind alone (GW-91)', async (kind, namespace, emitted) => {
  const tls = { certificateRefs: [{ name: 'cert', namespace: 'certs' }] };
  const listener = (port: number) => ({ name: 'tls', port, protocol: 'TLS', tls });
  const { servers } = await convertGateways([
    gatewayOf({ listeners: [listener(443)], ...allListenerSets }),
    listenerSet('set', [listener(444)], { parentRef: { name: 'web', namespace: 'app' } }, { namespace: 'team' }),
    grant({ from: [from(kind, namespace)], to: [to('Secret', { name: 'cert' })] }),
  ]);
  expect(Object.keys(servers)).toEqual(emitted);
});
