import { describe, expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings.ts';
import { convertObjects, core, gatewayAPI, names, service } from './conversion.ts';

const rules = [{ backendRefs: [{ name: 'web', port: 80 }] }];
const toService = { group: '', kind: 'Service', name: 'web' };
const toEntry = { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'ext' };
const useWaypoint = 'istio.io/use-waypoint';

const route = (parentRef: object, spec: object = {}) =>
  gatewayAPI('HTTPRoute', 'r', { parentRefs: [parentRef], rules, ...spec });
const entry = (labels: object, ...hosts: readonly string[]) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'ext', namespace: 'app', labels },
  spec: { hosts },
});
const namespace = (labels: object, name = 'app') => core('Namespace', name, '', { metadata: { name, labels } });

describe('RT-28: parents of the mesh', () => {
  test('RT-40: hosts are those of the parent', async () => {
    const objects = [route(toService), route(toEntry), service('web'), entry({}, 'b.com', '*.a.com')];
    const both = gatewayAPI('HTTPRoute', 'r', { parentRefs: [toEntry, toService], rules });
    const conversion = await convertObjects([...objects, both], { complete: true, settings: { domainSuffix: 'corp' } });
    expect(names(conversion)).toEqual(['app~*.a.com', 'app~b.com', 'app~web.app.svc.corp']);
    expect(conversion.issues).toEqual([]);
  });

  test.each(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'])('a %s of any namespace may attach', async (kind) => {
    const spec = {
      parentRefs: [{ ...toService, namespace: 'far' }],
      rules: [{ backendRefs: [{ name: 'b', port: 1 }] }],
    };
    const objects = [gatewayAPI(kind, 'r', spec), service('web', 'far'), service('b')];
    const { virtualServices, issues } = await convertObjects(objects, { complete: true });
    // RT-55: in the namespace of the route.
    expect(virtualServices.map(({ metadata, spec: { hosts } }) => [metadata.namespace, hosts])).toEqual([
      ['app', ['web.far.svc.cluster.local']],
    ]);
    expect(issues).toEqual([]);
  });

  test.each([
    [toService, 'Service', 'parent service: "web" not found', ['app~web.app.svc.cluster.local']],
    [toEntry, 'ServiceEntry', 'parent service entry: "ext" not found', []],
  ])('a missing parent: %j', async (parentRef, kind, message, generated) => {
    const objects = [route(parentRef), service('other')];
    const closed = await convertObjects(objects, { complete: true });
    expect(names(closed)).toEqual([]);
    expect(closed.issues.slice(0, 1)).toEqual([`spec.parentRefs[0].name Accepted NoMatchingParent (soft): ${message}`]);
    const open = await convertObjects(objects);
    expect(names(open)).toEqual(generated);
    expect(open.issues).toEqual([]);
    expect(open.assumptions).toContain(`${kind} app/${parentRef.name}`);
  });
});

describe('fields that are ignored', () => {
  test('RT-15: sectionName, and a port that the Service does not have', async () => {
    const objects = [route({ ...toService, sectionName: 's', port: 81 }), service('web')];
    const conversion = await convertObjects(objects, { complete: true });
    expect(names(conversion)).toEqual(['app~81~web.app.svc.cluster.local']);
    expect(conversion.issues).toEqual([
      'spec.parentRefs[0].sectionName silent field-ignored (silent): sectionName is ignored for parents of kind Service',
      'spec.parentRefs[0].port silent field-ignored (silent): Service "app/web" has no port 81; this parentRef never matches',
    ]);
  });

  test('RT-15: of a ServiceEntry only the sectionName is looked at', async () => {
    const objects = [route({ ...toEntry, sectionName: 's', port: 81 }), entry({}, 'a.com'), service('web')];
    const conversion = await convertObjects(objects, { complete: true });
    expect(names(conversion)).toEqual(['app~81~a.com']);
    expect(conversion.issues).toEqual([
      'spec.parentRefs[0].sectionName silent field-ignored (silent): sectionName is ignored for parents of kind ServiceEntry',
    ]);
  });

  const ignored = (kind: string) =>
    `spec.hostnames silent field-ignored (silent): hostnames are ignored for parents of kind ${kind}`;
  test.each([
    ['HTTPRoute', toService, [ignored('Service')]],
    ['GRPCRoute', toEntry, [ignored('ServiceEntry')]],
    ['TLSRoute', toService, []],
  ])('RT-40, GWX0608: hostnames of a %s with parent %j', async (kind, parentRef, issues) => {
    const spec = { parentRefs: [parentRef], hostnames: ['x.com'], rules };
    const objects = [gatewayAPI(kind, 'r', spec), service('web'), entry({}, 'a.com')];
    const conversion = await convertObjects(objects, { complete: true });
    expect(conversion.issues).toEqual(issues);
    expect(conversion.virtualServices).toHaveLength(1);
  });

  test('GWX0608: a Gateway that is not in the input wants the hostnames', async () => {
    const parentRefs = [{ name: 'web', namespace: 'infra' }, toService];
    const { issues } = await convertObjects([
      gatewayAPI('HTTPRoute', 'r', { parentRefs, hostnames: ['x.com'], rules }),
    ]);
    expect(issues).toEqual([
      'spec.parentRefs[0].name silent parent-missing (silent): parent Gateway "infra/web" not found; nothing is generated for it and istiod writes no status',
    ]);
  });
});

