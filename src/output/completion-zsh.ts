import {
  type Candidate,
  type CompletedCommand,
  type CompletedFlag,
  type CompletionPrinter,
  listsOf,
  namesOf,
  type ValueList,
  type Values,
} from './printed-completion.ts';

/** A script for zsh, to be sourced, or as the file `_gwx` in a folder of `fpath`. */
export const printCompletionZsh: CompletionPrinter = (completion) => {
  const { version, flags, commands } = completion;
  const candidates = commands.map(({ name, description }) => ({ value: name, description }));
  const lists = [{ name: 'commands', candidates }, ...listsOf(completion)];
  return `#compdef gwx
# gwx ${version}: completion for zsh
${lists.map(listFunction).join('')}
_gwx() {
  local context state state_descr line curcontext=$curcontext
  typeset -A opt_args
  _arguments -C \\
${flags.flatMap(specs).map(continued).join('')}    '1:command:_gwx_commands' \\
    '*::argument:->behind'
  [[ $state == behind ]] || return
  curcontext=\${curcontext%:*:*}:gwx-$words[1]:
  case $words[1] in
${commands.map(commandCase).join('')}  esac
}

# As a file of fpath this is the body of the function.
if [[ $funcstack[1] == _gwx ]]; then _gwx "$@"; else compdef _gwx gwx; fi
`;
};

function listFunction({ name, candidates, commas, assigned }: ValueList): string {
  const describe = `_describe -t ${name} ${name} list`;
  const offer = assigned && !assigned.optional ? `${describe} -S =` : describe;
  const lines = [
    ...(commas ? ["compset -P '*,'"] : []),
    assigned ? `if compset -P '*='; then ${call(assigned.values)}; else ${offer}; fi` : offer,
  ];
  return `
_gwx_${name}() {
  local -a list=(
${candidates.map((candidate) => `    ${quoted(described(candidate))}\n`).join('')}  )
${lines.map((line) => `  ${line}\n`).join('')}}
`;
}

function described({ value, description }: Candidate): string {
  const escaped = value.replaceAll(':', '\\:');
  return description === undefined ? escaped : `${escaped}:${description}`;
}

function commandCase({ name, flags, arguments: values }: CompletedCommand): string {
  const lines = [...flags.flatMap(specs), quoted(`*:argument:${action(values)}`)];
  return `    ${name})
      _arguments -s -S \\
${lines
  .map(continued)
  .join('')
  .replace(/ \\\n$/, '\n')}      ;;
`;
}

/** What \`_arguments\` is told of a flag: one text for each of its names, which exclude each other. */
function specs(flag: CompletedFlag): readonly string[] {
  const { value, repeatable, description } = flag;
  const names = namesOf(flag);
  const once = repeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  const what = value ? `:${escaped(value.placeholder)}:${action(value.values)}` : '';
  return names.map((name) => {
    // The value follows as the next word, or at once: behind = if the name is a long one.
    const joint = value ? (name.startsWith('--') ? '=' : '+') : '';
    return quoted(`${once}${name}${joint}[${escaped(description)}]${what}`);
  });
}

/** A function that completes, or nothing that does. */
function call(values: Values): string {
  return values === 'free' ? ':' : action(values);
}

function action(values: Values): string {
  if (values === 'paths') return '_files';
  return values === 'free' ? ' ' : `_gwx_${values.name}`;
}

function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function continued(line: string): string {
  return `    ${line} \\\n`;
}
