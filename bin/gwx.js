#!/usr/bin/env node

// CommonJS like the bundle, which Node starts faster than ES modules.
const { join } = require('node:path');

// A reader that has seen enough (`| head`) is no error. Anything else means that the result is not where it should be.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') return;
  process.stderr.write(`gwx: error: the result cannot be written: ${error.message}\n`);
  process.exitCode = 3;
});
process.stderr.on('error', () => {});

// Type checking stops at a path that is made.
const { run } = require(join(__dirname, '../dist/cli.cjs'));
run(process.argv.slice(2), process).then((/** @type {number} */ code) => {
  process.exitCode ??= code;
});
