/** One call of gwx as it stands in a shell. */
export interface Call {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** A file that is redirected to stdin. */
  readonly stdin?: string;
}

const quoted = /'[^']*'|"[^"$`\\]*"/.source;
const word = `(?:${quoted}|[\\w./:=@,+-]+)`;
const call = new RegExp(`^(?<env>(?:[A-Z_]+=\\w+ )*)gwx(?<args>(?: ${word})*)(?: < ?(?<stdin>[\\w./-]+))?$`);

/**
 * Reads command lines that take no shell: calls of gwx one after the other, each with words in quotes or without, variables before them
 * and a file for stdin. Anything else gives undefined.
 */
export function callsIn(script: string): readonly Call[] | undefined {
  const commands = script.trimEnd().split(/; |\n/);
  const calls = commands.map((command) => call.exec(command)?.groups);
  if (!calls.every((groups) => groups !== undefined)) return undefined;
  return calls.map(({ env = '', args = '', stdin }) => ({
    env: Object.fromEntries([...env.matchAll(/(\w+)=(\w+)/g)].map(([, key = '', value = '']) => [key, value])),
    args: (args.match(new RegExp(word, 'g')) ?? []).map((one) => one.replace(/^(['"])(.*)\1$/s, '$2')),
    ...(stdin !== undefined && { stdin }),
  }));
}
