import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCalls } from './built-command.ts';
import { callsIn } from './command-line.ts';

/**
 * The README promises nothing that is not so. A ```console block is a session in a shell: lines that begin with `$ ` are
 * commands (with a here-document up to its `EOF`), the lines below each are everything it prints, stderr included. The
 * blocks are run one after the other in a folder that holds `fixtures/` alone. UPDATE_FIXTURES=1 writes what was printed.
 * A ```sh block needs tools that are not at hand; of it only the names of the commands and the flags of gwx are checked.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const path = join(root, 'README.md');
const readme = readFileSync(path, 'utf8');

/** The contents of the fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, content = '']) => content);
}

interface Step {
  readonly command: string;
  readonly printed: string;
}

function steps(block: string): Step[] {
  return block.split(/^\$ /m).flatMap((text, index) => {
    // Nothing stands before the first command.
    if (index === 0) return text === '' ? [] : [{ command: '', printed: text }];
    const [, command = '', printed = ''] = /^((?:[^\n]*<<'EOF'\n.*?^EOF|[^\n]*)\n)(.*)$/ms.exec(text) ?? [];
    return [{ command, printed }];
  });
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-readme-'));
  symlinkSync(join(root, 'bin/gwx.js'), join(folder, 'gwx'));
  symlinkSync(join(root, 'fixtures'), join(folder, 'fixtures'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs commands one after the other and gives what each prints. Only `$?` goes from one to the next. */
async function run(commands: readonly string[]): Promise<readonly string[]> {
  const printed: string[] = [];
  let last = 0;
  for (const command of commands) {
    const calls = callsIn(command);
    const { both, code } = calls ? await runCalls(calls, folder) : shell(`(exit ${last})\n${command}`);
    printed.push(both);
    last = code;
  }
  return printed;
}

function shell(script: string) {
  const { FORCE_COLOR: _force, ...env } = process.env;
  const { stdout, status } = spawnSync('sh', ['-c', `exec 2>&1\n${script}`], {
    cwd: folder,
    env: { ...env, PATH: [folder, env.PATH].join(delimiter) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { both: stdout, code: status ?? 1 };
}

describe('the sessions of the README', () => {
  const sessions = blocks(readme, 'console').map(steps);

  test.each(sessions.map((session) => [session[0]?.command.split('\n', 1)[0] ?? '', session] as const))(
    '%s',
    async (_, session) => {
      const printed = await run(session.map(({ command }) => command));
      const actual = session.map(({ command }, index) => ({ command, printed: printed[index] ?? '' }));
      if (process.env['UPDATE_FIXTURES'] === '1') {
        const text = (list: readonly Step[]) => list.map((step) => `$ ${step.command}${step.printed}`).join('');
        const current = readFileSync(path, 'utf8');
        writeFileSync(
          path,
          current.replace(`\`\`\`console\n${text(session)}\`\`\``, () => `\`\`\`console\n${text(actual)}\`\`\``),
        );
      }
      expect(actual).toEqual(session);
    },
    60_000,
  );

  test('there are some', () => {
    expect(sessions.length).toBeGreaterThan(5);
  });
});

describe('the commands that the README names without running them', () => {
  const known = [
    'curl',
    'diff',
    'echo',
    'gwx',
    './bin/gwx.js',
    'helm',
    'istioctl',
    'jq',
    'kubectl',
    'kustomize',
    'npm',
    'npx',
  ];
  const commands = blocks(readme, 'sh')
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) =>
      line
        .replace(/'[^']*'/g, "''")
        .replace(/(^| )#.*$/, '')
        .split(/\|\||&&|[|;]/),
    )
    .map((command) => command.trim())
    .filter((command) => command !== '');

  test('are known ones', () => {
    expect(commands.filter((command) => !known.includes(command.split(' ', 1)[0] ?? ''))).toEqual([]);
  });

  test('use flags that gwx has', async () => {
    const names = ['completion', 'convert', 'request', 'status'];
    const printed = await run(names.map((name) => `gwx ${name} --help\n`));
    const help = new Map(names.map((name, index) => [name, printed[index] ?? '']));
    const used = commands
      .filter((command) => /^(?:\.\/bin\/)?gwx/.test(command))
      .flatMap((command) => {
        const [, name = ''] = command.split(' ');
        return (command.match(/ --?[a-z-]+/g) ?? []).map((flag) => ({ name, flag }));
      });
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ name, flag }) => !help.get(name)?.includes(flag))).toEqual([]);
  });
});
