import { mesh } from '../requests.ts';
import { httpRoute, l4Route, ofService, rule, service, serviceEntry } from '../shorthand.ts';
import { example, versus, type WorkedExample } from '../worked-example.ts';

const svc = [service('svc', 'prod'), service('v1', 'prod'), service('v2', 'prod'), service('v2', 'app')];
const producer = httpRoute('r', { namespace: 'prod', ...ofService('svc', 'prod') }, rule('P/a', 'v1'));
const consumer = httpRoute('c', { namespace: 'app', ...ofService('svc', 'prod') }, rule('P/', 'v2'));

/** Section 5.6: clients and Services of the mesh. */
export const meshExamples: readonly WorkedExample[] = [
  example('X-120', svc, [[mesh('app', 'svc.prod/a'), 'default-forward']]),
  example(
    'X-121',
    [...svc, producer],
    [
      [mesh('app', 'svc.prod/a'), 'v1'],
      [mesh('app', 'svc.prod/b'), '404'],
    ],
  ),
  example('X-122', [...svc, producer, consumer], [[mesh('app', 'svc.prod/a'), 'v2']]),
  example('X-123', [...svc, producer, consumer], [[mesh('other', 'svc.prod/a'), 'v1']]),
  example('X-124', [...svc, consumer], [[mesh('other', 'svc.prod/a'), 'default-forward']]),
  example(
    'X-125',
    [...svc, httpRoute('r', { namespace: 'prod', ...ofService('svc', 'prod', 8080) }, rule('P/', 'v1'))],
    [[mesh('app', 'svc.prod/a'), 'default-forward']],
  ),
  example(
    'X-126',
    [...svc, httpRoute('r', { namespace: 'prod', hosts: ['x.com'], ...ofService('svc', 'prod') }, rule('P/', 'v1'))],
    [[mesh('app', 'svc.prod/a', { authority: 'svc.prod' }), 'v1']],
  ),
  example(
    'X-127',
    [service('svc', 'prod', { name: 'tcp', port: 80 }), service('v1', 'prod'), producer],
    [[mesh('app', 'svc.prod/a'), versus('v1', 'default-forward')]],
    { deviations: ['D-28'] },
  ),
  example(
    'X-128',
    [
      ...svc,
      httpRoute('r1', { namespace: 'prod', ...ofService('svc', 'prod', 80) }, rule('P/a', 'v1')),
      httpRoute('r2', { namespace: 'prod', ...ofService('svc', 'prod') }, rule('P/', 'v2')),
    ],
    [[mesh('app', 'svc.prod/b'), versus('v2', '404')]],
    { deviations: ['D-27'] },
  ),
  example(
    'X-129',
    [
      serviceEntry('wide', '*.e.com'),
      service('v1', 'prod'),
      httpRoute(
        'r',
        {
          namespace: 'prod',
          parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'wide', namespace: 'prod' }],
        },
        rule('P/', 'v1'),
      ),
    ],
    [
      [
        mesh('app', '*.e.com/', { authority: 'a.e.com' }),
        { gatewayAPI: 'v1', mirror: 'default-forward', applyReady: 'v1' },
      ],
    ],
    { deviations: ['D-29'] },
  ),
  example(
    'X-130',
    [
      service('db', 'prod', { name: 'tcp', port: 5432 }),
      service('v2', 'app'),
      l4Route('TCPRoute', 'r', { namespace: 'app', ...ofService('db', 'prod') }, 'v2'),
    ],
    [
      [mesh('app', 'db.prod', { transport: 'tcp', port: 5432 }), 'v2'],
      [mesh('other', 'db.prod', { transport: 'tcp', port: 5432 }), versus('default-forward', 'v2')],
    ],
    { deviations: ['D-40'] },
  ),
];
