#!/usr/bin/env node

// By URL, so that type checking does not go into the bundle.
const { run } = await import(new URL('../dist/cli.js', import.meta.url).href);

// A reader that has seen enough (`| head`) is no error. Anything else means that the result is not where it should be.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') return;
  process.stderr.write(`gwx: error: the result cannot be written: ${error.message}\n`);
  process.exitCode = 3;
});
process.stderr.on('error', () => {});

const code = await run(process.argv.slice(2), process);
process.exitCode ??= code;
