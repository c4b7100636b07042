import { describe, expect, test } from '@jest/globals';
import { cart, documents, gateway, publicGateway, service, shopRoute, toPublic } from './acceptance-case.ts';
import { lintText } from './linting.ts';

/** A text after all safe fixes of one rule. */
async function fixed(text: string, rule: string): Promise<string> {
  const { findings } = await lintText(text, ['--only', rule]);
  const edits = findings.flatMap(({ fix }) => (fix?.safe ? fix.edits : []));
  return edits
    .toSorted((a, b) => b.start.offset - a.start.offset)
    .reduce((rest, { start, end, newText }) => rest.slice(0, start.offset) + newText + rest.slice(end.offset), text);
}

/** What a fix makes of a line of a text, and whether the rule is content then. */
async function fixedLine(text: string, line: string, rule: string): Promise<string | undefined> {
  const after = await fixed(text, rule);
  if (after !== text) expect((await lintText(after, ['--only', 'GWX02'])).findings).toEqual([]);
  const at = text.split('\n').indexOf(line);
  return after.split('\n')[at];
}

describe('GWX0201: what YAML reads as another type is put in quotes', () => {
  const typed = (line: string) =>
    documents(publicGateway, cart, shopRoute('r', `${toPublic}  rules:\n  - matches:\n    - headers:\n${line}`));

  test.each([
    ['      - {name: a, value: on}', '      - {name: a, value: "on"}'],
    ['      - {name: a, value: 010}', '      - {name: a, value: "010"}'],
    ['      - {name: a, value: 0x1F}', '      - {name: a, value: "0x1F"}'],
    ['      - {name: a, value: 1.10}', '      - {name: a, value: "1.10"}'],
    ['      - {name: a, value: -.5e+3 }', '      - {name: a, value: "-.5e+3" }'],
  ])('%s', async (line, expected) => {
    expect(await fixedLine(typed(line), line, 'GWX0201')).toBe(expected);
  });

  test.each([
    ['      - {name: a, value: !!int 12}', 'a tag stays what it is'],
    ['      - {name: a, value: [on]}', 'a list is no text'],
    ['      - {name: true, type: 1, value: b}', 'nothing where the text would be wrong, too'],
  ])('%s: %s', async (line) => {
    const text = typed(line);
    expect((await fixed(text, 'GWX0201')).replace('name: "true"', 'name: true')).toBe(text);
  });

  test('a duration without a unit is not right in quotes, so nobody is told to write any', async () => {
    const text = documents(publicGateway, cart, shopRoute('r', `${toPublic}  rules: [{timeouts: {request: 10}}]`));
    const { findings } = await lintText(text, ['--only', 'GWX0201']);
    expect(findings).toHaveLength(1);
    expect(findings).not.toMatchObject([{ help: expect.stringContaining('quotes') }]);
    expect(await fixed(text, 'GWX0201')).toBe(text);
  });
});

describe('GWX0208: upper case and a dot at the end say nothing', () => {
  const named = (line: string) => documents(publicGateway, cart, shopRoute('r', `${toPublic}${line}\n  rules: [{}]`));

  test.each([
    ['  hostnames: [A.example.com]', '  hostnames: [a.example.com]'],
    ['  hostnames: ["*.Example.com."]', '  hostnames: ["*.example.com"]'],
    ["  hostnames: ['B.example.com']", "  hostnames: ['b.example.com']"],
    ['  hostnames: [a.example.com.]', '  hostnames: [a.example.com]'],
  ])('%s', async (line, expected) => {
    expect(await fixedLine(named(line), line, 'GWX0208')).toBe(expected);
  });

  test.each([
    ['  hostnames: [https://a.example.com/X]'],
    ['  hostnames: ["A.example.com:80"]'],
    ['  hostnames: ["1.2.3.4."]'],
    ['  hostnames: [A_b.example.com]'],
    ['  hostnames: [A.example.com, a.example.com]'],
    ['  hostnames: [A.example.com, a.Example.com]'],
  ])('%s has no safe fix', async (line) => {
    expect(await fixed(named(line), 'GWX0208')).toBe(named(line));
  });

  test('a listener gets no hostname that another one has', async () => {
    const listeners = (other: string) =>
      gateway(
        'web',
        'shop',
        `[{name: a, port: 80, protocol: HTTP, hostname: A.com}, {name: b, port: 80, protocol: HTTP, hostname: ${other}}]`,
      );
    expect(await fixed(listeners('a.com'), 'GWX0208')).toBe(listeners('a.com'));
    expect(await fixed(listeners('b.com'), 'GWX0208')).toBe(listeners('b.com').replace('A.com', 'a.com'));
  });
});

