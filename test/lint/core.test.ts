import { describe, expect, test } from '@jest/globals';
import {
  documents,
  gateway,
  httpListener,
  publicGateway,
  route,
  rules,
  service,
  shopRoute,
  toPublic,
} from './acceptance-case.ts';
import { brief, lintSources, lintText } from './linting.ts';

const cart = service('cart', 'shop');
const toCart = '  parentRefs: [{group: "", kind: Service, name: cart}]\n';

/** HTTPRoutes of namespace `shop` whose backend has not the port that they name: one GWX0306 each. */
function portMistake(name: string, comment = ''): string {
  return shopRoute(
    name,
    `${toCart}  rules: [{name: ${name}, matches: [{path: {value: /${name}}}], backendRefs: [{name: cart, port: 81}]}]${comment}`,
  );
}

async function fingerprints(text: string) {
  const { findings } = await lintText(text);
  return findings.map(({ fingerprint }) => fingerprint);
}

describe('fingerprints (LN-72)', () => {
  const original = documents(cart, portMistake('a'), portMistake('b'));

  test('are 16 hexadecimal digits, one for each finding', async () => {
    const found = await fingerprints(original);
    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
    for (const fingerprint of found) expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test('do not depend on lines, order and unrelated text', async () => {
    const moved = documents(portMistake('b', ' # moved'), '# a comment\n\n', cart, portMistake('a'));
    expect((await fingerprints(moved)).sort()).toEqual((await fingerprints(original)).sort());
  });

  test('do not depend on the position of an item that has a name', async () => {
    const before = documents(cart, portMistake('a'));
    const pushed = before.replace('rules: [', 'rules: [{name: first, backendRefs: [{name: cart, port: 80}]}, ');
    expect(pushed).not.toBe(before);
    expect(await fingerprints(pushed)).toEqual(await fingerprints(before));
  });

  test.each([
    ['the object', (text: string) => text.replace('name: a, namespace: shop', 'name: c, namespace: shop')],
    ['what is named', (text: string) => text.replace('port: 81', 'port: 82')],
  ])('depend on %s', async (_, change) => {
    const before = documents(cart, portMistake('a'));
    expect(await fingerprints(change(before))).not.toEqual(await fingerprints(before));
  });

  test('that would be equal are counted', async () => {
    const twice = documents(cart, portMistake('a').replace('backendRefs: [', 'backendRefs: [{name: cart, port: 81}, '));
    const found = await fingerprints(twice.replaceAll(/name: a, matches/g, 'matches'));
    expect(new Set(found).size).toBe(2);
  });
});

describe('what the user chooses', () => {
  const text = documents(
    publicGateway,
    cart,
    portMistake('a'),
    shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: crat, port: 80}]}]`),
  );

  test.each([
    [[], ['error:backend-port-not-found', 'warning:backend-not-found', 'info:assumed-external']],
    [['--only', 'GWX0306'], ['error:backend-port-not-found']],
    [
      ['--only', 'GWX03'],
      ['error:backend-port-not-found', 'warning:backend-not-found'],
    ],
    [['--skip', 'backend-port-not-found,GWX01'], ['warning:backend-not-found']],
    [
      ['--severity', 'GWX0306=info', '--severity', 'GWX01=off'],
      ['info:backend-port-not-found', 'warning:backend-not-found'],
    ],
  ])('%j', async (args, expected) => {
    const found = brief(await lintText(text, args)).map((line) => line.replace(/^\d+:/, ''));
    expect(found).toEqual(expected);
  });
});

describe('--context files resolve references and cover, and nothing is reported on them (LN-20)', () => {
  test('a mistake in them is none of this run', async () => {
    const result = await lintSources([
      { name: 'a.yaml', text: cart },
      {
        name: 'b.yaml',
        text: documents(portMistake('a'), 'apiVersion: v1\nkind: Service\nmetadata: {}'),
        context: true,
      },
    ]);
    expect(brief(result)).toEqual([]);
  });

  test('a route that an object of them shadows is reported, and so is one that shadows it', async () => {
    const rule = (name: string) =>
      shopRoute(
        name,
        `${toPublic}  rules: [{timeouts: {request: ${name.length}s}, backendRefs: [{name: cart, port: 80}]}]`,
      );
    const own = { name: 'own.yaml', text: documents(publicGateway, cart, rule('middle')) };
    const before = await lintSources([own, { name: 'context.yaml', text: rule('a'), context: true }]);
    const after = await lintSources([own, { name: 'context.yaml', text: rule('zzz'), context: true }]);
    expect(before.findings.map(({ name, related }) => [name, related[0]?.role])).toEqual([
      ['route-shadowed', 'winner'],
    ]);
    expect(after.findings.map(({ name, related }) => [name, related[0]?.role])).toEqual([['route-shadowed', 'loser']]);
    expect([...before.findings, ...after.findings].map(({ place }) => place?.file)).toEqual(['own.yaml', 'own.yaml']);
  });

  test('one that does not parse is reported: nothing can be said about what it holds', async () => {
    const result = await lintSources([
      { name: 'a.yaml', text: cart },
      { name: 'b.yaml', text: 'kind: A\n\tb: c\n', context: true },
    ]);
    expect(result.findings.map(({ rule, place }) => [rule, place?.file])).toEqual([['GWX0101', 'b.yaml']]);
  });
});

describe('one root cause, one finding (section 7)', () => {
  test('nothing is said at or below a field that the schema refuses (LN-60)', async () => {
    const text = documents(cart, portMistake('a').replace('port: 81', 'port: "81"'));
    expect(brief(await lintText(text))).toEqual([expect.stringContaining('error:schema')]);
  });

  test('several references of one object to an absent one are one finding (LN-64)', async () => {
    const again = `  rules:\n  - backendRefs: [{name: crat, port: 80}]\n  - matches: [{path: {value: /x}}]\n    backendRefs: [{name: crat, port: 80}]`;
    const { findings } = await lintText(documents(publicGateway, cart, shopRoute('r', toPublic + again)));
    const [first, ...others] = findings.filter(({ rule }) => rule === 'GWX0305');
    expect(others).toEqual([]);
    expect(first?.related.map(({ role, place }) => `${role} ${place.path}`)).toEqual([
      'near-miss metadata.name',
      'also spec.rules[1].backendRefs[0].name',
    ]);
  });

  test('in different objects they are several', async () => {
    const missing = `${toPublic}  rules: [{matches: [{path: {value: /x}}], backendRefs: [{name: crat, port: 80}]}]`;
    const text = documents(publicGateway, cart, shopRoute('r', missing), shopRoute('s', missing.replace('/x', '/y')));
    const { findings } = await lintText(text, ['--only', 'GWX0305']);
    expect(findings).toHaveLength(2);
  });
});

describe('the open world (section 3)', () => {
  const missing = shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: elsewhere, port: 80}]}]`);

  test.each([
    ['nothing in the namespace', [], ['info']],
    ['another Service in it', [cart], ['warning', 'info']],
    ['another Service in another one', [service('cart', 'pay')], ['info']],
    ['a Service beside a document that does not parse', [cart, 'kind: A\n\tb: c'], ['error', 'info']],
  ])('an absent backend with %s (LN-21, LN-22)', async (_, beside, severities) => {
    const { findings } = await lintText(documents(publicGateway, missing, ...beside));
    expect(findings.map(({ severity }) => severity).sort()).toEqual(severities.sort());
  });

  test('in the closed world it is an error, and nothing is assumed', async () => {
    const { findings } = await lintText(documents(publicGateway, missing), ['--complete']);
    expect(findings.map(({ severity, name }) => [severity, name])).toEqual([['error', 'backend-not-found']]);
  });

  test('placeholders are not checked, but named (LN-26)', async () => {
    const text = documents(cart, portMistake('a').replace('name: cart, port: 81', 'name: "${NAME}", port: 81'));
    const { findings } = await lintText(text);
    expect(findings.map(({ name }) => name)).toEqual(['assumed-external']);
  });
});

