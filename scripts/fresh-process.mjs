import { spawnSync } from 'node:child_process';

/**
 * What a script prints, as JSON, in a process of its own: its times owe nothing to the runs before it, and peaks are of whole processes.
 * @param {string} script
 * @param {string[]} args
 */
export function inFreshProcess(script, args) {
  const command = ['--expose-gc', script, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} gave ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
