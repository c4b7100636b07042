import { Command } from 'commander';
import { addInputFlags, loadOptions, settingsRequest } from '../../src/commands/input-flags.ts';
import { addLintFlags, type LintFlags } from '../../src/commands/lint-flags.ts';
import { createLintTools } from '../../src/commands/lint-tools.ts';
import { load } from '../../src/input/load.ts';
import type { Source } from '../../src/input/load-options.ts';
import { type LintResult, lint } from '../../src/lint/index.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { resolveLintOptions } from '../../src/lint/options.ts';
import { resolveSettings } from '../../src/settings.ts';

/** Lints sources as the command line does with these flags. */
export async function lintSources(sources: readonly Source[], args: readonly string[] = []): Promise<LintResult> {
  const command = addLintFlags(addInputFlags(new Command())).exitOverride().allowExcessArguments(false);
  const flags = command.parse([...args], { from: 'user' }).opts<LintFlags>();
  const isChosen = (option: string) => command.getOptionValueSource(option) === 'cli';
  const chosen = { channelChosen: isChosen('channel'), namespaceChosen: isChosen('namespace') };
  const { settings, errors } = resolveSettings(settingsRequest(flags));
  const { options, errors: optionErrors } = resolveLintOptions(flags);
  if (errors.length + optionErrors.length > 0) throw new Error([...errors, ...optionErrors].join('\n'));
  const input = await load(sources, { ...loadOptions(flags), refuse: false });
  const { revision, complete = false } = flags;
  const tools = createLintTools({ settings, complete, revision });
  return lint(input, tools, { ...options, channel: flags.channel, ...chosen });
}

/** Lints one text. */
export async function lintText(text: string, args: readonly string[] = []): Promise<LintResult> {
  return lintSources([{ name: 'test.yaml', text }], args);
}

/** `line:severity:name`, or without a line for findings about the run; suppressed ones are left out. */
export function brief({ findings }: LintResult): readonly string[] {
  return findings.filter(({ suppressed }) => suppressed === undefined).map(briefOne);
}

function briefOne({ place, severity, name }: LocatedFinding): string {
  return [...(place?.start ? [place.start.line] : []), severity, name].join(':');
}
