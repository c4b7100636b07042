// schemas/ -> a folder of modules, one for every kind and channel (see SchemaModule), and an index that loads them lazily.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bundleText } from './bundle.mjs';
import { compileValidator } from './compile-validator.mjs';
import { isSchema } from './schema-node.mjs';

/** @typedef {import('./schema-node.mjs').Schema} Schema */
/** @typedef {import('./compile-validator.mjs').Runtime} Runtime */

/**
 * Writes the modules of all schemas below a folder.
 * @param {string} folder
 * @param {string} target
 */
export async function writeValidators(folder, target) {
  const runtime = await loadRuntime();
  const sources = moduleSources(readSchemas(folder), runtime);
  for (const [name, source] of sources) {
    const file = join(target, fileName(name));
    writeFileSync(`${file}.js`, `// @ts-nocheck\n${await bundleText(source)}`);
    // Beside declarations the compiler does not look into the module itself.
    writeFileSync(`${file}.d.ts`, `${importType}declare const module: SchemaModule;\nexport default module;\n`);
  }
  const entries = sources.map(([name]) => `  '${name}': () => import('./${fileName(name)}.js'),\n`);
  const type = 'Readonly<Record<string, () => Promise<{ readonly default: SchemaModule }>>>';
  writeFileSync(join(target, 'index.ts'), `${importType}\nexport const modules: ${type} = {\n${entries.join('')}};\n`);
}

const importType = "import type { SchemaModule } from '../schema-modules.ts';\n";

/** @param {string} name */
function fileName(name) {
  return name.replace('/', '-').replace(/\.$/, '');
}

/**
 * By `<crd>/<channel>`, or `<crd>` alone where the channels do not differ.
 * @param {Map<string, Map<string, Schema>>} schemas
 * @param {Runtime} runtime
 * @returns {[name: string, source: string][]}
 */
function moduleSources(schemas, runtime) {
  return [...schemas].flatMap(([crd, channels]) => {
    const [only] = channels.values();
    const standard = channels.get('standard');
    const experimental = channels.get('experimental');
    if (experimental === undefined || JSON.stringify(standard) === JSON.stringify(experimental)) {
      return [[crd, moduleSource(runtime, only)]];
    }
    return [
      [`${crd}/experimental`, moduleSource(runtime, experimental)],
      [`${crd}/standard`, moduleSource(runtime, standard, experimental)],
    ];
  });
}

/**
 * @param {Runtime} runtime
 * @param {Schema | undefined} schema
 * @param {Schema} [wider]
 */
function moduleSource(runtime, schema, wider) {
  // A kind that a channel lacks is valid nowhere in it.
  const code = schema === undefined ? 'export const validate = () => false;' : compileValidator(schema, runtime);
  const fields = [
    'validate',
    `schema: ${JSON.stringify(schema === undefined ? '' : JSON.stringify(withoutDefaults(schema)))}`,
    ...(wider === undefined ? [] : [`wider: ${JSON.stringify(JSON.stringify(withoutDefaults(wider)))}`]),
    `defaults: ${JSON.stringify(defaultsTree(wider ?? schema))}`,
  ];
  return `${code.replace(/export default \w+;/, '')}\nexport default { ${fields.join(', ')} };`;
}

/**
 * A schema without what its module holds elsewhere. Below `properties` stand names, of which `default` is one.
 * @param {unknown} node
 * @param {boolean} named
 * @returns {unknown}
 */
function withoutDefaults(node, named = false) {
  if (Array.isArray(node)) return node.map((item) => withoutDefaults(item));
  if (!isSchema(node)) return node;
  const kept = Object.entries(node).filter(([key]) => named || !['$id', 'default'].includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDefaults(value, !named && key === 'properties')]));
}

/**
 * The parts of a schema that have defaults at or below them.
 * @param {unknown} schema
 * @returns {Schema | undefined}
 */
function defaultsTree(schema) {
  if (!isSchema(schema)) return undefined;
  /** @type {Schema} */
  const tree = 'default' in schema ? { default: schema['default'] } : {};
  for (const keyword of ['items', 'additionalProperties']) {
    const below = defaultsTree(schema[keyword]);
    if (below !== undefined) tree[keyword] = below;
  }
  const properties = Object.entries(schema['properties'] ?? {})
    .map(([name, property]) => [name, defaultsTree(property)])
    .filter(([, below]) => below !== undefined);
  if (properties.length > 0) tree['properties'] = Object.fromEntries(properties);
  return Object.keys(tree).length > 0 ? tree : undefined;
}

/**
 * Schemas by CRD name, then by channel; `''` where there are none.
 * @param {string} folder
 * @returns {Map<string, Map<string, Schema>>}
 */
function readSchemas(folder) {
  /** @type {Map<string, Map<string, Schema>>} */
  const schemas = new Map();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    // schemas/gwx describes what gwx itself reads and writes.
    if (!file.endsWith('.json') || dirname(file) === 'gwx') continue;
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const last = basename(dirname(file));
    const channels = schemas.get(schema.$id) ?? new Map();
    schemas.set(schema.$id, channels.set(last === 'standard' || last === 'experimental' ? last : '', schema));
  }
  return new Map([...schemas].sort());
}

/**
 * What the compiled code shares with src/, which Node 20 cannot import as it is.
 * @returns {Promise<Runtime>}
 */
async function loadRuntime() {
  const code = await bundleText(
    "export * from './src/input/expressions.ts'; export * from './src/input/list-keys.ts';",
  );
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
