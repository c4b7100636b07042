import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { JsonSchema } from '../../src/input/json-schema.ts';
import { kinds } from '../../src/model/kinds.ts';
import { anyManifest, spoil } from '../object-arbitraries.ts';
import { anyManifestWithStatus } from '../policy-arbitraries.ts';
import { odd, valuesOf } from './schema-values.ts';

const schemas = new URL('../../schemas/', import.meta.url);

function schemaOf(file: string): JsonSchema {
  return JSON.parse(readFileSync(new URL(file, schemas), 'utf8'));
}

const annotations = fc.dictionary(
  fc.constantFrom(
    'gwx.dev/ignore',
    'galley.istio.io/analyze-suppress',
    'config.kubernetes.io/origin',
    'gateway.istio.io/name-override',
    'gateway.istio.io/service-account',
    'networking.istio.io/service-type',
    'networking.istio.io/address-type',
    'proxy.istio.io/config',
    'inject.istio.io/templates',
    'istio.io/ignore-policy-attachment',
  ),
  fc.oneof(
    fc.constantFrom('*: known', 'GWX03: known', 'a', 'path: a/b.yaml', 'NodePort', 'true', '{"a": 1}', 'gateway'),
    odd,
  ),
  { maxKeys: 2 },
);
const labels = fc.dictionary(
  fc.constantFrom(
    'app',
    'team',
    'istio.io/rev',
    'istio.io/use-waypoint',
    'istio.io/dataplane-mode',
    'gateway.istio.io/managed',
  ),
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('a', 'red', 'canary', 'ambient', 'istio.io-mesh-controller') },
    { weight: 1, arbitrary: odd },
  ),
  { maxKeys: 2 },
);
const metadata = fc.record(
  {
    name: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom('a', 'a', 'a', 'b', 'a-b', 'istio') },
      { weight: 1, arbitrary: odd },
    ),
    namespace: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom('apple', 'apple', 'apple', 'banana', 'istio-system') },
      { weight: 1, arbitrary: odd },
    ),
    creationTimestamp: fc.oneof(fc.constantFrom('2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'), odd),
    annotations,
    labels,
  },
  { requiredKeys: ['name'] },
);

/** Objects of each kind that has a schema, in every version, made from the schema. */
const ofSchemas = Object.entries(kinds).flatMap(([crd, { group, kind, versions, schema, specless }]) => {
  if (schema === undefined) return [];
  const plural = crd.slice(0, crd.indexOf('.'));
  const folder = schema.channels ? `${schema.folder}/experimental` : schema.folder;
  const { properties = {} } = schemaOf(`${folder}/${plural}.json`);
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, property] of Object.entries(properties)) {
    if (!['apiVersion', 'kind', 'metadata'].includes(key)) shape[key] = valuesOf(property, specless ? key : '', 0);
  }
  const version = fc.constantFrom(...versions).map((name) => (group === '' ? name : `${group}/${name}`));
  const object = fc
    .record({ version, metadata, fields: fc.record(shape) })
    .map(({ version: apiVersion, fields, ...rest }): unknown => ({ apiVersion, kind, ...rest, ...fields }));
  return [{ weight: /^(?:gateways\.gateway|.*routes|listenersets|services\.)/.test(crd) ? 3 : 1, arbitrary: object }];
});

const anyObject: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 30, arbitrary: fc.oneof(...ofSchemas) },
  { weight: 15, arbitrary: anyManifest },
  { weight: 5, arbitrary: anyManifestWithStatus },
);

const spoilt = fc
  .record({ object: anyObject, path: fc.array(fc.nat(), { maxLength: 8 }), value: odd })
  .map(({ object, path, value }) => spoil(object, path, value));

/** Documents of objects: most are as their schema wants them, some are spoilt in one place. */
export const documents: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: anyObject }, { weight: 1, arbitrary: spoilt }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((objects) => objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''));