describe('stand-ins for Gateways of other namespaces (LN-22b)', () => {
  const parent = (section: string) =>
    `  parentRefs: [{name: public, namespace: infra${section}}]\n  hostnames: [a.example.com]\n`;
  const ruleOf = (backend: string) => `  rules: [{backendRefs: [{name: ${backend}, port: 80}]}]`;
  const pair = (first: string, second: string) =>
    documents(shopRoute('a', parent(first) + ruleOf('one')), shopRoute('b', parent(second) + ruleOf('two')));

  test.each([
    ['', ''],
    [', sectionName: https', ', sectionName: https'],
    [', sectionName: https', ''],
    [', port: 80', ', port: 80'],
  ])('routes with %j and %j meet on one listener', async (first, second) => {
    expect(brief(await lintText(pair(first, second), ['--only', 'GWX05']))).toEqual([
      expect.stringContaining('warning:route-shadowed'),
    ]);
  });

  test.each([
    [', sectionName: http', ', sectionName: https'],
    [', port: 80', ', port: 443'],
  ])('routes with %j and %j do not', async (first, second) => {
    expect(brief(await lintText(pair(first, second), ['--only', 'GWX05']))).toEqual([]);
  });

  test('they take routes of every kind', async () => {
    const kinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];
    const routes = kinds.map((kind) =>
      route(kind, 'r', 'shop', `${kind === 'TLSRoute' ? parent('') : toPublic}${rules}`),
    );
    const { findings } = await lintText(documents(...routes, cart), ['--only', 'GWX03,GWX04']);
    expect(findings.map(({ rule, severity, related }) => [rule, severity, related.length])).toEqual([
      ['GWX0301', 'info', 3],
    ]);
  });

  test('a Gateway that is near by name or namespace takes no stand-in', async () => {
    const input = documents(pair('', ''), gateway('public', 'staging', httpListener));
    const { findings } = await lintText(input, ['--only', 'GWX0301,GWX0502']);
    expect(findings.map(({ rule, severity, help }) => [rule, severity, help?.split('; ')[0]])).toEqual([
      ['GWX0301', 'error', '"public" exists in namespace "staging"'],
      ['GWX0301', 'error', '"public" exists in namespace "staging"'],
    ]);
  });
});

