/** A mistake on the command line: reported in one line, exit code 2. */
export class UsageError extends Error {}

/** Mistakes in a configuration file, each reported with its place (`file:line:column`): exit code 2. */
export class LocatedUsageError extends UsageError {
  readonly mistakes: readonly { readonly at: string; readonly message: string }[];

  constructor(mistakes: readonly { readonly at: string; readonly message: string }[]) {
    super(mistakes.map(({ at, message }) => `${at}: ${message}`).join('\n'));
    this.mistakes = mistakes;
  }
}
