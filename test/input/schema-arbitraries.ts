import fc from 'fast-check';
import type { JsonSchema } from '../../src/input/json-schema.ts';

/** Values that a schema accepts, mostly: every part may also be anything else. */
export function arbitrary(schema: JsonSchema): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    '',
    'x',
    '-',
    'a.b',
    'A/b',
    '1s',
    'é'.repeat(300),
    0,
    -1,
    1.5,
    70000,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    true,
    null,
    [],
    {},
    [null],
  );
  return fc.oneof({ arbitrary: plausible(schema), weight: 60 }, { arbitrary: odd, weight: 1 });
}

function plausible(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.items !== undefined)
    return fc.array(arbitrary(schema.items), { minLength: schema.minItems ?? 0, maxLength: 3 });
  if (schema.properties !== undefined) {
    const fields: Record<string, fc.Arbitrary<unknown>> = { unknown: fc.constant(1) };
    for (const [name, property] of Object.entries(schema.properties)) fields[name] = arbitrary(property);
    return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
  }
  if (schema.additionalProperties)
    return fc.dictionary(fc.constantFrom('a', 'b'), arbitrary(schema.additionalProperties));
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'object') return fc.constant({});
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const texts = ['a', 'b', 'a.example.com', '10s', '10.0.0.1', 'example.com/name', 'https://example.com', 'YQ=='];
  const fitting = texts.filter((text) => pattern.test(text));
  return fc.constantFrom(...(fitting.length > 0 ? fitting : texts));
}

/** Without the field that would make nearly every generated object invalid. */
export function withoutUnknown(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === 'unknown' ? undefined : item)));
}
