import {
  type CompletedCommand,
  type CompletedFlag,
  type CompletionPrinter,
  listsOf,
  type ValueList,
  type Values,
} from './printed-completion.ts';

/** A script for fish, to be sourced, or as `gwx.fish` in its folder of completions. */
export const printCompletionFish: CompletionPrinter = (completion) => {
  const { version, flags, commands } = completion;
  const before: CompletedCommand = { name: '', description: '', flags, arguments: 'free' };
  const names = commands.map(({ name, description }) => line('', '-f', `-a ${name}`, `-d ${quoted(description)}`));
  return `# gwx ${version}: completion for fish
${start}${listsOf(completion).map(listFunction).join('')}
complete -c gwx -e
complete -c gwx -f
${names.join('')}${[before, ...commands].map(commandLines).join('')}`;
};

const start = `
# Whether a command is the one on the command line; '': there is none yet.
function __gwx_at -a command
    set -l words (commandline -opc)
    test "$words[2]" = "$command"
end

# The value at the cursor, without a flag and = before it.
function __gwx_value
    string replace -r -- '^--[^=]*=' '' (commandline -ct)
end
`;

function listFunction({ name, candidates, commas, assigned }: ValueList): string {
  const suffix = assigned && !assigned.optional ? '=' : '';
  const entries = candidates.map(({ value, description }) =>
    quoted(description === undefined ? `${value}${suffix}` : `${value}${suffix}\t${description}`),
  );
  const before = commas ? `    set before (string match -r -- '^.*,' (__gwx_value)); or set before ''\n` : '';
  return `
function __gwx_${name}
${assigned ? behindLines(assigned.values) : ''}    set -l before ''
${before}    set -l list ${entries.join(' ')}
    printf '%s\\n' $before$list
end
`;
}

/** What is offered where a = stands in the value already. */
function behindLines(values: Values): string {
  const offered = values === 'paths' ? '__fish_complete_path (string replace -r -- "^[^=]*=" "" $value)' : call(values);
  return `    set -l value (__gwx_value)
    if string match -q -- '*=*' $value
        set -l offered (${offered})
        set -q offered[1]; and printf '%s\\n' (string match -r -- '^[^=]*=' $value)$offered
        return
    end
`;
}

function call(values: Exclude<Values, 'paths'>): string {
  return values === 'free' ? 'true' : `__gwx_${values.name}`;
}

function commandLines({ name, flags, arguments: values }: CompletedCommand): string {
  const places = values === 'free' ? [] : [line(name, action(values))];
  return [...places, ...flags.map((flag) => flagLine(name, flag))].join('');
}

function flagLine(command: string, { short, long, description, value }: CompletedFlag): string {
  const names = [...(short === undefined ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`];
  const values = value ? ['-r', action(value.values)] : [];
  return line(command, ...names, ...values, `-d ${quoted(description)}`);
}

function action(values: Values): string {
  if (values === 'paths') return '-F';
  return values === 'free' ? '-f' : `-f -a '(__gwx_${values.name})'`;
}

function line(command: string, ...parts: readonly string[]): string {
  return `complete -c gwx -n ${quoted(`__gwx_at ${command === '' ? "''" : command}`)} ${parts.join(' ')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
