import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shell } from '../../src/commands/completion.ts';

const end = 'end-of-words';

/** Completes command lines in a shell that has loaded a script; gives the words that it offers for each. */
type Completer = (script: string, lines: readonly string[], folder: string) => readonly (readonly string[])[];

/** Each shell, driven as by somebody at the keyboard. */
export const completers: Readonly<Record<Shell, Completer>> = {
  bash: typed(['bash', '--norc', '--noprofile', '-i'], '\u001b*', 'PS1='),
  fish: (script, lines, folder) => {
    const commands = lines.map((line) => `complete -C ${JSON.stringify(line)}; echo ${end}`);
    const { stdout } = start('fish', ['--no-config', '-c', `source ${script}\n${commands.join('\n')}`], folder);
    const described = stdout.split(`${end}\n`).slice(0, lines.length);
    return described.map((text) =>
      text
        .split('\n')
        .slice(0, -1)
        .map((entry) => entry.split('\t', 1)[0] ?? ''),
    );
  },
  zsh: typed(
    ['zsh', '-f', '-i'],
    '\u0018a',
    `PS1=; unsetopt beep; autoload -Uz compinit; compinit -D -u
      zle -C all-matches complete-word _generic
      bindkey '^Xa' all-matches
      zstyle ':completion:all-matches:*' insert true
      zstyle ':completion:all-matches::::' completer _all_matches _complete`,
  ),
};

/** Whether a shell and what it takes to drive it are there. */
export function isThere(shell: Shell): boolean {
  const needed = shell === 'fish' ? ['fish'] : [shell, 'script'];
  return needed.every((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

/** A shell on a terminal of its own, in which a key inserts all that could stand at the cursor, and gwx writes down its arguments. */
function typed(command: readonly string[], key: string, setUp: string): Completer {
  return (script, lines, folder) => {
    const scratch = mkdtempSync(join(tmpdir(), 'gwx-completion-'));
    try {
      const given = join(scratch, 'given');
      writeFileSync(given, '');
      const loaded = join(scratch, 'start');
      writeFileSync(loaded, `${setUp}\nsource ${script}\ngwx() { printf '%s\\n' "$@" ${end} >> ${given}; }\n`);
      const keys = lines.map((line) => `${line}${key}\n`).join('');
      start('script', ['-qec', command.join(' '), '/dev/null'], folder, `source ${loaded}\n${keys}exit\n`);
      const calls = readFileSync(given, 'utf8').split(`${end}\n`).slice(0, -1);
      return calls.map((call, index) => {
        const before = lines[index]?.split(' ').slice(1) ?? [];
        const word = before.pop();
        const offered = call.split('\n').slice(before.length, -1);
        // What is not completed stays as it is.
        return offered.length === 1 && offered[0] === word ? [] : offered;
      });
    } finally {
      rmSync(scratch, { recursive: true });
    }
  };
}

function start(command: string, args: readonly string[], cwd: string, input = '') {
  const env = { ...process.env, TERM: 'xterm', HOME: cwd, INPUTRC: '/dev/null', HISTFILE: '' };
  return spawnSync(command, args, { cwd, env, input, encoding: 'utf8', timeout: 60_000 });
}
