import fc from 'fast-check';
import type { JsonSchema } from '../../src/input/json-schema.ts';

// Few words, so that objects meet: they refer to each other, share hosts and collide.
const name = fc.constantFrom('a', 'b', 'a-b', 'http');
const hostname = fc.constantFrom(
  '*.example.com',
  'a.example.com',
  'b.a.example.com',
  '*',
  'a',
  'a.apple.svc.cluster.local',
);
const words: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name,
  sectionName: name,
  gateways: fc.array(fc.constantFrom('a', 'apple/a', 'mesh'), { maxLength: 2 }),
  namespace: fc.constantFrom('apple', 'banana'),
  gatewayClassName: fc.constantFrom('istio', 'istio', 'istio', 'istio-waypoint', 'istio-remote', 'other'),
  controllerName: fc.constantFrom('istio.io/gateway-controller', 'other.io/controller'),
  group: fc.constantFrom('', 'gateway.networking.k8s.io', 'networking.istio.io', 'gateway.networking.x-k8s.io'),
  kind: fc.constantFrom(
    'Service',
    'Gateway',
    'Secret',
    'ConfigMap',
    'HTTPRoute',
    'ListenerSet',
    'InferencePool',
    'Hostname',
  ),
  protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'GRPC'),
  hostname,
  host: hostname,
  hostnames: fc.array(hostname, { maxLength: 3 }),
  hosts: fc.array(fc.oneof(hostname, fc.constantFrom('apple/*', './a.example.com')), { minLength: 1, maxLength: 3 }),
  port: fc.constantFrom(80, 443, 8080, 9000),
  number: fc.constantFrom(80, 443, 15021),
  selector: fc.constantFrom({ app: 'a' }, { matchLabels: { team: 'red' } }, {}),
  regex: fc.constantFrom('.*', '(a+)+b', '[', 'a{1000}', '(?i)x', '\\C', '^$'),
};

/** What is wrong nearly everywhere, or acts on whatever shows it. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '-',
    'A/b',
    '*.*',
    '.',
    '..',
    '/',
    '//',
    '1s',
    '%',
    '{{ x }}',
    '${x}',
    '(',
    '[',
    'é'.repeat(300),
  ),
  fc.constantFrom<unknown>(
    0,
    -1,
    1.5,
    70_000,
    2 ** 31,
    2 ** 53,
    -(2 ** 63),
    1e300,
    true,
    false,
    null,
    [],
    {},
    [null],
    [[]],
  ),
  fc.constantFrom(
    'a\n::error file=b::c',
    '\u001b[2J',
    '\u202ea',
    'a\r\nb',
    '\u0000',
    '](http://a)',
    '<a b="c">',
    '\ud800',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '/'.repeat(3000),
    'a'.repeat(70_000),
    '10.0.0.1',
    '::1',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const texts = [
  'a',
  'b',
  'a.example.com',
  '10s',
  '10.0.0.1',
  '10.0.0.0/8',
  'example.com/name',
  'https://example.com',
  'YQ==',
  '/a',
];

/** Values that a schema accepts, mostly. Every part of one in sixty is something else. */
export function valuesOf(schema: JsonSchema, field = '', depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: plausible(schema, field, depth) }, { weight: 1, arbitrary: odd });
}

function plausible(schema: JsonSchema, field: string, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const known = Object.hasOwn(words, field) ? words[field] : undefined;
  if (known !== undefined && schema.properties === undefined && schema.items?.properties === undefined) return known;
  if (schema.items !== undefined) {
    const minLength = schema.minItems ?? 0;
    return fc.array(valuesOf(schema.items, field, depth + 1), {
      minLength,
      maxLength: Math.max(minLength, depth < 3 ? 3 : 2),
    });
  }
  if (schema.properties !== undefined) return fields(schema, schema.properties, depth);
  if (schema.additionalProperties) {
    return fc.dictionary(
      fc.constantFrom('a', 'app', '__proto__'),
      valuesOf(schema.additionalProperties, '', depth + 1),
    );
  }
  return scalar(schema);
}

function scalar(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.type === 'integer' || schema.type === 'number') {
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9 });
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'object') return fc.constantFrom({}, { a: 1 });
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const fitting = texts.filter((text) => pattern.test(text));
  return fc.constantFrom(...(fitting.length > 0 ? fitting : texts));
}

/** Fewer optional fields the deeper they lie, or most objects would be large. */
function fields(
  schema: JsonSchema,
  properties: Readonly<Record<string, JsonSchema>>,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const required = new Set(schema.required);
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, property] of Object.entries(properties)) {
    const value = valuesOf(property, key, depth + 1);
    shape[key] =
      required.has(key) || depth === 0
        ? value
        : fc.oneof({ weight: Math.min(depth, 4), arbitrary: absent }, { weight: 2, arbitrary: value });
  }
  return fc.record(shape).map(withOneMember);
}

const absent = fc.constant(undefined);

/** Where `type` names the field that is set, the others are not: without this, hardly any filter would be valid. */
function withOneMember(value: Record<string, unknown>): Record<string, unknown> {
  const { type } = value;
  const written = Object.entries(value).filter(([, item]) => item !== undefined);
  const isMember = (key: string) => typeof type === 'string' && key.toLowerCase() === type.toLowerCase();
  const member = written.some(([key]) => isMember(key));
  return Object.fromEntries(
    written.filter(([key, item]) => !member || isMember(key) || typeof item !== 'object' || item === null),
  );
}
