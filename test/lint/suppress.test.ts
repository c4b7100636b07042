import { describe, expect, test } from '@jest/globals';
import { brief, lintSources, lintText } from './linting.ts';

const service = `apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  ports: [{name: http, port: 80}]
`;

interface RouteTexts {
  readonly above?: string;
  readonly at?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly head?: string;
}

/** An HTTPRoute with Service parent and a backend port that its Service does not have: GWX0306 at the last line. */
function route({ above = '', at = '', annotations = {}, head = '' }: RouteTexts = {}): string {
  return `${head}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: cart
  namespace: shop
  annotations: ${JSON.stringify(annotations)}
spec:
  parentRefs: [{group: "", kind: Service, name: cart}]
  rules:
  - backendRefs:
    - name: cart
${above}      port: 81${at}
`;
}

const finding = expect.stringMatching(/^\d+:error:backend-port-not-found$/);

async function lintRoute(options: RouteTexts, args: readonly string[] = []) {
  return brief(await lintText(`${service}---\n${route(options)}`, args));
}

describe('a gwx-ignore comment silences findings that start on its line or below its block (LN-40)', () => {
  test.each([
    ['on the line', { at: ' # gwx-ignore GWX0306: opened by hand' }],
    ['on the line above', { above: '      # gwx-ignore GWX0306: opened by hand\n' }],
    ['higher in the block above', { above: '      # gwx-ignore GWX0306: opened by hand\n      # since March\n' }],
    [
      'above a line with a comment of its own',
      { above: '      # gwx-ignore GWX0306: opened by hand\n', at: ' # not open yet' },
    ],
    ['by name', { at: ' # gwx-ignore backend-port-not-found: opened by hand' }],
    ['by category', { at: ' # gwx-ignore GWX03: opened by hand' }],
    ['for the document', { head: '# gwx-ignore-file GWX0306: opened by hand\n' }],
  ])('%s', async (_, options) => {
    expect(await lintRoute(options)).toEqual([]);
  });

  test.each([
    ['with a blank line between', { above: '      # gwx-ignore GWX0306: opened by hand\n\n' }, 'unused-suppression'],
    ['of another rule', { at: ' # gwx-ignore GWX0305: opened by hand' }, 'unused-suppression'],
    ['below', { at: '\n# gwx-ignore GWX0306: opened by hand' }, 'unused-suppression'],
    ['for the file, inside of a document', { above: '# gwx-ignore-file GWX0306: x\n' }, 'invalid-suppression'],
    ['of an unknown rule', { at: ' # gwx-ignore GWX9306: opened by hand' }, 'invalid-suppression'],
  ])('%s it does not, and that is said', async (_, options, name) => {
    const found = await lintRoute(options);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([finding, expect.stringContaining(`:warning:${name}`)]));
  });

  test('without a reason it is honoured and reported', async () => {
    const found = await lintRoute({ at: ' # gwx-ignore GWX0306' });
    expect(found).toEqual([expect.stringMatching(/:warning:invalid-suppression$/)]);
  });

  test('a text that holds the words is no comment', async () => {
    const found = await lintRoute({ annotations: { note: '# gwx-ignore GWX0306: x' } });
    expect(found).toEqual([finding]);
  });

  test('before the first document it is for the file, before a later one for that document', async () => {
    const [first, second] = [route(), route().replace('name: cart\n', 'name: other\n')];
    const forFile = `# gwx-ignore-file GWX0306: x\n${service}---\n${first}---\n${second}`;
    expect(brief(await lintText(forFile, ['--skip', 'GWX0502']))).toEqual([]);
    const forDocument = `${service}---\n# gwx-ignore-file GWX0306: x\n${first}---\n${second}`;
    expect(brief(await lintText(forDocument, ['--skip', 'GWX0502']))).toEqual([finding]);
  });

  test('a file with the same text is a file of its own', async () => {
    const text = `# gwx-ignore-file GWX0306: x\n${service}---\n${route()}`;
    const result = await lintSources([
      { name: 'a.yaml', text },
      { name: 'b.yaml', text },
    ]);
    expect(brief(result).filter((line) => !line.endsWith('duplicate-object'))).toEqual([]);
  });
});

describe('annotations silence findings on their object', () => {
  test.each([['GWX0306: opened by hand'], ['*: opened by hand'], ['route-shadowed, GWX0306: opened by hand']])(
    'gwx.dev/ignore: %s (LN-41)',
    async (text) => {
      const found = await lintRoute({ annotations: { 'gwx.dev/ignore': text } });
      expect(found.filter((line) => !line.endsWith('unused-suppression'))).toEqual([]);
    },
  );

  test.each([
    ['IST0101', 0],
    ['IST0132,IST0101', 0],
    ['*', 0],
    ['IST0132', 1],
  ])('galley.istio.io/analyze-suppress: %s (LN-42), which is never unused', async (text, count) => {
    expect(await lintRoute({ annotations: { 'galley.istio.io/analyze-suppress': text } })).toHaveLength(count);
  });
});

describe('--suppress takes a rule or an istioctl code, and a pattern of objects (LN-42)', () => {
  test.each([
    ['GWX0306=HTTPRoute cart.shop', 0],
    ['backend-port-not-found=HTTPRoute *.shop', 0],
    ['IST0101=* c*t.*', 0],
    ['GWX0306=*cart*cart*', 1],
    ['GWX0306=*t*shop', 0],
    ['GWX0306=*car*art.shop', 1],
    ['GWX0306=Service *', 1],
    ['GWX0306=HTTPRoute *.pay', 1],
    ['GWX0305=*', 1],
  ])('%s', async (flag, count) => {
    expect(await lintRoute({}, ['--suppress', flag])).toHaveLength(count);
  });
});

test('what is suppressed stays in the result, with its reason (LN-43)', async () => {
  const { findings } = await lintText(`${service}---\n${route({ at: ' # gwx-ignore GWX0306: opened by hand' })}`);
  expect(findings.map(({ suppressed }) => suppressed)).toEqual([{ by: 'comment', reason: 'opened by hand' }]);
});

test('a suppression of a rule that was switched off is not called unused', async () => {
  const options = { above: '      # gwx-ignore GWX0305: x\n' };
  expect(await lintRoute(options, ['--skip', 'GWX0305,GWX0306'])).toEqual([]);
});

test('what does not parse cannot be suppressed, and its comments are read all the same', async () => {
  const broken = '# gwx-ignore-file GWX0101, GWX0306: x\nkind: A\n\tb: c\n';
  const found = brief(await lintText(`${broken}---\n${service}---\n${route()}`));
  expect(found).toEqual(['1:warning:unused-suppression', '3:error:yaml-syntax']);
});

test('--suppress names an object without namespace by its kind and name', async () => {
  const gatewayClass =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: istio}\nspec: {controllerName: example.com/a}\n';
  const found = async (pattern: string) => brief(await lintText(gatewayClass, ['--suppress', `GWX0314=${pattern}`]));
  expect(await found('GatewayClass istio')).toEqual([]);
  expect(await found('GatewayClass istio.*')).toEqual(['4:warning:gateway-class-not-found']);
});
