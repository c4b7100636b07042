import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convert } from '../../../src/convert/index.ts';
import { load } from '../../../src/input/load.ts';
import { loadRegularExpressions } from '../../../src/model/regular-expressions.ts';
import { evaluateGatewayAPI } from '../../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../../src/request/gateway-api-world.ts';
import type { Choice, Entry, Evaluation, Outcome, Request } from '../../../src/request/request.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { type Manifest, manifests, spoil } from '../../object-arbitraries.ts';
import { anyText } from '../../text-arbitraries.ts';
import { gateway } from '../shorthand.ts';

const runs = 100;
/** Fixed, so that a run can be repeated; another one is tried with `GWX_SEED=n npm test`. */
const seed = Number(process.env['GWX_SEED'] ?? 1);

const namespace = fc.constantFrom('apple', 'banana');
const name = fc.constantFrom('a', 'a-b', 'a2', 'b');
const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ type: 'gateway' as const, namespace: 'ns', name: 'gw' }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('gateway' as const), namespace, name }) },
  {
    weight: 1,
    arbitrary: fc.record({ name, namespace, clientNamespace: namespace }).map(({ clientNamespace, ...service }) => ({
      type: 'mesh' as const,
      clientNamespace,
      service: `${service.name}.${service.namespace}.svc.cluster.local`,
    })),
  },
);
const host = fc.constantFrom('a.example.com', 'x.example.com', 'a.b.example.com', 'other.org', '1.2.3.4', 'none.net');
const plain = { transport: fc.constant('http' as const), port: fc.constantFrom(80, 80, 80, 443) };
const secure = {
  transport: fc.constantFrom('https' as const, 'https' as const, 'tls' as const),
  port: fc.constant(443),
};
const bare = { transport: fc.constant('tcp' as const), port: fc.constantFrom(9000, 80) };
const common = {
  entry,
  sni: fc.oneof(host, fc.constant('')),
  method: fc.constantFrom('GET', 'GET', 'POST', 'OPTIONS'),
  authority: host,
  path: fc.constantFrom('/', '/a', '/a/b?x-a=v', '/s/m', '/zz'),
  headers: fc.array(
    fc.tuple(
      fc.constantFrom('x-a', 'X-B', 'Origin', 'Access-Control-Request-Method'),
      fc.constantFrom('v', 'https://a.org'),
    ),
    { maxLength: 4 },
  ),
  grpc: fc.boolean(),
};
const request: fc.Arbitrary<Request> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...common, ...plain }) },
  { weight: 2, arbitrary: fc.record({ ...common, ...secure }) },
  { weight: 1, arbitrary: fc.record({ ...common, ...bare }) },
);
const requests = fc.array(request, { minLength: 20, maxLength: 20 });

/** How often the generated requests come to each kind of outcome; a generator that reaches nothing proves nothing. */
const reached = new Map<string, number>();

/** Evaluates requests on one world. */
async function evaluator(text: string, complete: boolean): Promise<(request: Request) => Evaluation> {
  const input = await load([{ name: 'test.yaml', text }], { validate: 'ignore', channel: 'experimental' });
  const world = gatewayAPIWorld(convert(input, { settings: defaultSettings, complete }));
  const expressions = await loadRegularExpressions();
  return (sent) => evaluateGatewayAPI(world, sent, expressions);
}

