import { Argument, Command, CommanderError, Option } from 'commander';
import type { Shell } from './commands/completion.ts';
import { addConvertFlags, type ConvertFlags } from './commands/convert-flags.ts';
import { addDeploymentFlags } from './commands/deployment-flags.ts';
import type { ExplainFlags } from './commands/explain.ts';
import { failureText, usageText } from './commands/failure.ts';
import { addInputFlags, type InputFlags } from './commands/input-flags.ts';
import type { Io } from './commands/io.ts';
import { addLintFlags, type LintFlags } from './commands/lint-flags.ts';
import { addColorFlag, addOutputFlags } from './commands/output-flags.ts';
import { addRequestFlags, type RequestFlags } from './commands/request-flags.ts';
import type { RulesFlags } from './commands/rules.ts';
import type { StatusFlags } from './commands/status.ts';
import { versions } from './commands/version.ts';

/** Runs gwx with the arguments behind its name. Returns the exit code; never throws and never exits. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // commander has already said what is wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { code, text } = failureText(error);
    io.stderr.write(text);
    return code;
  }
}

function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('gwx')
    .description('Says what Istio makes of Gateway API configuration, from files and without a cluster.')
    .version(versions, '--version', 'versions of gwx, and of the Istio and Gateway API it mirrors')
    .helpOption('-h, --help', 'help for gwx or a command')
    .helpCommand('help [command]', 'help for gwx or a command')
    // Wraps in narrow terminals too.
    .configureHelp({ minWidthToWrap: 24 })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(usageText(text)),
      getOutHelpWidth: () => io.stdout.columns || 80,
      getErrHelpWidth: () => io.stderr.columns || 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addConvert(program, io, done);
  addStatus(program, io, done);
  addLint(program, io, done);
  addRequest(program, io, done);
  addRules(program, io, done);
  addExplain(program, io, done);
  addCompletion(program, io, done);
  return program;
}

function addConvert(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('convert')
    .description('Gateway API -> the Istio resources that istiod builds from it, ready for kubectl apply');
  addOutputFlags(addDeploymentFlags(addInputFlags(addConvertFlags(command))), ['yaml', 'json', 'name'])
    .addHelpText(
      'after',
      '\nExamples:\n  gwx convert gateway.yaml routes/ | kubectl apply -f -\n  helm template . | gwx convert --mirror -',
    )
    .action(async (paths: readonly string[], flags: ConvertFlags) => {
      const configured = await withConfiguration(command, flags);
      const { convertCommand } = await import('./commands/convert.ts');
      done(await convertCommand(paths, configured, io));
    });
}

function addStatus(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('status')
    .description('the status that istiod writes to Gateway API objects')
    .option('--all', 'also objects whose status stays as it is in the input')
    .option('--fail-on-false', 'exit with 1 if a condition is False, unless that rests on an assumption');
  addOutputFlags(addInputFlags(command), ['table', 'yaml', 'json'])
    .addHelpText(
      'after',
      '\nExamples:\n  gwx status gateway.yaml routes/\n  gwx status --fail-on-false --context platform/ team/',
    )
    .action(async (paths: readonly string[], flags: StatusFlags) => {
      const configured = await withConfiguration(command, flags);
      const { statusCommand } = await import('./commands/status.ts');
      done(await statusCommand(paths, configured, io));
    });
}

function addLint(program: Command, io: Io, done: (code: number) => void): void {
  const command = program.command('lint').description('every mistake that a cluster would show only later, or never');
  addLintFlags(addInputFlags(command))
    .addHelpText(
      'after',
      '\nExamples:\n  gwx lint gateway.yaml routes/\n  gwx lint -o text -o sarif=lint.sarif --context platform/ team/',
    )
    .action(async (paths: readonly string[], flags: LintFlags) => {
      const configured = await withConfiguration(command, flags);
      const { lintCommand } = await import('./commands/lint.ts');
      const isChosen = (option: string) => command.getOptionValueSource(option) === 'cli';
      const channelChosen = isChosen('channel') || configured.loaded?.configuration.channel !== undefined;
      const chosen = { channelChosen, namespaceChosen: isChosen('namespace') };
      done(await lintCommand(paths, { ...configured, ...chosen }, io));
    });
}

function addRequest(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('request')
    .description('which listener, route, rule and backend get a request, and what is done to it');
  addOutputFlags(addInputFlags(addRequestFlags(command)), ['text', 'json'])
    .addHelpText(
      'after',
      "\nExamples:\n  gwx request https://shop.example.com/cart -H 'x-user: a' k8s/\n  gwx request --mesh --from shop http://cart.backend/items k8s/\n  gwx request --requests routing-tests.yaml k8s/",
    )
    .action(async (url: string | undefined, paths: readonly string[], flags: RequestFlags) => {
      const configured = await withConfiguration(command, flags);
      const { requestCommand } = await import('./commands/request.ts');
      done(await requestCommand(url, paths, configured, io));
    });
}

function addRules(program: Command, io: Io, done: (code: number) => void): void {
  const command = program.command('rules').description('the rules of lint');
  command.addOption(new Option('-o, --output <FORMAT>', 'format').choices(['table', 'json']).default('table'));
  addColorFlag(command).action(async (flags: RulesFlags) => {
    const { rulesCommand } = await import('./commands/rules.ts');
    done(await rulesCommand(flags, io));
  });
}

function addExplain(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('explain')
    .description('what a finding of lint, or the reason of a condition in a status, means and what to do')
    .argument('<NAME...>', 'codes or names of rules, codes of istioctl analyze and Kiali, reasons of conditions')
    .addHelpText('after', '\nExamples:\n  gwx explain GWX0502\n  gwx explain RefNotPermitted');
  addColorFlag(command).action(async (names: readonly string[], flags: ExplainFlags) => {
    const { explainCommand } = await import('./commands/explain.ts');
    done(await explainCommand(names, flags, io));
  });
}

function addCompletion(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('completion')
    .description('a script that makes a shell complete commands, flags and their values')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(['bash', 'fish', 'zsh']))
    .addHelpText(
      'after',
      `
Examples:
  echo 'eval "$(gwx completion bash)"' >> ~/.bashrc
  echo 'eval "$(gwx completion zsh)"' >> ~/.zshrc    # behind compinit
  gwx completion fish > ~/.config/fish/completions/gwx.fish`,
    )
    .action(async (shell: Shell) => {
      const { completionCommand } = await import('./commands/completion.ts');
      done(await completionCommand(shell, program, io));
    });
}

/** Flags with what the configuration file says beside them. */
async function withConfiguration<Flags extends InputFlags>(command: Command, flags: Flags): Promise<Flags> {
  const { configure } = await import('./commands/configuration.ts');
  return configure(flags, (option) => command.getOptionValueSource(option) === 'cli');
}
