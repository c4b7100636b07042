import {
  type CompletedCommand,
  type CompletedFlag,
  type CompletionPrinter,
  listsOf,
  namesOf,
  type ValueList,
  type Values,
} from './printed-completion.ts';

/** A script for bash from 3.2 on, which macOS has. Paths are left to bash itself, which knows how to quote them. */
export const printCompletionBash: CompletionPrinter = (completion) => {
  const { version, flags, commands } = completion;
  const before: CompletedCommand = { name: "''", description: '', flags, arguments: commandList(commands) };
  const lists = [commandList(commands), ...listsOf(completion)];
  return `# gwx ${version}: completion for bash
${lists.map(listFunction).join('')}${offering}
_gwx() {
${words}  case $command in
${[before, ...commands].map(commandCase).join('')}  esac
}

complete -o default -F _gwx gwx
`;
};

/** Splits the command line, up to the cursor. */
const words = `  local line=\${COMP_LINE:0:COMP_POINT} words=() word blank command='' flag='' rest='' cur prefix='' i
  COMPREPLY=()
  # Bash has split words at = and :, too. Here they are whole again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blank=\${line%%[![:space:]]*}
    line=\${line#"$blank"}
    word=\${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then word=$line; fi
    line=\${line#"$word"}
    if ((i > 0)) && [[ -z $blank ]]; then words[\${#words[@]} - 1]+=$word; else words+=("$word"); fi
  done
  for ((i = 1; i < \${#words[@]} - 1; i++)); do
    case \${words[i]} in
      --) rest=yes ;;
      -*) ;;
      *) command=\${command:-\${words[i]}} ;;
    esac
  done
  word=\${words[\${#words[@]} - 1]} cur=\${words[\${#words[@]} - 1]}
  if [[ -z $rest && $word == --*=* ]]; then
    flag=\${word%%=*} prefix=\${word%%=*}= cur=\${word#*=}
  elif [[ -z $rest ]]; then
    flag=\${words[\${#words[@]} - 2]}
  fi
`;

const offering = `
# Offers words, each with a suffix. Bash replaces only what stands behind the last =.
_gwx_offer() {
  local suffix=$1 start='' candidate
  shift
  if [[ $COMP_WORDBREAKS == *=* && $prefix == *=* ]]; then start=\${prefix%=*}=; fi
  for candidate in "$@"; do
    if [[ $candidate == "$cur"* ]]; then COMPREPLY+=("\${prefix#"$start"}$candidate$suffix"); fi
  done
  if [[ -n $suffix ]] && type compopt >/dev/null 2>&1; then compopt -o nospace; fi
  _gwx_no_paths
}

_gwx_no_paths() {
  if type compopt >/dev/null 2>&1; then compopt +o default; fi
}

# Goes on behind the last comma or the first =, if there is one.
_gwx_behind() {
  case $1$cur in
    ,*,*) prefix+=\${cur%,*}, cur=\${cur##*,} ;;
    =*=*) prefix+=\${cur%%=*}= cur=\${cur#*=} ;;
    *) return 1 ;;
  esac
}
`;

function commandList(commands: readonly CompletedCommand[]): ValueList {
  return { name: 'commands', candidates: commands.map(({ name }) => ({ value: name })) };
}

function listFunction({ name, candidates, commas, assigned }: ValueList): string {
  const suffix = assigned && !assigned.optional ? '=' : "''";
  const offer = `_gwx_offer ${suffix} ${candidates.map(({ value }) => value).join(' ')}`;
  const lines = [
    ...(commas ? ['_gwx_behind ,'] : []),
    assigned ? `if _gwx_behind =; then ${action(assigned.values)}; else ${offer}; fi` : offer,
  ];
  return `\n_gwx_${name}() {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function action(values: Values): string {
  if (values === 'paths') return ':';
  return values === 'free' ? '_gwx_no_paths' : `_gwx_${values.name}`;
}

function commandCase(command: CompletedCommand): string {
  const valued = command.flags.flatMap((flag) => (flag.value ? [flagCase(flag, flag.value.values)] : []));
  const flags = command.flags.flatMap(namesOf).join(' ');
  const other = `if [[ -z $rest && $word == -* ]]; then _gwx_offer '' ${flags}; else ${action(command.arguments)}; fi`;
  return `    ${command.name})
      case $flag in
${valued.join('')}        *) ${other} ;;
      esac
      ;;
`;
}

function flagCase(flag: CompletedFlag, values: Values): string {
  return `        ${namesOf(flag).join(' | ')}) ${action(values)} ;;\n`;
}
