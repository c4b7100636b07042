import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/request/request.ts';
import { http, https } from '../requests.ts';
import { evaluate, forms, gateway, httpServer, outcomeOf, route, rules, site, tlsServer } from './evaluation.ts';

/** Entries with one match each, to v1, v2, ... */
function matching(...matches: readonly string[]): string {
  return matches.map((match, i) => `{match: [{${match}}], ${route(`v${i + 1}`)}}`).join();
}

describe.each(forms)('the routes of a VirtualService (E-20), %s form', (form) => {
  const labelled = (match: string) =>
    gateway(form, httpServer('*/*')) + rules(form, matching(match, 'uri: {prefix: /}'));

  test.each([
    ['another port', 'port: 81', 'v2'],
    ['the port of the server', 'port: 80', 'v1'],
    ['another Gateway', 'gateways: [ns/other]', 'v2'],
    ['this Gateway', 'gateways: [ns/other, ns/gw]', 'v1'],
    ['the mesh', 'gateways: [mesh]', 'v2'],
    ['another namespace of the source', 'sourceNamespace: far', 'v2'],
    ['the namespace of the pods', 'sourceNamespace: ns', 'v1'],
    ['labels that the pods do not have', 'sourceLabels: {app: other}', 'v2'],
    ['Gateways before labels', 'gateways: [ns/gw], sourceNamespace: far', 'v1'],
  ])('a match for %s', async (_, match, expected) => {
    expect(await outcomeOf(labelled(match), http('a.com'))).toBe(expected);
  });

  test('the first that matches wins; an entry without match takes everything', async () => {
    const yaml = site(form, `${matching('uri: {exact: /a}')}, {${route('v2')}}, ${matching('uri: {exact: /b}')}`);
    expect(await outcomeOf(yaml, http('x/a'))).toBe('v1');
    expect(await outcomeOf(yaml, http('x/b'))).toBe('v2');
  });

  test.each(['{prefix: /}', '{regex: ".*"}'])('nothing is generated after a catch-all %s', async (uri) => {
    const { runnersUp } = await evaluate(site(form, matching(`uri: ${uri}`, 'uri: {exact: /a}')), http('x/a'));
    expect(runnersUp).toEqual([]);
  });

  test('RQ-1: the others are listed with what kept them from it', async () => {
    const entries = matching('uri: {exact: /b}', 'uri: {prefix: /a}', 'uri: {prefix: /a}, method: {exact: GET}');
    const { runnersUp, rule, match, place } = await evaluate(site(form, entries), http('x/a'));
    expect(runnersUp.map(({ rule: index, failed }) => [index, failed])).toEqual([
      [0, 'path "/a" does not match exact "/b"'],
      [2, 'comes after rule 1 of VirtualService ns/vs'],
    ]);
    expect({ rule, match, place }).toMatchObject({
      rule: { index: 1 },
      match: { index: 0 },
      place: { path: ['spec', 'http', 1, 'match', 0] },
    });
  });
});

describe('paths (E-22)', () => {
  test.each([
    ['exact: /a', '/a', true, true],
    ['exact: /a', '/a/', false, false],
    ['exact: /a', '/A', false, false],
    ['prefix: /a', '/a', true, true],
    ['prefix: /a', '/a/b', true, true],
    ['prefix: /a', '/ab', true, false],
    ['prefix: /a/', '/a', false, true],
    ['prefix: /a/', '/a/b', true, true],
    ['prefix: ""', '/x', true, false],
    ['prefix: /', '/x', true, true],
    ['regex: "/a+"', '/aa', true, true],
    ['regex: "/a+"', '/aa/b', false, false],
    ['exact: /a', '/a?b', true, true],
  ])('{%s} and %s: %s in the user form, %s in the mirror form', async (uri, path, user, mirror) => {
    const entries = matching(`uri: {${uri}}`);
    expect((await outcomeOf(site('user', entries), http(`x${path}`))) === 'v1').toBe(user);
    if (uri !== 'prefix: ""')
      expect((await outcomeOf(site('mirror', entries), http(`x${path}`))) === 'v1').toBe(mirror);
  });

  test.each(['exact: /Ab', 'prefix: /A', 'prefix: /aB'])('ignoreUriCase and {%s}', async (uri) => {
    expect(await outcomeOf(site('user', matching(`uri: {${uri}}, ignoreUriCase: true`)), http('x/aB'))).toBe('v1');
  });

  test('ignoreUriCase does not change expressions', async () => {
    expect(await outcomeOf(site('user', matching('uri: {regex: /A}, ignoreUriCase: true')), http('x/a'))).toBe('404');
  });
});

type Headers = Request['headers'];