describe('RT-16: a parent whose waypoint belongs to another controller is left to it', () => {
  const waypoint = (name: string, ns = 'app', className = 'theirs') =>
    gatewayAPI('Gateway', name, { gatewayClassName: className, listeners: [] }, { namespace: ns });
  const gatewayClass = (name: string, controllerName: string) =>
    gatewayAPI('GatewayClass', name, { controllerName }, { namespace: undefined });
  const theirs = gatewayClass('theirs', 'example.com/controller');
  const foreign = [waypoint('wp'), theirs];
  const labelled = (labels: object) => service('web', 'app', labels);
  const cases: readonly (readonly [string, readonly object[], boolean, Partial<Settings>?])[] = [
    ['no label', [labelled({}), ...foreign], true],
    ['the Service says so', [labelled({ [useWaypoint]: 'wp' }), ...foreign], false],
    ['the Namespace says so', [labelled({}), namespace({ [useWaypoint]: 'wp' }), ...foreign], false],
    [
      'the Service goes first',
      [labelled({ [useWaypoint]: 'own' }), namespace({ [useWaypoint]: 'wp' }), ...foreign],
      true,
    ],
    [
      'none on the Service',
      [labelled({ [useWaypoint]: 'NONE' }), namespace({ [useWaypoint]: 'wp' }), ...foreign],
      true,
    ],
    ['empty on the Service', [labelled({ [useWaypoint]: '' }), namespace({ [useWaypoint]: 'wp' }), ...foreign], true],
    ['none on the Namespace', [labelled({}), namespace({ [useWaypoint]: 'none' }), waypoint('none'), theirs], true],
    [
      'the namespace of the waypoint comes from the same object',
      [labelled({ [useWaypoint]: 'wp', [`${useWaypoint}-namespace`]: 'infra' }), waypoint('wp', 'infra'), theirs],
      false,
    ],
    [
      'and not from the other one',
      [
        labelled({ [useWaypoint]: 'wp' }),
        namespace({ [`${useWaypoint}-namespace`]: 'infra' }),
        waypoint('wp', 'infra'),
        theirs,
      ],
      true,
    ],
    ['the waypoint does not exist', [labelled({ [useWaypoint]: 'wp' }), theirs], true],
    ['its class does not exist', [labelled({ [useWaypoint]: 'wp' }), waypoint('wp')], true],
    [
      'a waypoint of Istio',
      [labelled({ [useWaypoint]: 'wp' }), waypoint('wp'), gatewayClass('theirs', 'istio.io/mesh-controller')],
      true,
    ],
    [
      'a gateway of Istio',
      [labelled({ [useWaypoint]: 'wp' }), waypoint('wp'), gatewayClass('theirs', 'istio.io/gateway-controller')],
      true,
    ],
    [
      'PILOT_GATEWAY_API_CONTROLLER_NAME',
      [labelled({ [useWaypoint]: 'wp' }), ...foreign],
      true,
      { ManagedGatewayController: 'example.com/controller' },
    ],
    [
      'another controller of Istio is another controller',
      [labelled({ [useWaypoint]: 'wp' }), waypoint('wp'), gatewayClass('theirs', 'istio.io/eastwest-controller')],
      false,
    ],
  ];

  test.each(cases.map((row) => [row[0], row] as const))('%s', async (_name, [, objects, kept, settings = {}]) => {
    const conversion = await convertObjects([route(toService), ...objects], { complete: true, settings });
    expect(names(conversion)).toEqual(kept ? ['app~web.app.svc.cluster.local'] : []);
    expect(conversion.issues.filter((issue) => issue.startsWith('spec.parentRefs'))).toEqual([]);
  });

  test('a ServiceEntry likewise', async () => {
    const objects = [route(toEntry), entry({ [useWaypoint]: 'wp' }, 'a.com'), ...foreign];
    expect(names(await convertObjects(objects))).toEqual([]);
  });

  test('nothing is left out for a Service that is missing, but for one that is assumed', async () => {
    const objects = [route(toService), namespace({ [useWaypoint]: 'wp' }), ...foreign];
    const closed = await convertObjects(objects, { complete: true });
    expect(closed.issues[0]).toContain('Accepted NoMatchingParent');
    expect(names(await convertObjects(objects))).toEqual([]);
  });
});

describe('RT-29: the remark about waypoints', () => {
  const remark = (message: string) => `spec.parentRefs[0] ResolvedWaypoints ResolvedWaypoints (soft): ${message}`;
  const labelMissing = remark(
    'istio.io/use-waypoint label missing from parent and parent namespace; in ambient mode, route will not be respected',
  );
  const cases: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ['a missing parent', [namespace({})], [remark('parent not found')]],
    ['no Namespace object', [service('web')], []],
    ['no label anywhere', [service('web'), namespace({})], [labelMissing]],
    [
      'labels that name none',
      [service('web', 'app', { [useWaypoint]: 'None' }), namespace({ [useWaypoint]: '' })],
      [labelMissing],
    ],
    ['a label on the Service', [service('web', 'app', { [useWaypoint]: 'w' }), namespace({})], []],
    ['a label on the Namespace', [service('web'), namespace({ [useWaypoint]: 'w' })], []],
  ];

  test.each(cases)('%s', async (_name, objects, issues) => {
    const remarks = async (EnableAmbient: boolean) => {
      const options = { complete: true, settings: { EnableAmbient } };
      const conversion = await convertObjects([route(toService), ...objects], options);
      return conversion.issues.filter((issue) => issue.includes('ResolvedWaypoints'));
    };
    expect(await remarks(true)).toEqual(issues);
    expect(await remarks(false)).toEqual([]);
  });

  test('it never denies anything', async () => {
    const options = { complete: true, settings: { EnableAmbient: true } };
    const conversion = await convertObjects([route(toService), service('web'), namespace({})], options);
    expect(names(conversion)).toEqual(['app~web.app.svc.cluster.local']);
  });
});
