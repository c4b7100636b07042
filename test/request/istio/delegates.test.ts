import { describe, expect, test } from '@jest/globals';
import { http } from '../requests.ts';
import { evaluate, forwarded, gateway, httpServer, outcomeOf, route, rules, virtualService } from './evaluation.ts';

const open = gateway('user', httpServer('*/*'));

function delegate(entries: string, more = '', namespace = 'ns'): string {
  return virtualService('user', 'd', `${more}http: [${entries}]`, { namespace });
}

function root(match: string, more = '', to = 'name: d'): string {
  return open + rules('user', `{match: [{${match}}], delegate: {${to}}${more}}, {${route('rest')}}`);
}

describe('a VirtualService that delegates', () => {
  test.each([
    ['a longer prefix fits into a shorter one', 'uri: {prefix: /a}', 'uri: {prefix: /a/b}', 'a.com/a/b/c', 'v1'],
    ['an exact path fits into a prefix', 'uri: {prefix: /a}', 'uri: {exact: /a/b}', 'a.com/a/b', 'v1'],
    ['another prefix does not fit', 'uri: {prefix: /a}', 'uri: {prefix: /b}', 'a.com/b', 'rest'],
    ['a prefix does not fit into an exact path', 'uri: {exact: /a}', 'uri: {prefix: /a}', 'a.com/a', 'rest'],
    ['expressions are not compared', 'uri: {prefix: /a}', 'uri: {regex: /a}', 'a.com/a', 'rest'],
    ['conditions add up', 'uri: {prefix: /a}', 'queryParams: {q: {exact: "1"}}', 'a.com/a?q=1', 'v1'],
    ['conditions add up, and one fails', 'uri: {prefix: /a}', 'queryParams: {q: {exact: "1"}}', 'a.com/b?q=1', 'rest'],
    ['another port excludes', 'port: 80', 'port: 81', 'a.com/', 'rest'],
    ['another source excludes', 'sourceNamespace: ns', 'sourceNamespace: far', 'a.com/', 'rest'],
    ['the same source does not', 'sourceNamespace: ns', 'sourceNamespace: ns', 'a.com/', 'v1'],
    ['a presence does not fit into a prefix', 'headers: {x: {prefix: a}}', 'headers: {x: {}}', 'a.com/', 'rest'],
  ])('%s', async (_, outer, inner, target, expected) => {
    const yaml = root(outer) + delegate(`{match: [{${inner}}], ${route('v1')}}`);
    expect(await outcomeOf(yaml, http(target))).toBe(expected);
  });

  test("what the delegate leaves open is the root's", async () => {
    const yaml =
      root('uri: {prefix: /a}', ', timeout: 5s, rewrite: {uri: /r}') + delegate(`{timeout: 1s, ${route('v1')}}`);
    const { timeout, requests } = await forwarded(yaml, http('a.com/a/b'));
    expect({ timeout, path: requests[0]?.path }).toEqual({ timeout: '1s', path: '/r/b' });
  });

  test.each([
    ['name: outer', 'timeout: 1s', 'outer', undefined],
    ['timeout: 1s', 'name: inner', 'inner', 'inner'],
    ['name: outer', 'name: inner', 'outer-inner', 'inner'],
  ])('Envoy has the names of both for an entry: {%s}, {%s}', async (outer, inner, entry, name) => {
    const yaml = root('uri: {prefix: /a}', `, ${outer}`) + delegate(`{${inner}, ${route('v1')}}`);
    const { rule, steps } = await evaluate(yaml, http('a.com/a'));
    expect(rule?.name).toBe(name);
    expect(steps.map(({ text }) => text)).toContainEqual(expect.stringContaining(`(entry "${entry}")`));
  });

  test('the answer names the delegate', async () => {
    const { route: taken, rule } = await evaluate(
      root('uri: {prefix: /a}') + delegate(`{${route('v1')}}`),
      http('a.com/a'),
    );
    expect({ taken, rule }).toMatchObject({ taken: { name: 'd' }, rule: { index: 0 } });
  });

  test.each([
    ['in another namespace', 'name: d, namespace: far', '', 'far', 'v1'],
    ['not exported to the root', 'name: d, namespace: far', 'exportTo: ["."], ', 'far', 'rest'],
    ['not there', 'name: nope', '', 'ns', 'rest'],
    ['with hosts of its own', 'name: d', 'hosts: [b.com], ', 'ns', 'rest'],
  ])('a delegate %s', async (_, to, more, namespace, expected) => {
    const yaml = root('uri: {prefix: /a}', '', to) + delegate(`{${route('v1')}}`, more, namespace);
    expect(await outcomeOf(yaml, http('a.com/a'))).toBe(expected);
  });
});