describe.each(forms)('conditions beside the path (E-23 to E-26), %s form', (form) => {
  const x = (...values: readonly string[]): Headers => values.map((value) => ['X', value]);

  test.each<[string, Headers, boolean]>([
    ['headers: {x: {exact: "1"}}', x('1'), true],
    ['headers: {x: {exact: "1"}}', x('1', '2'), false],
    ['headers: {x: {exact: "1,2"}}', x('1', '2'), true],
    ['headers: {X: {prefix: "1"}}', x('12'), true],
    ['headers: {x: {regex: "1"}}', x('12'), false],
    ['headers: {x: {exact: ""}}', [], false],
    ['headers: {x: {regex: ".*"}}', [], false],
    ['headers: {x: {}}', x('anything'), true],
    ['headers: {x: {}}', [], false],
    ['headers: {x: {regex: "*"}}', x('anything'), true],
    ['headers: {x: {regex: "*"}}', [], false],
    ['withoutHeaders: {x: {exact: "1"}}', x('1'), false],
    ['withoutHeaders: {x: {exact: "1"}}', x('2'), true],
    ['withoutHeaders: {x: {exact: "1"}}', [], true],
    ['withoutHeaders: {x: {regex: ".*"}}', [], false],
    ['withoutHeaders: {x: {}}', x('1'), false],
    ['withoutHeaders: {x: {}}', [], true],
    ['withoutHeaders: {x: {regex: "*"}}', x('1'), false],
    ['headers: {Host: {exact: "a.com:81"}}', [], true],
    ['headers: {":authority": {exact: a.com}}', [], false],
    ['headers: {":method": {exact: GET}}', [], true],
    ['headers: {":path": {exact: "/?q=1&q=2&e=a%20b&none"}}', [], true],
    ['headers: {":scheme": {exact: http}}', [], true],
    ['headers: {":scheme": {exact: https}}', [], false],
    ['queryParams: {q: {exact: "1"}}', [], true],
    ['queryParams: {q: {exact: "2"}}', [], false],
    ['queryParams: {Q: {exact: "1"}}', [], false],
    ['queryParams: {e: {exact: "a%20b"}}', [], true],
    ['queryParams: {e: {regex: "a.*"}}', [], true],
    ['queryParams: {none: {exact: ""}}', [], true],
    ['queryParams: {absent: {}}', [], false],
    ['method: {exact: GET}', [], true],
    ['method: {exact: get}', [], false],
    ['authority: {exact: "a.com:81"}', [], true],
    ['authority: {exact: a.com}', [], false],
    ['authority: {prefix: a.com}', [], true],
    ['scheme: {exact: http}', [], true],
    ['scheme: {exact: https}', [], false],
  ])('%s with %j: %s', async (match, headers, expected) => {
    const request = http('a.com:81/?q=1&q=2&e=a%20b&none', { headers });
    expect((await outcomeOf(site(form, matching(match)), request)) === 'v1').toBe(expected);
  });

  test('the scheme behind TLS is https', async () => {
    const yaml = gateway(form, tlsServer(['*/*'])) + rules(form, matching('scheme: {exact: https}'));
    expect(await outcomeOf(yaml, https('a.com'))).toBe('v1');
  });

  test('E-25: claims of a token are undefined offline, if everything else matches', async () => {
    const yaml = site(form, matching('uri: {exact: /a}, headers: {"@request.auth.claims.sub": {exact: me}}'));
    expect(await outcomeOf(yaml, http('a.com/a'))).toBe('undefined');
    expect(await outcomeOf(yaml, http('a.com/b'))).toBe('404');
    const without = 'withoutHeaders: {"@request.auth.claims.sub": {exact: me}}';
    expect(await outcomeOf(site(form, matching(without)), http('a.com/a'))).toBe('undefined');
  });

  test.each([
    ['an invalid expression', matching('uri: {exact: /other}, headers: {x: {regex: "("}}')],
    [
      'a malformed header value',
      `{match: [{uri: {exact: /other}}], headers: {request: {set: {x: "50% off"}}}, ${route('v1')}}`,
    ],
    ['one in a response', `{match: [{uri: {exact: /other}}], headers: {response: {add: {x: "%"}}}, ${route('v1')}}`],
    [
      'one of a destination',
      `{match: [{uri: {exact: /other}}], route: [{destination: {host: a.b}, headers: {request: {set: {x: "%A"}}}}]}`,
    ],
  ])('%s anywhere spoils the whole table of the port', async (_, broken) => {
    const yaml = site(form, `${broken}, {${route('v1')}}`);
    expect((await evaluate(yaml, http('a.com/a'))).outcome).toMatchObject({
      kind: 'undefined',
      why: expect.stringContaining('Envoy refuses the whole route table: VirtualService ns/vs'),
    });
  });

  test('what comes after a catch-all never reaches Envoy', async () => {
    const yaml = site(form, `{${route('v1')}}, ${matching('headers: {x: {regex: "("}}')}`);
    expect(await outcomeOf(yaml, http('a.com/a'))).toBe('v1');
  });
});
