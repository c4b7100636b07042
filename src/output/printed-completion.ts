/** A value that a shell offers. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** Values that are known. */
export interface ValueList {
  /** What they are, in letters and `_`: lists of one name are the same. */
  readonly name: string;
  readonly candidates: readonly Candidate[];
  /** Several of them are separated by commas. */
  readonly commas?: true;
  /** What stands behind a value and `=`, and whether that may be left out. */
  readonly assigned?: { readonly values: Values; readonly optional?: true };
}

/** What can stand in a place of the command line: a text of the user's own, a path, or one of a list. */
export type Values = 'free' | 'paths' | ValueList;

export interface CompletedFlag {
  /** As `-o`. */
  readonly short?: string;
  /** As `--output`. */
  readonly long: string;
  readonly description: string;
  /** What follows it; undefined: nothing does. */
  readonly value?: { readonly placeholder: string; readonly values: Values };
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** What stands behind it, besides flags. */
  readonly arguments: Values;
}

/** What a shell has to know of gwx. */
export interface Completion {
  readonly version: string;
  /** What stands before a command. */
  readonly flags: readonly CompletedFlag[];
  readonly commands: readonly CompletedCommand[];
}

/** Makes a script for a shell, ended by a line feed. */
export type CompletionPrinter = (completion: Completion) => string;

/** The lists that flags and arguments name, each once, those behind a `=` included. */
export function listsOf({ flags, commands }: Completion): readonly ValueList[] {
  const ofFlags = (some: readonly CompletedFlag[]) => some.map(({ value }) => value?.values);
  const places = [...ofFlags(flags), ...commands.flatMap((command) => [command.arguments, ...ofFlags(command.flags)])];
  return [...new Map(places.flatMap((place) => nested(place)).map((list) => [list.name, list])).values()];
}

function nested(values: Values | undefined): readonly ValueList[] {
  return typeof values === 'object' ? [...nested(values.assigned?.values), values] : [];
}

/** A flag as it can be written. */
export function namesOf({ short, long }: CompletedFlag): readonly string[] {
  return short === undefined ? [long] : [short, long];
}
