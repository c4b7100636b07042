import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles what runs in the threads of the fuzzers: a thread has no part in jest's own compiling. */
export default async function buildWorker() {
  const bundle = await rolldown({ cwd: root, input: 'test/fuzz/worker.ts', platform: 'node' });
  await bundle.write({
    dir: 'node_modules/.cache/gwx-fuzz',
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    cleanDir: true,
  });
  await bundle.close();
}
