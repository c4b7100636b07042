import { describe, expect, test } from '@jest/globals';
import { differences } from '../../src/request/differences.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
import { outcomeText } from '../request/outcome-text.ts';
import { grpc, mesh, tcp, tls } from '../request/requests.ts';
import { gateway, grpcRoute, grpcRule, l4Route, namedGateway, ofService, service } from '../request/shorthand.ts';
import { judge } from './judgement.ts';
import { sceneOfObjects } from './scene.ts';

/** What the two forms make of a request. */
async function forms(objects: readonly object[], request: Request): Promise<readonly [string, string]> {
  const { mirror, applied } = (await sceneOfObjects(objects)).ask(request);
  return [outcomeText(mirror.outcome), outcomeText(applied.outcome)];
}

/** What the judge of the proof makes of the three answers to a request. */
async function judged(objects: readonly object[], request: Request) {
  const scene = await sceneOfObjects(objects);
  return judge(scene, request, scene.ask(request));
}

const database = { name: 'tcp', port: 5432 };
const secure = { name: 'tls', port: 443 };

describe('counterexamples that were found', () => {
  test('of TCPRoutes on a listener that of the namespace of the pods comes first in both forms, whatever its age (E-12, AF-60)', async () => {
    const objects = [
      gateway('t:9000/TCP'),
      l4Route('TCPRoute', 'r', { namespace: 'other', age: 1 }, 'v1'),
      l4Route('TCPRoute', 'r', { age: 2 }, 'v2'),
    ];
    expect(await forms(objects, tcp(9000))).toEqual(['v2', 'v2']);
  });

  test('of TCPRoutes on a Service the oldest counts in both forms, whatever the names (E-55)', async () => {
    const at = ofService('db', 'app');
    const objects = [
      service('db', 'app', database),
      l4Route('TCPRoute', 'http', { ...at, namespace: 'app', age: 1 }, 'v1'),
      l4Route('TCPRoute', 'http-2', { ...at, namespace: 'app', age: 2 }, 'v2'),
    ];
    const request = mesh('app', 'db.app', { port: 5432, transport: 'tcp' });
    expect(await forms(objects, request)).toEqual(['v1', 'v1']);
  });

  test('a TLSRoute on a Service that none of its hostnames fits takes every server name in both forms (RT-54)', async () => {
    const objects = [
      service('sec', 'app', secure),
      l4Route('TLSRoute', 'r', { ...ofService('sec', 'app'), namespace: 'app', hosts: ['a.com', 'b.com'] }, 'v1'),
    ];
    const request = mesh('app', 'sec.app', { port: 443, transport: 'tls', sni: 'c.com' });
    expect(await forms(objects, request)).toEqual(['v1', 'v1']);
  });

  test('at a Gateway a younger TCPRoute of its own namespace comes first in Istio (GA-50, E-12)', async () => {
    const objects = [
      gateway('t:9000/TCP'),
      l4Route('TCPRoute', 'r', { namespace: 'other', age: 1 }, 'v1'),
      l4Route('TCPRoute', 'r', { age: 2 }, 'v2'),
    ];
    expect(await judged(objects, tcp(9000))).toEqual({ deviations: ['E-12'], problems: [] });
  });

  test('of two Gateways in front of one Service only the first gets the connections of a TLS hostname (E-3, AF-92)', async () => {
    const objects = [
      service('front', 'ns', { name: 'tls', port: 443 }),
      namedGateway('ga', { service: 'front.ns.svc.cluster.local' }, 't:443/TLS'),
      namedGateway('gw', { service: 'front.ns.svc.cluster.local' }, 't:443/TLS'),
      l4Route('TLSRoute', 'r', { hosts: ['a.com'] }, 'v1'),
    ];
    expect(await judged(objects, tls('a.com'))).toEqual({ deviations: ['D-3'], problems: [] });
  });

  test('a gRPC path without a method leads past the rule of its service in the Gateway API, with all that the rule does (GA-29, E-22)', async () => {
    const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'v3', port: 80 } } };
    const objects = [
      gateway('h:80'),
      grpcRoute('r', {}, { ...grpcRule('s', 'v1'), filters: [mirror] }, { backendRefs: [{ name: 'v1', port: 80 }] }),
    ];
    expect((await judged(objects, grpc('a.com/s'))).problems).toEqual([]);
  });

  test('what several backends see alike is no difference where they see something else differently', () => {
    const choice = { host: 'v1', port: 80, weight: 1, probability: 0.5, status: 'ok' } as const;
    const seen = (...hosts: readonly string[]): Evaluation => ({
      outcome: {
        kind: 'backends',
        choices: [choice, { ...choice, host: 'v2' }],
        requests: hosts.map((authority) => ({ authority, path: '/', headers: {} })),
        responses: [{ set: {}, add: {}, remove: [] }],
        mirrors: [],
      },
      steps: [],
      runnersUp: [],
      notes: [],
    });
    expect(differences(seen('a.com'), seen('a.com', 'w')).map(({ aspect }) => aspect)).toEqual(['host']);
  });
});
