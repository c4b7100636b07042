import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles what runs in the threads of the fuzzers: a thread has no part in jest's own compiling. */
export default async function buildWorker() {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/worker.ts'],
    outdir: 'node_modules/.cache/gwx-fuzz',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as gwxRequire } from 'node:module'; const require = gwxRequire(import.meta.url);",
    },
  });
}
