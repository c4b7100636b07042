#!/usr/bin/env node

// By require, so that the bundle starts faster and type checking does not go into it.
const { run } = process.getBuiltinModule('node:module').createRequire(import.meta.url)('../dist/cli.cjs');

// A reader that has seen enough (`| head`) is no error. Anything else means that the result is not where it should be.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') return;
  process.stderr.write(`gwx: error: the result cannot be written: ${error.message}\n`);
  process.exitCode = 3;
});
process.stderr.on('error', () => {});

const code = await run(process.argv.slice(2), process);
process.exitCode ??= code;
