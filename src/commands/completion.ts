import type { Argument, Command, Option } from 'commander';
import { completionPrinters, type Shell } from '../output/index.ts';
import type { CompletedCommand, CompletedFlag, Completion, Values } from '../output/printed-completion.ts';
import { valuesOf } from './completion-values.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

export type { Shell };

/** `gwx completion`: a script that makes a shell complete the commands of a program, their flags and their values. */
export async function completionCommand(shell: Shell, program: Command, io: Io): Promise<ExitCode> {
  const print = await completionPrinters[shell]();
  io.stdout.write(print(completionOf(program)));
  return 0;
}

/** What the help shows, as a shell sees it. */
function completionOf(program: Command): Completion {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => ({ value: command.name(), description: command.description() }));
  return {
    version,
    flags: flagsOf(program),
    commands: commands.map((command): CompletedCommand => {
      // The command of the help is not one of ours: it has commands for arguments.
      const isHelp = command.name() === 'help';
      const last = command.registeredArguments.at(-1);
      return {
        name: command.name(),
        description: command.description(),
        flags: isHelp ? [] : flagsOf(command),
        arguments: isHelp ? { name: 'helped', candidates: names } : last ? valuesOfArgument(last) : 'free',
      };
    }),
  };
}

function flagsOf(command: Command): readonly CompletedFlag[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => {
      const { short, long = '', description } = option;
      const placeholder = placeholderOf(option);
      return {
        ...(short !== undefined && { short }),
        long,
        description,
        repeatable: Array.isArray(command.getOptionValue(option.attributeName())),
        ...(placeholder !== undefined && {
          value: { placeholder, values: valuesOfOption(command, option, placeholder) },
        }),
      };
    });
}

/** What stands for the value of an option in the help; undefined if it has none. */
function placeholderOf({ flags }: Option): string | undefined {
  return /<(.+)>/.exec(flags)?.[1];
}

function valuesOfOption(command: Command, option: Option, placeholder: string): Values {
  const { argChoices, long = '' } = option;
  if (argChoices) return choices(`${command.name()}_${option.attributeName()}`, argChoices);
  return valuesOf[long] ?? valuesOf[placeholder] ?? 'free';
}

function valuesOfArgument(argument: Argument): Values {
  if (argument.argChoices) return choices(argument.name().toLowerCase(), argument.argChoices);
  return valuesOf[argument.name()] ?? 'free';
}

function choices(name: string, values: readonly string[]): Values {
  return { name, candidates: values.map((value) => ({ value })) };
}