function asText(objects: readonly unknown[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

const parents = [{ name: 'gw', namespace: 'ns' }];
const front = gateway(
  'any:80',
  'wild:80 *.example.com',
  'secure:443/HTTPS *.example.com',
  'other:443/HTTPS other.org',
  'through:443/TLS/Passthrough a.example.com',
  'bare:9000/TCP',
);

/** A Gateway that most routes and requests go to, beside whatever else there is. */
const worlds: fc.Arbitrary<readonly object[]> = manifests.map((objects) => [
  front,
  ...objects.map((object, i) => (i % 4 === 0 ? object : attachedToFront(object))),
]);

function attachedToFront(object: Manifest): object {
  const { spec } = object;
  if (!object.kind.endsWith('Route') || typeof spec !== 'object') return object;
  return { ...object, spec: { ...spec, parentRefs: parents } };
}

/** An outcome without what is forwarded as it was sent: the spelling of the host. */
function withoutHost(outcome: Outcome): unknown {
  if (outcome.kind === 'redirect') return { ...outcome, location: outcome.location.toLowerCase() };
  if (outcome.kind !== 'backends') return outcome;
  return {
    ...outcome,
    requests: outcome.requests.map(({ authority, ...rest }) => ({
      ...rest,
      host: authority.toLowerCase().replace(/:\d+$/, ''),
    })),
  };
}

function choicesOf(outcome: Outcome): readonly Choice[] {
  return 'choices' in outcome ? outcome.choices : [];
}

describe('the Gateway API evaluator', () => {
  test('gives the same answer whatever the case and port of the host', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, requests, fc.boolean(), async (objects, sent, complete) => {
        const evaluate = await evaluator(asText(objects), complete);
        for (const one of sent) {
          const { outcome, route, rule, match } = evaluate(one);
          reached.set(outcome.kind, (reached.get(outcome.kind) ?? 0) + 1);
          const other = { ...one, authority: `${one.authority.toUpperCase()}:1234`, sni: one.sni.toUpperCase() };
          const second = evaluate(other);
          expect([withoutHost(second.outcome), second.route, second.rule, second.match]).toEqual([
            withoutHost(outcome),
            route,
            rule,
            match,
          ]);
        }
      }),
      { numRuns: runs, seed },
    );
  });

  test('gives every share its probability, and all of them together 1', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, requests, async (objects, sent) => {
        const evaluate = await evaluator(asText(objects), false);
        for (const one of sent) {
          const choices = choicesOf(evaluate(one).outcome);
          const sum = choices.reduce((total, { probability }) => total + probability, 0);
          if (choices.length > 0) expect(sum).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 50, seed },
    );
  });

  test('does not depend on the order of the objects, and says the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, requests, async (objects, sent) => {
        const evaluate = await evaluator(asText(objects), false);
        const reversed = await evaluator(asText(objects.toReversed()), false);
        const view = ({ steps, runnersUp, ...rest }: Evaluation) => ({
          ...rest,
          place: undefined,
          steps: steps.map(({ rule, text }) => `${rule} ${text}`),
          runnersUp: runnersUp.map(({ route, rule, match, failed }) => ({ route, rule, match, failed })),
        });
        for (const one of sent) {
          expect(view(reversed(one))).toEqual(view(evaluate(one)));
          expect(view(evaluate(one))).toEqual(view(evaluate(one)));
        }
      }),
      { numRuns: 50, seed },
    );
  });

  test('never throws, whatever the request and the fields of the objects hold', async () => {
    const anything = anyText({ maxLength: 40 });
    const odd = fc.record({
      entry,
      port: fc.integer(),
      transport: fc.constantFrom('http' as const, 'https' as const, 'tls' as const, 'tcp' as const),
      sni: anything,
      method: anything,
      authority: anything,
      path: anything,
      headers: fc.array(fc.tuple(anything, anything), { maxLength: 3 }),
      grpc: fc.boolean(),
    });
    const any = fc.array(fc.oneof(request, odd), { minLength: 10, maxLength: 10 });
    const broken = fc.record({ path: fc.array(fc.nat(), { maxLength: 6 }), value: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(worlds, any, fc.array(broken, { maxLength: 5 }), async (objects, sent, breaks) => {
        const spoilt = objects.map((object, i) => {
          const one = breaks[i];
          return one === undefined ? object : spoil(object, one.path, one.value);
        });
        const evaluate = await evaluator(asText(spoilt), false);
        for (const one of sent) evaluate(one);
      }),
      { numRuns: runs, seed },
    );
  });

  afterAll(() => {
    const total = runs * 20;
    process.stdout.write(
      `outcomes of ${total} requests: ${[...reached].map(([what, n]) => `${what} ${n}`).join(', ')}\n`,
    );
    for (const kind of [
      'backends',
      'redirect',
      'direct',
      'not-found',
      'misdirected',
      'rejected',
      'tcp',
      'default-forward',
      'undefined',
    ]) {
      if ((reached.get(kind) ?? 0) < total / 1000) throw new Error(`the generator hardly reaches: ${kind}`);
    }
  });
});
