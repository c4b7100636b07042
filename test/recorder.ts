import type { Io, Output } from '../src/commands/io.ts';

/** An Io that records what is written. */
export function recorder(io: { terminal?: boolean; columns?: number; stdin?: Io['stdin'] } = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
    },
    ...(io.terminal ? { isTTY: true, columns: io.columns ?? 80 } : {}),
  });
  const stdin: Io['stdin'] = io.stdin ?? Object.assign((async function* () {})(), { isTTY: io.terminal ?? false });
  return { written, io: { stdin, stdout: output('stdout'), stderr: output('stderr'), env: {} } };
}
