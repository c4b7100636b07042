import { describe, expect, test } from '@jest/globals';
import { differences } from '../../src/request/differences.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
import { outcomeText } from '../request/outcome-text.ts';
import { mesh, tcp } from '../request/requests.ts';
import { gateway, l4Route, ofService, service } from '../request/shorthand.ts';
import { sceneOfObjects } from './scene.ts';

/** What the two forms make of a request. */
async function forms(objects: readonly object[], request: Request): Promise<readonly [string, string]> {
  const { mirror, applied } = (await sceneOfObjects(objects)).ask(request);
  return [outcomeText(mirror.outcome), outcomeText(applied.outcome)];
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
