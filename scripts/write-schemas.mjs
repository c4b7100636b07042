// Writes schemas/ from CRD files: `npm run schemas [-- FOLDER]`. Hand-written schemas (schemas/core) are left alone.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import { isSchema } from './schema-node.mjs';

/** @typedef {import('./schema-node.mjs').Schema} Schema */

/**
 * The part of a CRD that is read.
 * @typedef {object} Crd
 * @property {{ name: string }} metadata
 * @property {{ group: string, names: { kind: string, plural: string }, versions: { name: string, schema: { openAPIV3Schema: Schema } }[] }} spec
 */

/** Which CRDs of which upstream folder go where; without `kinds` all of them. */
const sources = [
  { from: 'standard', to: 'gateway-api/1.6.1/standard' },
  { from: 'experimental', to: 'gateway-api/1.6.1/experimental' },
  { from: 'inference', to: 'inference/1.5.0', kinds: ['InferencePool'] },
  {
    from: 'istio',
    to: 'istio/1.32',
    group: 'networking.istio.io',
    kinds: ['DestinationRule', 'Gateway', 'ProxyConfig', 'ServiceEntry', 'Sidecar', 'VirtualService', 'WorkloadEntry'],
  },
  {
    from: 'istio',
    to: 'istio/1.32',
    group: 'security.istio.io',
    kinds: ['AuthorizationPolicy', 'RequestAuthentication'],
  },
  { from: 'istio', to: 'istio/1.32', group: 'telemetry.istio.io', kinds: ['Telemetry'] },
  { from: 'istio', to: 'istio/1.32', group: 'extensions.istio.io', kinds: ['WasmPlugin'] },
  { from: 'mcs', to: 'mcs', kinds: ['ServiceImport'] },
];

// `nullable` goes because the reader drops nulls before anything is checked, as the API server does for most fields.
const dropped = ['description', 'nullable', 'x-kubernetes-map-type', 'x-kubernetes-validations'];
const copied = [
  'default',
  'enum',
  'format',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'pattern',
  'required',
  'type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-preserve-unknown-fields',
];

const strings = { type: 'object', additionalProperties: { type: 'string' } };

/** Checked lightly: the rest of ObjectMeta is of no concern here, and must not be refused. */
const metadata = {
  properties: {
    annotations: strings,
    creationTimestamp: { type: 'string' },
    generateName: { type: 'string' },
    generation: { type: 'integer' },
    labels: strings,
    name: { type: 'string' },
    namespace: { type: 'string' },
    uid: { type: 'string' },
  },
  type: 'object',
};

/**
 * One schema node without what is not needed. Objects are closed where the API server prunes unknown fields, which it never does for the sake of
 * a node inside a combinator.
 * @param {unknown} node
 * @param {boolean} structural
 * @returns {unknown}
 */
function reduce(node, structural) {
  if (!isSchema(node)) return node;
  /** @type {Schema} */
  const result = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (dropped.includes(keyword)) continue;
    if (copied.includes(keyword)) result[keyword] = value;
    else if (keyword === 'properties' && isSchema(value)) result[keyword] = reduceEach(value, structural);
    else if (keyword === 'items' || keyword === 'additionalProperties') result[keyword] = reduce(value, structural);
    else if (keyword === 'not') result[keyword] = reduce(value, false);
    else if (['allOf', 'anyOf', 'oneOf'].includes(keyword) && Array.isArray(value))
      result[keyword] = value.map((item) => reduce(item, false));
    else throw new Error(`keyword ${keyword} is not known`);
  }
  const open = 'additionalProperties' in result || result['x-kubernetes-preserve-unknown-fields'] === true;
  if (structural && result['type'] === 'object' && !open) result['additionalProperties'] = false;
  return result;
}

/** @param {Schema} properties @param {boolean} structural */
function reduceEach(properties, structural) {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, reduce(value, structural)]));
}

/** @param {unknown} document @returns {document is Crd} */
function isCrd(document) {
  return isSchema(document) && document['kind'] === 'CustomResourceDefinition';
}

/** Kubernetes' order: v1, v1beta1, v1alpha3, v1alpha2. @param {string} version */
function rank(version) {
  const [, major = '0', stage = 'stable', minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return ['alpha', 'beta', 'stable'].indexOf(stage) * 1e6 + Number(major) * 1e3 + Number(minor);
}

/**
 * The schema of a CRD's newest version.
 * @param {Crd} crd
 */
function schemaOf(crd) {
  const newest = crd.spec.versions.toSorted((a, b) => rank(b.name) - rank(a.name))[0];
  const root = reduce(newest?.schema.openAPIV3Schema, true);
  if (!isSchema(root) || !isSchema(root['properties'])) throw new Error(`${crd.metadata.name} has no schema`);
  const text = { type: 'string' };
  // Istio's CRDs declare neither apiVersion, kind nor metadata. A status is the controllers' and stays open.
  const properties = { ...root['properties'], apiVersion: text, kind: text, metadata };
  if ('status' in properties) Object.assign(properties, { status: { type: 'object' } });
  return { ...root, $id: crd.metadata.name, properties };
}

/**
 * JSON with sorted keys, on one line where it fits.
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function print(value, indent = '') {
  const inline = JSON.stringify(value, (_, item) => (isSchema(item) ? Object.fromEntries(sorted(item)) : item));
  if (typeof value !== 'object' || value === null || indent.length + inline.length <= 110) return inline;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => deeper + print(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const lines = sorted(value).map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${print(item, deeper)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** @param {object} value */
function sorted(value) {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The schema files of a folder of CRDs: texts by path below schemas/.
 * @param {string} folder
 */
export function schemaFiles(folder) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const { from, to, group, kinds } of sources) {
    for (const file of readdirSync(join(folder, from)).sort()) {
      for (const crd of loadAll(readFileSync(join(folder, from, file), 'utf8'))) {
        if (!isCrd(crd)) continue;
        if (group !== undefined && crd.spec.group !== group) continue;
        if (kinds !== undefined && !kinds.includes(crd.spec.names.kind)) continue;
        files.set(`${to}/${crd.spec.names.plural}.json`, `${print(schemaOf(crd))}\n`);
      }
    }
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const upstream = join(process.env['GWX_UPSTREAM'] ?? '../shared', 'gateway-api/crds');
  const target = fileURLToPath(new URL('../schemas', import.meta.url));
  const files = schemaFiles(process.argv[2] ?? upstream);
  for (const { to } of sources) rmSync(join(target, to), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(join(target, path, '..'), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  console.log(`${files.size} schemas written`);
}
