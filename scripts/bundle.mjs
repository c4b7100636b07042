// Bundling: how gwx becomes the files of dist/, and small texts of code that the build makes become modules.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** @typedef {{ getModuleInfo(id: string): ModuleInfo | null }} ModuleGraph */
/** @typedef {{ readonly importedIds: readonly string[], readonly dynamicallyImportedIds: readonly string[] }} ModuleInfo */

const root = fileURLToPath(new URL('..', import.meta.url));

// Names of functions stay as they are: the stack traces of bugs show them.
const minify = { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } };

/** commander starts other programs as subcommands, which gwx has not; what it would load for that takes as long as half of gwx itself. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  /** @param {string} id */
  resolveId: (id) => (id === 'node:child_process' ? id : null),
  /** @param {string} id */
  load: (id) => (id === 'node:child_process' ? 'export {};' : null),
};

/**
 * Bundles src/ into a folder. What a run loads is CommonJS, which Node starts faster than ES modules, in few files, as each
 * costs time to open: what every command needs that reads input, and one file for each further area of src/.
 * The public API is an ES module over the same files.
 * @param {string} folder
 * @returns {Promise<string[]>} the modules in it
 */
export async function bundleProject(folder) {
  const bundle = await rolldown({
    cwd: root,
    input: { cli: 'src/cli.ts', index: 'src/index.ts', 'parse-worker': 'src/commands/parse-worker.ts' },
    platform: 'node',
    transform: { target: 'node20' },
    plugins: [withoutChildProcesses],
  });
  const groupOf = createGrouping();
  const { output } = await bundle.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    minify,
    codeSplitting: {
      // Of two groups that claim a module the first takes it, with what it imports: the areas come in the order of their imports.
      groups: groupNames.map((name, index) => ({
        name: (id, graph) => (groupOf(id, graph) === name ? name : null),
        debugName: name,
        priority: groupNames.length - index,
      })),
    },
  });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const names = chunks.find(({ name }) => name === 'index')?.exports.join(', ');
  writeFileSync(join(folder, 'index.js'), `import api from './index.cjs';\nexport const { ${names} } = api;\n`);
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}

/**
 * Makes one ES module of a text and all that it imports; relative paths in it start at the top of the project.
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function bundleText(text) {
  const name = join(root, 'text.js');
  const bundle = await rolldown({
    cwd: root,
    input: name,
    platform: 'node',
    transform: { target: 'node20' },
    plugins: [
      { name: 'text', resolveId: (id) => (id === name ? id : null), load: (id) => (id === name ? text : null) },
    ],
  });
  const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/** In the order of their imports. */
const areas = ['model', 'istio-validation', 'convert/apply-ready', 'convert', 'deploy', 'lint', 'request'];

/** What the command line itself needs, without and with the API; what all commands need that read input; the rest by areas. */
const groupNames = ['start', 'base', 'common', ...areas];

/**
 * The group of a module; undefined for what is loaded on its own: a format, the schema of a kind, a library that few runs need.
 * @returns {(id: string, graph: ModuleGraph) => string | undefined}
 */
function createGrouping() {
  /** @type {ReturnType<typeof readGraph> | undefined} */
  let read;
  return (id, graph) => {
    read ??= readGraph(graph);
    const { start, api, readers, parts } = read;
    if (start.has(id)) return api.has(id) ? 'base' : 'start';
    if (readers.every((part) => part.has(id))) return 'common';
    if (parts.filter((part) => part.has(id)).length < 2) return undefined;
    return areas.find((area) => id.startsWith(join(root, 'src', area, '/')));
  };
}

/**
 * What is loaded together, as sets of modules: for the command line, for the API, for every command that reads input, and for
 * every part of src/ that is imported when it is needed.
 * @param {ModuleGraph} graph
 */
function readGraph(graph) {
  const start = loadedWith(join(root, 'src/cli.ts'), graph);
  const commands = graph.getModuleInfo(join(root, 'src/cli.ts'))?.dynamicallyImportedIds ?? [];
  const loaded = commands.map((command) => loadedWith(command, graph));
  const reader = join(root, 'src/input/load.ts');
  const later = loaded.flatMap((modules) =>
    [...modules].flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []),
  );
  const isFormatOrSchema = /** @param {string} id */ (id) =>
    ['src/output/', 'src/input/validators/'].some((folder) => id.startsWith(join(root, folder)));
  return {
    start,
    api: loadedWith(join(root, 'src/index.ts'), graph),
    readers: loaded.filter((modules) => modules.has(reader)),
    parts: [...new Set([...commands, ...later])]
      .filter((id) => !isFormatOrSchema(id))
      .map((id) => loadedWith(id, graph)),
  };
}

/**
 * A module with all that are loaded with it.
 * @param {string} module
 * @param {ModuleGraph} graph
 * @returns {Set<string>}
 */
function loadedWith(module, graph) {
  const reached = new Set([module]);
  // Grows while it is walked.
  for (const id of reached) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  return reached;
}