describe('an assumed namespace is a note (GWX0108)', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\n';

  test.each([
    [false, [], ['namespace-missing']],
    [false, ['-n', 'shop'], ['namespace-missing']],
    [true, [], ['namespace-missing']],
    [true, ['-n', 'shop'], []],
  ])('stdin %j, flags %j', async (stdin, args, expected) => {
    const { findings } = await lintSources([{ name: 'f', text, stdin }], args);
    expect(findings.map(({ name }) => name)).toEqual(expected);
  });
});

describe('text that was rendered from another file (LN-55)', () => {
  const rendered = `---\n# Source: shop/templates/cart.yaml\n${cart}\n---\n# Source: shop/templates/routes.yaml\n${portMistake('a')}\n`;

  test('is reported under the name of that file, without a line', async () => {
    const { findings } = await lintSources([{ name: '<stdin>', text: rendered, stdin: true }]);
    expect(findings.map(({ place }) => [place?.file, place?.start, place?.path])).toEqual([
      ['shop/templates/routes.yaml', undefined, 'spec.rules[0].backendRefs[0].port'],
    ]);
  });

  test('comments silence there too', async () => {
    const text = rendered.replace('kind: HTTPRoute', '# gwx-ignore-file GWX0306: x\nkind: HTTPRoute');
    const moved = rendered.replace('routes.yaml\n', 'routes.yaml\n# gwx-ignore-file GWX0306: x\n');
    const of = async (one: string) => brief(await lintSources([{ name: '<stdin>', text: one, stdin: true }]));
    expect(await of(moved)).toEqual([]);
    expect(await of(text)).toHaveLength(2);
  });
});
