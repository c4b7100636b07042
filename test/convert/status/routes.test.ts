import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { convertText, entryLines, statusOf, type World } from '../policies/conversion.ts';

const gateway = (name: string, listeners: string, namespace = 'default') => `
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${name}, namespace: ${namespace}}, spec: {gatewayClassName: istio, listeners: [${listeners}]}}
`;
const gw = gateway('gw', '{name: http, protocol: HTTP, port: 80}');
const objects = `${gw}
---
{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}
`;
const route = (rules: readonly string[], parents = '{name: gw}', rest = '', kind = 'HTTPRoute', metadata = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: r, ${metadata}}
spec: {parentRefs: [${parents}], rules: [${rules.join(', ')}]}
${rest}
`;
const backends = (...refs: readonly string[]) => `{backendRefs: [${refs.join(', ')}]}`;
const s = '{name: s, port: 80}';
const mirror = (ref: string) => `{type: RequestMirror, requestMirror: {backendRef: ${ref}}}`;
const unsupported = '{type: ExtensionRef, extensionRef: {group: x.io, kind: X, name: x}}';
const fine = 'ResolvedRefs True ResolvedRefs: All references resolved';
const notFound = (name: string) => `backend(${name}.default.svc.cluster.local) not found`;
const valid = 'Accepted True Accepted: Route was valid';
const gone = (name = 'gone') => `{name: ${name}, port: 80}`;
const kindless = '{kind: Pod, name: x}';
const kindMessage = 'referencing unsupported backendRef: group "" kind "Pod"';

async function parentsOf(text: string, kind = 'HTTPRoute', world: World = {}) {
  return entryLines(
    statusOf(await convertText(objects + text, { defaults: false, ...world }), kind, 'r')?.status,
    'parents',
  );
}

describe('ResolvedRefs of a route', () => {
  test.each([
    [
      'RT-110: the first hard error wipes earlier soft ones',
      [backends(gone()), `{filters: [${unsupported}], backendRefs: [${s}]}`, backends('{name: a.b, port: 80}')],
      'False InvalidFilter: unsupported filter type "ExtensionRef"',
    ],
    [
      'RT-110: matches before filters before backends',
      [`{matches: [{path: {type: Odd, value: /}}], filters: [${unsupported}], backendRefs: [{name: a.b, port: 80}]}`],
      'False InvalidConfiguration: unknown type: "Odd" is not supported Path match type',
    ],
    [
      'RT-110: of a match path, headers, query parameters',
      ['{matches: [{queryParams: [{type: Q, name: q, value: v}], headers: [{type: H, name: h, value: v}]}]}'],
      'False InvalidConfiguration: unknown type: "H" is not supported HeaderMatch type',
    ],
    [
      'RT-110: of a backend the ref before its filters',
      [backends(`{name: a.b, port: 80, filters: [${unsupported}]}`)],
      'False InvalidDestination: service name invalid; the name of the Service must be used, not the hostname.',
    ],
    [
      'RT-110: a backend before the filters of the next',
      [backends(`{name: s, port: 80, filters: [${unsupported}]}`, '{name: a.b, port: 80}')],
      'False InvalidFilter: unsupported filter type "ExtensionRef"',
    ],
    [
      'RT-111: a mirror behind a backend',
      [`{filters: [${mirror(kindless)}], backendRefs: [${gone()}]}`],
      `False BackendNotFound: ${notFound('gone')}; ${kindMessage}`,
    ],
    [
      'RT-111: a mirror alone',
      [`{filters: [${mirror(kindless)}], backendRefs: [${s}]}`],
      `False InvalidKind: ${kindMessage}`,
    ],
    [
      'RT-111: a mirror beside a direct response',
      [`{filters: [${mirror(gone())}], backendRefs: [{name: gone, port: 80, weight: 0}]}`],
      `False BackendNotFound: ${notFound('gone')}`,
    ],
    [
      'RT-95: of several mirrors the last one',
      [`{filters: [${mirror(kindless)}, ${mirror(gone())}], backendRefs: [${gone('first')}, ${gone('last')}]}`],
      `False BackendNotFound: ${notFound('last')}; ${notFound('gone')}`,
    ],
    [
      'RT-95: a hard error of a mirror is soft',
      [`{filters: [${mirror('{name: a.b, port: 80}')}], backendRefs: [${s}]}`],
      'False InvalidDestination: service name invalid; the name of the Service must be used, not the hostname.',
    ],
    [
      'RT-112: the last rule with an error decides',
      [backends(kindless), backends(gone()), backends(s)],
      `False BackendNotFound: ${notFound('gone')}`,
    ],
    [
      'RT-112: a later mirror hides an earlier backend',
      [backends(gone()), `{filters: [${mirror(kindless)}], backendRefs: [${s}]}`],
      `False InvalidKind: ${kindMessage}`,
    ],
    ['RT-78: of one rule the last backend', [backends(gone(), kindless, s)], `False InvalidKind: ${kindMessage}`],
    ['all is well', [backends(s)], 'True ResolvedRefs: All references resolved'],
  ])('%s', async (_title, rules, expected) => {
    expect(await parentsOf(route(rules))).toEqual([[expect.any(String), valid, `ResolvedRefs ${expected}`]]);
  });

  test('RT-95: a mirror of a GRPCRoute is hard', async () => {
    const text = route(
      [backends(gone()), `{filters: [${mirror(gone('m'))}], backendRefs: [${s}]}`, backends(kindless)],
      undefined,
      '',
      'GRPCRoute',
    );
    expect((await parentsOf(text, 'GRPCRoute'))[0]?.[2]).toBe(`ResolvedRefs False BackendNotFound: ${notFound('m')}`);
  });

  test('RT-113, RT-114: the errors of a flavour show on every parent of it, denied ones too, and on no other', async () => {
    const parents = "{name: gw}, {name: gw, sectionName: none}, {group: '', kind: Service, name: s}";
    const lines = await parentsOf(
      route([backends('{name: s, namespace: other, port: 80}')], parents) +
        '\n---\n{apiVersion: v1, kind: Service, metadata: {name: s, namespace: other}}\n',
    );
    const refused =
      'ResolvedRefs False RefNotPermitted: backendRef s/other not accessible to a HTTPRoute in namespace "default" (missing a ReferenceGrant?)';
    expect(lines.map((line) => line.slice(1))).toEqual([
      ['Accepted False NoMatchingParent: sectionName "none" not found', refused],
      [valid, refused],
      [valid, fine],
    ]);
  });
});

describe('Accepted of a route', () => {
  const listeners = (texts: readonly string[]) =>
    gateway('many', texts.map((text, i) => `{name: l${i}, ${text}}`).join(', '));
  const http = (hostname: string, extra = '') => `protocol: HTTP, port: 80, hostname: ${hostname}${extra}`;
  const accepted = async (text: string) => (await parentsOf(text)).map((line) => line[1]);
  const one = (hostname: string) =>
    route([backends(s)], '{name: many}').replace('rules:', `hostnames: [${hostname}], rules:`);

  test('RT-119: the number of bindings, if there is more than one', async () => {
    expect(await accepted(listeners([http('a.x'), http('b.x')]) + route([backends(s)], '{name: many}'))).toEqual([
      'Accepted True Accepted: Route was valid, bound to 2 parents',
    ]);
    expect(await accepted(listeners([http('a.x'), http('b.x')]) + one('a.x'))).toEqual([valid]);
  });

  test('RT-117, RT-118: the denials that came closest are joined in the order of the listeners, repeats kept', async () => {
    const kinds = ', allowedRoutes: {kinds: [{kind: GRPCRoute}]}';
    const kind = 'kind gateway.networking.k8s.io/v1/HTTPRoute is not allowed';
    expect(await accepted(listeners([http('z.x', kinds), http('b.x'), http('a.x', kinds)]) + one('a.x, z.x'))).toEqual([
      `Accepted False NotAllowedByListeners: ${kind}; ${kind}`,
    ]);
    const none = (hostname: string) => `no hostnames matched parent hostname "${hostname}"`;
    expect(await accepted(listeners([http('z.x'), http('b.x'), http('a.x')]) + one('c.x'))).toEqual([
      `Accepted False NoMatchingListenerHostname: ${['z.x', 'b.x', 'a.x'].map(none).join('; ')}`,
    ]);
    const far = route([backends(s)], '{name: many, port: 9}');
    expect(await accepted(listeners([http('z.x'), http('b.x')]) + far)).toEqual([
      'Accepted False NoMatchingParent: port 9 not found; port 9 not found',
    ]);
  });

  test('RT-118: eleven listeners stay in the order of the spec, not of their names', async () => {
    const many = Array.from({ length: 11 }, (_, i) => http(`h${i}.x`));
    expect((await accepted(listeners(many) + one('c.x')))[0]?.match(/h\d+/g)).toEqual(many.map((_, i) => `h${i}`));
  });
});

describe('status.parents of a route', () => {
  const text = (parents: string, existing = '', metadata = '') =>
    route([backends(s)], parents, existing === '' ? '' : `status: {parents: [${existing}]}`, 'HTTPRoute', metadata);
  const own = (ref: string, conditions = '', controller = 'istio.io/gateway-controller') =>
    `{parentRef: {${ref}}, controllerName: ${controller}, conditions: [${conditions}]}`;
  const refs = async (document: string, world: World = {}) =>
    (await parentsOf(document, 'HTTPRoute', world)).map(([ref]) => ref);
  const istio = 'istio.io/gateway-controller';

  test('RT-115, RT-122: new entries by parentRef, the largest first, as they are written', async () => {
    const more =
      gateway('gw2', '{name: http, protocol: HTTP, port: 80}') +
      gateway('gw', '{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}', 'other');
    const parents =
      "{group: '', kind: Service, name: s}, {name: gw}, {name: gw2, kind: Gateway}, {name: gw, namespace: other}, {name: gw, port: 80}, {name: gw, port: 1234}, {name: absent}";
    expect(await refs(more + text(parents))).toEqual([
      `${istio} kind=Gateway name=gw2`,
      `${istio} name=gw port=80`,
      `${istio} name=gw port=1234`,
      `${istio} name=gw namespace=other`,
      `${istio} name=gw`,
      `${istio} group= kind=Service name=s`,
    ]);
  });

  test('RT-121: entries of others stay, own ones are rewritten in place in the spelling of the spec or go, new ones follow', async () => {
    const existing = [
      own('name: gw', '', 'other.io/c'),
      own('name: gw, sectionName: gone'),
      own(
        'group: gateway.networking.k8s.io, kind: Gateway, name: gw, namespace: default',
        "{type: Mine, status: 'True', reason: r, message: m}, {type: ResolvedRefs, status: 'False', reason: r, message: m}",
      ),
      own('name: s', '', 'other.io/c'),
    ].join(', ');
    expect(await parentsOf(text("{group: '', kind: Service, name: s}, {name: gw}", existing))).toEqual([
      ['other.io/c name=gw'],
      [`${istio} name=gw`, 'Mine True r: m', fine, valid],
      ['other.io/c name=s'],
      [`${istio} group= kind=Service name=s`, valid, fine],
    ]);
  });

  test('RT-120: an unchanged condition stays as it is, and carries the generation of old', async () => {
    const condition = (generation: number) =>
      `{type: Accepted, status: 'True', reason: Stale, message: Route was valid, observedGeneration: ${generation}}`;
    expect((await parentsOf(text('{name: gw}', own('name: gw', condition(2)), 'generation: 2')))[0]?.[1]).toBe(
      'Accepted True Stale: Route was valid',
    );
    expect((await parentsOf(text('{name: gw}', own('name: gw', condition(1)), 'generation: 2')))[0]?.[1]).toBe(valid);
    const status = statusOf(
      await convertText(objects + text('{name: gw}', '', 'generation: 2')),
      'HTTPRoute',
      'r',
    )?.status;
    expect(
      objectsIn(objectsIn(status, 'parents')[0], 'conditions').map(({ observedGeneration }) => observedGeneration),
    ).toEqual([2, 2]);
  });

  test('RT-123: no parents differ from no status, and equal an empty list', async () => {
    const changed = async (rest: string) =>
      statusOf(await convertText(objects + route([], '{name: absent}', rest)), 'HTTPRoute', 'r');
    expect(await changed('')).toMatchObject({ status: { parents: [] }, changed: true });
    expect(await changed('status: {}')).toMatchObject({ changed: true });
    expect(await changed('status: {parents: []}')).toMatchObject({ changed: false });
  });

  test('RT-125: of two parentRefs that mean the same the last one counts', async () => {
    expect(await refs(text('{name: gw}, {name: gw, kind: Gateway}'))).toEqual([`${istio} kind=Gateway name=gw`]);
  });

  test('RT-115: the configured controller name', async () => {
    const existing = own('name: gw', '', 'istio.io/gateway-controller');
    expect(await refs(text('{name: gw}', existing), { settings: { ManagedGatewayController: 'me.io/c' } })).toEqual([
      `${istio} name=gw`,
      'me.io/c name=gw',
    ]);
  });
});

describe('ResolvedWaypoints (RT-119, RT-126, RT-29)', () => {
  const ambient: World = { settings: { EnableAmbient: true } };
  const mesh = (name: string) => `{group: '', kind: Service, name: ${name}}`;
  const remark =
    'istio.io/use-waypoint label missing from parent and parent namespace; in ambient mode, route will not be respected';
  const namespace = (label = '') =>
    `\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {${label}}}}\n`;
  const labelled = (label: string) =>
    `\n---\n{apiVersion: v1, kind: Service, metadata: {name: l, labels: {${label}}}}\n`;
  const resolved = (message = 'All waypoints resolved') => `ResolvedWaypoints True ResolvedWaypoints: ${message}`;

  test.each([
    ['a Gateway parent', namespace(), '{name: gw}', resolved()],
    ['a missing parent', namespace(), mesh('gone'), resolved('parent not found')],
    [
      'a missing ServiceEntry',
      namespace(),
      '{group: networking.istio.io, kind: ServiceEntry, name: gone}',
      resolved('parent not found'),
    ],
    ['no label on either', namespace(), mesh('s'), resolved(remark)],
    [
      'the label none on both',
      namespace('istio.io/use-waypoint: none') + labelled('istio.io/use-waypoint: none'),
      mesh('l'),
      resolved(remark),
    ],
    ['an empty label on the parent', namespace() + labelled("istio.io/use-waypoint: ''"), mesh('l'), resolved(remark)],
    ['a label on the parent', namespace() + labelled('istio.io/use-waypoint: w'), mesh('l'), resolved()],
    ['a label on the namespace', namespace('istio.io/use-waypoint: w'), mesh('s'), resolved()],
    ['an unknown namespace', '', mesh('s'), resolved()],
  ])('with ambient on, %s', async (_title, extra, parent, expected) => {
    expect((await parentsOf(extra + route([backends(s)], parent), 'HTTPRoute', ambient))[0]?.[3]).toBe(expected);
  });

  test('with ambient off there is none, and an old one stays', async () => {
    expect((await parentsOf(namespace() + route([backends(s)], mesh('s'))))[0]).toHaveLength(3);
    const existing = `status: {parents: [{parentRef: {name: gw}, controllerName: istio.io/gateway-controller, conditions: [{type: ResolvedWaypoints, status: 'True', reason: r, message: m}]}]}`;
    expect((await parentsOf(route([backends(s)], '{name: gw}', existing)))[0]?.slice(1)).toEqual([
      'ResolvedWaypoints True r: m',
      valid,
      fine,
    ]);
  });
});
