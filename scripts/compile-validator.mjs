// One schema -> the source of a function that says whether a value is valid (ajv standalone, without texts: src/input/violations.ts explains).
import { fileURLToPath } from 'node:url';
import { _, Ajv } from 'ajv';
import errors from 'ajv/dist/compile/errors.js';
import standalone from 'ajv/dist/standalone/index.js';
import { isSchema } from './schema-node.mjs';

/** @typedef {import('./schema-node.mjs').Schema} Schema */
/**
 * What compiled code shares with src/.
 * @typedef {object} Runtime
 * @property {(text: string) => number} codePoints
 * @property {(items: unknown[], keys?: string[]) => number[]} duplicates
 * @property {Record<string, RegExp>} formats
 * @property {Record<string, string>} linearPatterns
 */

// Half of the compiled code would build error objects that nobody reads. Inside `not` ajv leaves them empty; there is no option to do so everywhere.
const { reportError } = errors;
errors.reportError = (cxt, ...rest) => {
  Object.assign(cxt.it, { createErrors: false });
  return reportError(cxt, ...rest);
};

const unused = [
  'minLength',
  'maxLength',
  '$id',
  'default',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
];

/** Shorter parts are compiled in place even if they are repeated. */
const worthSharing = 250;

/**
 * @param {Schema} schema
 * @param {Runtime} runtime
 */
export function compileValidator(schema, runtime) {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    messages: false,
    formats: runtime.formats,
    code: { source: true, esm: true, optimize: 2 },
  });
  const source = fileURLToPath(new URL('../src/input/list-keys.ts', import.meta.url));
  const lengths = fileURLToPath(new URL('../src/input/expressions.ts', import.meta.url));
  ajv.addKeyword({
    keyword: 'duplicates',
    type: 'array',
    schemaType: ['array', 'boolean'],
    code(cxt) {
      const code = _`require(${source}).duplicates`;
      const call = cxt.gen.scopeValue('func', { ref: runtime.duplicates, code });
      const keys = cxt.schema === true ? _`undefined` : _`${cxt.schemaValue}`;
      cxt.fail(_`${call}(${cxt.data}, ${keys}).length > 0`);
    },
  });
  ajv.addKeyword({
    keyword: 'length',
    before: 'pattern',
    type: 'string',
    schemaType: 'array',
    // Code points count, but counting takes time and is seldom needed: a string has at most as many as code units, and at least half as many.
    code(cxt) {
      const [min, max] = cxt.schema;
      const count = cxt.gen.scopeValue('func', { ref: runtime.codePoints, code: _`require(${lengths}).codePoints` });
      const { data } = cxt;
      cxt.fail(
        _`${data}.length < ${2 * min} && ${count}(${data}) < ${min} || ${data}.length > ${max} && ${count}(${data}) > ${max}`,
      );
    },
  });
  const validate = ajv.compile(shareRepeated(simplifySchema(schema, runtime)));
  return standalone.default(ajv, validate);
}

/**
 * The schema as ajv is to see it: without annotations, with lengths and list types as keywords of ours.
 * @param {unknown} node
 * @param {Runtime} runtime
 * @returns {unknown}
 */
function simplify(node, runtime) {
  if (Array.isArray(node)) return node.map((item) => simplify(item, runtime));
  return isSchema(node) ? simplifySchema(node, runtime) : node;
}

/**
 * @param {Schema} schema
 * @param {Runtime} runtime
 * @returns {Schema}
 */
function simplifySchema(schema, runtime) {
  /** @type {Schema} */
  const result = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (unused.includes(keyword) || keyword.startsWith('x-kubernetes-list')) continue;
    if (keyword === 'properties' && isSchema(value)) {
      const properties = Object.entries(value).map(([name, property]) => [name, simplify(property, runtime)]);
      result[keyword] = Object.fromEntries(properties);
    } else if (keyword === 'pattern') result[keyword] = runtime.linearPatterns[String(value)] ?? value;
    else if (keyword !== 'format' || String(value) in runtime.formats) result[keyword] = simplify(value, runtime);
  }
  const { minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
  if ('minLength' in schema || 'maxLength' in schema) result['length'] = [minLength, maxLength];
  const listType = schema['x-kubernetes-list-type'];
  if (listType === 'set' || listType === 'map') result['duplicates'] = schema['x-kubernetes-list-map-keys'] ?? true;
  return result;
}

/**
 * Moves parts that occur repeatedly into definitions: a CRD has no references and repeats, say, all filters for every backend.
 * @param {Schema} schema
 */
function shareRepeated(schema) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  visit(schema, (text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Schema} */
  const definitions = {};
  /** @param {unknown} node @returns {unknown} */
  const share = (node) => {
    if (Array.isArray(node)) return node.map(share);
    if (!isSchema(node)) return node;
    const text = JSON.stringify(node);
    // `properties` has no type, though it may have a property of that name.
    const isPart = typeof node['type'] === 'string' && text.length >= worthSharing && (counts.get(text) ?? 0) > 1;
    if (!isPart) return shareBelow(node);
    const name = names.get(text) ?? `part${names.size}`;
    if (!names.has(text)) {
      names.set(text, name);
      definitions[name] = shareBelow(node);
    }
    return { $ref: `#/definitions/${name}` };
  };
  /** @param {Schema} node */
  const shareBelow = (node) => Object.fromEntries(Object.entries(node).map(([key, value]) => [key, share(value)]));
  return { ...shareBelow(schema), definitions };
}

/** @param {unknown} node @param {(text: string) => void} found */
function visit(node, found) {
  if (typeof node !== 'object' || node === null) return;
  if (isSchema(node)) found(JSON.stringify(node));
  for (const value of Object.values(node)) visit(value, found);
}
