import { describe, expect, test } from '@jest/globals';
import { differences } from '../../src/request/differences.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
import { outcomeText } from '../request/outcome-text.ts';
import { grpc, http, https, mesh, tcp, tls } from '../request/requests.ts';
import {
  gateway,
  grpcRoute,
  grpcRule,
  httpRoute,
  l4Route,
  listenerSet,
  namedGateway,
  ofService,
  rule,
  service,
} from '../request/shorthand.ts';
import { judge } from './judgement.ts';
import { sceneOfObjects } from './scene.ts';

/** What the two forms make of a request. */
async function forms(objects: readonly object[], request: Request): Promise<readonly [string, string]> {
  const { mirror, applied } = (await sceneOfObjects(objects)).ask(request);
  return [outcomeText(mirror.outcome), outcomeText(applied.outcome)];
}

/** What the judge of the proof makes of the three answers to a request. */
async function judged(objects: readonly object[], request: Request, defaults = true) {
  const scene = await sceneOfObjects(objects, { defaults });
  return judge(scene, request, scene.ask(request));
}

const setting = (name: string, value: string) => ({
  type: 'RequestHeaderModifier',
  requestHeaderModifier: { set: [{ name, value }] },
});

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

  test('a TLSRoute on a Service that none of its hostnames fits takes every server name; written by its hostnames it takes those (RT-54, AF-74)', async () => {
    const objects = [
      service('sec', 'app', secure),
      l4Route('TLSRoute', 'r', { ...ofService('sec', 'app'), namespace: 'app', hosts: ['a.com', 'b.com'] }, 'v1'),
    ];
    const asking = (sni: string) => mesh('app', 'sec.app', { port: 443, transport: 'tls', sni });
    expect(await forms(objects, asking('b.com'))).toEqual(['v1', 'v1']);
    expect(await forms(objects, asking('c.com'))).toEqual(['v1', 'rejected']);
    expect(await judged(objects, asking('c.com'))).toEqual({ deviations: ['AF-74'], problems: [] });
  });

  test('of two such TLSRoutes the one for a single name keeps it in both forms (RT-54, AF-74)', async () => {
    const at = { ...ofService('sec', 'app'), namespace: 'app' };
    const objects = [
      service('sec', 'app', secure),
      l4Route('TLSRoute', 'r', { ...at, hosts: ['a.com', 'b.com'] }, 'v1'),
      l4Route('TLSRoute', 's', { ...at, hosts: ['a.com'] }, 'v2'),
    ];
    const asking = (sni: string) => mesh('app', 'sec.app', { port: 443, transport: 'tls', sni });
    expect(await forms(objects, asking('a.com'))).toEqual(['v2', 'v2']);
    expect(await forms(objects, asking('b.com'))).toEqual(['v1', 'v1']);
  });

  test('a TLSRoute that has lost its names takes no connections to ports for bytes in either form (E-52)', async () => {
    const objects = [
      service('db', 'app', database),
      l4Route('TLSRoute', 'r', { ...ofService('db', 'app'), namespace: 'app', hosts: ['a.com', 'b.com'] }, 'v1'),
    ];
    const request = mesh('app', 'db.app', { port: 5432, transport: 'tcp' });
    expect(await forms(objects, request)).toEqual(['default-forward', 'default-forward']);
  });

  test('of TCPRoutes of several namespaces on a Service the oldest counts for clients elsewhere in both forms (E-51, AF-75)', async () => {
    const objects = [
      service('db', 'app', database),
      l4Route('TCPRoute', 'a', { ...ofService('db', 'app'), namespace: 'app', age: 2 }, 'v1'),
      l4Route('TCPRoute', 'b', { ...ofService('db', 'app'), namespace: 'other', age: 1 }, 'v2'),
    ];
    const request = mesh('elsewhere', 'db.app', { port: 5432, transport: 'tcp' });
    expect(await forms(objects, request)).toEqual(['v2', 'v2']);
  });

  test('a port that no Service exposes is closed in istiod, and open at the pods of a user (E-7, AF-23)', async () => {
    const objects = [
      service('front'),
      namedGateway('gw', { service: 'front.ns.svc.cluster.local' }, 'h:8081'),
      httpRoute('r', {}, rule('P/', 'v1')),
    ];
    const request = http('a.com/', { port: 8081 });
    expect(await forms(objects, request)).toEqual(['rejected', 'v1']);
    expect(await judged(objects, request)).toEqual({ deviations: ['E-7'], problems: [] });
  });

  test('a port that a Service does not have is as missing as a Service, in the open world too (AF-50)', async () => {
    const objects = [
      gateway('h:80'),
      service('v1', 'ns', { name: 'http', port: 8000 }),
      httpRoute('r', {}, rule('P/', 'v1')),
    ];
    expect(await forms(objects, http('a.com/'))).toEqual(['500', '503']);
    expect(await judged(objects, http('a.com/'))).toEqual({ deviations: ['D-22'], problems: [] });
  });

  test('a Gateway of which nothing is written has the pods of another one in front of the same Service (E-1)', async () => {
    const objects = [
      namedGateway('gw', { service: 'front.ns.svc.cluster.local' }, 't:443/TLS/Broken'),
      namedGateway('gx', { service: 'front.ns.svc.cluster.local' }, 's:443/HTTPS a.com'),
    ];
    const scene = await sceneOfObjects(objects, { selectors: [{ labels: { app: 'front' } }] });
    const { mirror, applied } = scene.ask(https('a.com/'));
    expect([outcomeText(mirror.outcome), outcomeText(applied.outcome)]).toEqual(['404', '404']);
  });

  test('without maxAge, and without the defaults of the CRD, Istio does not say how long to keep the answer to a preflight (RT-96)', async () => {
    const cors = { type: 'CORS', cors: { allowOrigins: ['https://a.org'], allowMethods: ['GET'] } };
    const objects = [gateway('h:80'), httpRoute('r', {}, rule('P/', 'v1', { filters: [cors] }))];
    const preflight = http('a.com/', {
      method: 'OPTIONS',
      headers: [
        ['Origin', 'https://a.org'],
        ['Access-Control-Request-Method', 'GET'],
      ],
    });
    expect(await judged(objects, preflight, false)).toEqual({ deviations: ['RT-96'], problems: [] });
    expect(await judged(objects, preflight)).toEqual({ deviations: [], problems: [] });
  });

  test('of gRPC matches as long as each other the first counts in the Gateway API, that for an exact path in Istio (GA-31, RT-60)', async () => {
    const regular = { matches: [{ method: { type: 'RegularExpression', service: 's', method: 'm' } }] };
    const objects = [
      gateway('h:80'),
      grpcRoute('r', {}, { ...regular, backendRefs: [{ name: 'v1', port: 80 }] }, grpcRule('s/m', 'v2')),
    ];
    expect(await judged(objects, grpc('a.com/s/m'))).toEqual({ deviations: ['D-9'], problems: [] });
  });

  test('a redirect to the usual port of its scheme keeps the port of the Host in Istio (GA-44, E-31)', async () => {
    const redirect = { type: 'RequestRedirect', requestRedirect: { port: 80, statusCode: 302 } };
    const objects = [gateway('h:80'), httpRoute('r', {}, rule('P/', undefined, { filters: [redirect] }))];
    expect(await judged(objects, http('a.com:8080/'))).toEqual({ deviations: ['D-17'], problems: [] });
  });

  test('a route that is not accepted for another hostname does not count for this one either, as it does in Istio (GA-22)', async () => {
    const objects = [
      gateway('h:80'),
      grpcRoute('g', { hosts: ['b.com'], age: 1 }, grpcRule('s/m', 'v1')),
      httpRoute('h', { hosts: ['a.com', 'b.com'], age: 2 }, rule('P/', 'v2')),
      httpRoute('i', { hosts: ['a.com'], age: 3 }, rule('P/', 'v3')),
    ];
    expect(await judged(objects, http('a.com/'))).toEqual({ deviations: ['D-8'], problems: [] });
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

  test('a TLSRoute that has a name on one listener loses all its names on another one of the port in Istio (E-61, AF-63)', async () => {
    const objects = [
      gateway('a:443/TLS/Passthrough a.e.com', 'b:443/TLS/Passthrough *.e.com'),
      l4Route('TLSRoute', 'r', { hosts: ['b.e.com', 'a.e.com'], age: 1 }, 'v1'),
      l4Route('TLSRoute', 's', { hosts: ['*.e.com'], age: 2 }, 'v2'),
    ];
    expect(await forms(objects, tls('b.e.com'))).toEqual(['v2', 'v1']);
    expect(await judged(objects, tls('b.e.com'))).toEqual({ deviations: ['D-26'], problems: [] });
    expect(await forms(objects.slice(0, 2), tls('b.e.com'))).toEqual(['rejected', 'v1']);
    expect(await judged(objects.slice(0, 2), tls('b.e.com'))).toEqual({ deviations: ['D-26'], problems: [] });
  });

  test('names that TLSRoutes have in common only within a listener are in common too (RT-53, E-61)', async () => {
    const objects = [
      gateway('p:443/TLS/Passthrough *.e.com'),
      l4Route('TLSRoute', 'r', { hosts: ['*.e.com'], age: 1 }, 'v1'),
      l4Route('TLSRoute', 's', { hosts: ['*.com', 'a.e.com'], age: 2 }, 'v2'),
    ];
    expect(await forms(objects, tls('a.e.com'))).toEqual(['v1', 'v2']);
    expect(await judged(objects, tls('a.e.com'))).toEqual({ deviations: ['D-26'], problems: [] });
  });

  test('a TLSRoute on a broader listener takes its server name from the listener of that name in Istio (RT-52, E-61)', async () => {
    const objects = [
      gateway('p:443/TLS/Passthrough *.com', 's:443/HTTPS a.com'),
      l4Route('TLSRoute', 'r', { hosts: ['a.com'], at: 'p' }, 'v1'),
    ];
    expect(await forms(objects, tls('a.com'))).toEqual(['v1', 'v1']);
    expect(await judged(objects, tls('a.com'))).toEqual({ deviations: ['D-3'], problems: [] });
  });

  test('that the first TLSRoute takes every connection explains nothing where the listener passes TLS on (GA-17, E-60)', async () => {
    const objects = [
      gateway('p:443/TLS/Passthrough'),
      l4Route('TLSRoute', 'r', { hosts: ['a.com'] }, 'v1'),
      l4Route('TLSRoute', 's', { hosts: ['b.com'] }, 'v2'),
    ];
    const scene = await sceneOfObjects(objects);
    const [first, second] = [scene.ask(tls('a.com')), scene.ask(tls('b.com'))];
    const mixed = judge(scene, tls('b.com'), { ...second, mirror: first.mirror });
    expect(mixed.problems).toEqual([
      'GA/mirror: outcome v2.ns.svc.cluster.local:80 / v1.ns.svc.cluster.local:80',
      'applied/mirror: outcome v2.ns.svc.cluster.local:80 / v1.ns.svc.cluster.local:80',
    ]);
  });

  test('a route of a Gateway and of its ListenerSet comes first by the listener of the Gateway in Istio (E-12, RT-42)', async () => {
    const objects = [
      gateway('h:80 *.e.com'),
      listenerSet('set', 'i:80 a.e.com'),
      httpRoute('r', { at: 'ListenerSet/set', hosts: ['a.e.com'] }, rule('P/ m:GET', 'v1')),
      httpRoute(
        's',
        { parentRefs: [{ name: 'gw' }, { kind: 'ListenerSet', name: 'set' }], hosts: ['a.e.com'] },
        rule('P/ h:x=y', 'v2'),
      ),
    ];
    const request = http('a.e.com/', { headers: [['x', 'y']] });
    expect(await forms(objects, request)).toEqual(['v2', 'v2']);
    expect(await judged(objects, request)).toEqual({ deviations: ['D-3'], problems: [] });
  });

  test('where two Gateways are joined, a route of both comes first by the older one (E-12, AF-91)', async () => {
    const front = 'front.ns.svc.cluster.local';
    const objects = [
      service('front'),
      namedGateway('gw', { service: front, age: 2 }, 'h:80 b.com'),
      namedGateway('gx', { service: front, age: 1 }, 'i:80 b.com'),
      httpRoute('r', {}, rule('E/a', 'v1')),
      httpRoute('s', { parentRefs: [{ name: 'gw' }, { name: 'gx' }] }, rule('P/a', 'v2')),
    ];
    expect(await forms(objects, http('b.com/a'))).toEqual(['v2', 'v2']);
    expect(await judged(objects, http('b.com/a'))).toEqual({ deviations: ['D-3'], problems: [] });
  });

  test('a Host with a lone percent sign is literal in istiod, and doubled where a user has to write it (AF-56, AP-82)', async () => {
    const host = { name: 'v1', port: 80, filters: [setting('Host', '50% off')] };
    const objects = [gateway('h:80'), httpRoute('r', {}, rule('P/', [host]))];
    expect(await judged(objects, http('a.com/'))).toEqual({ deviations: ['D-18'], problems: [] });
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