describe('GWX0205: the one port that a backend has is added', () => {
  const toBackend = (line: string, ports: string) =>
    documents(
      publicGateway,
      service('cart', 'shop', ports),
      shopRoute('r', `${toPublic}  rules:\n  - backendRefs:\n${line}`),
    );
  const one = '[{name: http, port: 8080}]';

  test('in braces', async () => {
    const line = '    - {name: cart}';
    expect(await fixedLine(toBackend(line, one), line, 'GWX0205')).toBe('    - {port: 8080, name: cart}');
  });

  test('in lines of their own', async () => {
    const text = toBackend('    - name: cart\n      weight: 2', one);
    expect(await fixed(text, 'GWX0205')).toBe(
      text.replace('name: cart\n      weight', 'port: 8080\n      name: cart\n      weight'),
    );
  });

  test('not where there are several, or the backend is not in the input', async () => {
    const several = toBackend('    - {name: cart}', '[{name: a, port: 80}, {name: b, port: 81}]');
    expect(await fixed(several, 'GWX0205')).toBe(several);
    const { findings } = await lintText(several, ['--only', 'GWX0205']);
    expect(findings).toMatchObject([{ help: expect.stringContaining('Service "shop/cart" has ports 80, 81') }]);
    const absent = toBackend('    - {name: nobody}', one);
    expect(await fixed(absent, 'GWX0205')).toBe(absent);
  });

  test('a port of a wrong type is no missing one', async () => {
    const { findings } = await lintText(toBackend('    - {name: cart, port: "8080"}', one));
    expect(findings.map(({ rule }) => rule)).toEqual(['GWX0201']);
  });
});

describe('GWX0107: a field that differs in the case of letters alone', () => {
  const misspelt = (field: string) =>
    documents(publicGateway, cart, shopRoute('r', `${toPublic}  ${field}\n  rules: [{}]`));

  test.each([
    ['HostNames: [a.com]', 'hostnames: [a.com]'],
    ['"hostNames": [a.com]', '"hostnames": [a.com]'],
  ])('%s', async (field, expected) => {
    expect(await fixed(misspelt(field), 'GWX0107')).toBe(misspelt(expected));
  });

  test.each([['hostname: [a.com]'], ['Hostnames: [a.com]\n  hostnames: [b.com]']])(
    '%s has no safe fix',
    async (field) => {
      expect(await fixed(misspelt(field), 'GWX0107')).toBe(misspelt(field));
    },
  );
});

test.each([
  ['hostnames: [*.example.com, b.com]', 'hostnames: ["*.example.com", b.com]'],
  ['hostnames:\n  - *.example.com # all', 'hostnames:\n  - "*.example.com" # all'],
  ['hostnames: [*example]', 'hostnames: [*example]'],
])('GWX0101: a wildcard host that YAML takes for an alias is put in quotes: %s', async (field, expected) => {
  const text = (hosts: string) =>
    documents(publicGateway, cart, shopRoute('r', `${toPublic}  ${hosts}\n  rules: [{}]`));
  expect(await fixed(text(field), 'GWX0101')).toBe(text(expected));
});
