import { type Command, Option } from 'commander';
import type { Style } from '../output/style.ts';
import { plain } from '../output/style.ts';
import type { Io, Output } from './io.ts';

/** The flags that say how messages are printed: the same for every command. */
export interface MessageFlags {
  readonly color: 'always' | 'auto' | 'never';
  readonly quiet?: true;
  readonly verbose?: true;
}

/** The flags that say how results and messages are printed: the same for every command that prints one result. */
export interface OutputFlags<Format extends string> extends MessageFlags {
  readonly output: Format;
  readonly keepGoing?: true;
}

/** Adds the output flags to a command; the first format is the default. */
export function addOutputFlags(command: Command, formats: readonly [string, ...string[]]): Command {
  command
    .optionsGroup('Output:')
    .addOption(new Option('-o, --output <FORMAT>', 'format of the result').choices(formats).default(formats[0]));
  return addMessageFlags(command).option(
    '--keep-going',
    'print what can be printed in spite of errors; the exit code stays',
  );
}

/** Adds the flag of colours to a command. */
export function addColorFlag(command: Command): Command {
  return command.addOption(
    new Option('--color <WHEN>', 'when to use colours; NO_COLOR and FORCE_COLOR are honoured')
      .choices(['auto', 'always', 'never'])
      .default('auto'),
  );
}

/** Adds the flags of messages to a command. */
export function addMessageFlags(command: Command): Command {
  return addColorFlag(command)
    .option('-q, --quiet', 'errors only')
    .option('-v, --verbose', 'list what was assumed and skipped');
}

/** Colours for an output, or none. */
export async function styleFor(when: MessageFlags['color'], output: Output, env: Io['env']): Promise<Style> {
  const wanted = when === 'auto' ? wantsColour(output, env) : when === 'always';
  if (!wanted) return plain;
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 });
}

/** FORCE_COLOR wins over NO_COLOR, as in Node. */
function wantsColour(output: Output, env: Io['env']): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return output.isTTY === true && TERM !== 'dumb';
}
