import type { Input } from '../input/load.ts';
import { type ReadResult, readSources } from '../input/read.ts';
import { categories, categoryOf } from '../lint/categories.ts';
import { type LintResult, lint } from '../lint/index.ts';
import { resolveLintOptions } from '../lint/options.ts';
import { rules } from '../lint/rules/index.ts';
import { isFailure, reaches, severities, summarize } from '../lint/thresholds.ts';
import type { LintReport } from '../output/printed-findings.ts';
import { type IstioProfile, mirroredRelease, profile } from '../profiles.ts';
import { changedSettings } from '../settings.ts';
import { settingsOf } from './conversion.ts';
import { counted } from './counted.ts';
import { type ExitCode, worst } from './exit-code.ts';
import { loadOptions, readRequest } from './input-flags.ts';
import { reportFiles } from './input-report.ts';
import type { Io } from './io.ts';
import { configureLint, type Limits, limitsOf } from './lint-configuration.ts';
import type { LintFlags } from './lint-flags.ts';
import { parseOutputs, writeReports } from './lint-outputs.ts';
import { createLintTools } from './lint-tools.ts';
import { loadSources } from './load-sources.ts';
import { createMessages, type Messages } from './messages.ts';
import { styleFor } from './output-flags.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** `gwx lint`: reports every mistake in the input; the exit code is for CI (section 6 of the rule catalogue). */
export async function lintCommand(
  paths: readonly string[],
  flags: LintFlags & { readonly channelChosen: boolean; readonly namespaceChosen: boolean },
  io: Io,
): Promise<ExitCode> {
  const request = readRequest('lint', paths, flags, io);
  const outputs = parseOutputs(flags.output);
  const { options: ofFlags, errors } = resolveLintOptions(flags);
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  const options = await configureLint(ofFlags, flags, request.paths);
  const limits = limitsOf(flags);
  const messages = createMessages(flags, await styleFor(flags.color, io.stderr, io.env), io);
  try {
    const settings = settingsOf(flags, messages);
    const { channel, channelChosen, namespaceChosen } = flags;
    messages.step('reading');
    const read = await readSources(request);
    messages.step('checking');
    const input = await loadSources(read.sources, { ...loadOptions(flags), refuse: false });
    const unread = reportFiles(read, input, messages);
    messages.step('linting');
    const { revision, complete = false, externalNamespaces = new Set() } = flags;
    const tools = createLintTools({ settings, complete, externalNamespaces, revision });
    const chosen = { channel, channelChosen, namespaceChosen, externalNamespaces };
    const result = await lint(input, tools, { ...options, ...chosen, now: Date.now() });
    const istio = options.profile ?? mirroredRelease;
    const report = createReport(result, { read, input, limits, istio, readable: unread === 0 });
    messages.step('printing');
    messages.end();
    await writeReports(outputs, report, flags, io);
    say(report, flags, messages);
    return worst([unread, isFailure(report.summary, limits.failure, limits.maxWarnings) ? 1 : 0]);
  } finally {
    messages.end();
  }
}

interface Run {
  readonly read: ReadResult;
  readonly input: Input;
  readonly limits: Limits;
  readonly istio: IstioProfile;
  readonly readable: boolean;
}

function createReport(result: LintResult, { read, input, limits, istio, readable }: Run): LintReport {
  const { findings, conversion, channel, objects, files } = result;
  return {
    gwx: version,
    profile: istio.release,
    gatewayApi: profile.gatewayApi,
    channel,
    world: conversion.complete ? 'closed' : 'open',
    settings: changedSettings(conversion.settings),
    findings: findings.filter(({ severity }) => reaches(severity, limits.output)),
    summary: summarize(findings),
    rules: rules.map((rule) => ({ ...rule, category: categories[categoryOf(rule)] ?? '' })),
    failing: new Set(severities.filter((severity) => reaches(severity, limits.failure))),
    readable,
    folder: process.cwd(),
    objects,
    files,
    skippedFiles: read.skipped.length,
    skippedKinds: Object.fromEntries([...input.skippedKinds].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** LN-5: one line of what was found, and what it was computed for. */
function say(report: LintReport, { loaded }: LintFlags, messages: Messages): void {
  const { error, warning, info, suppressed } = report.summary;
  const found = [counted(error, 'error'), counted(warning, 'warning'), counted(info, 'note')].join(', ');
  const silenced = suppressed > 0 ? ` (${suppressed} suppressed)` : '';
  const where = `${counted(report.objects, 'object')} of ${counted(report.files, 'file')}`;
  const settings = Object.entries(report.settings).map(([name, value]) => `${name}=${value}`);
  const run = [
    `Istio ${report.profile}`,
    `Gateway API ${report.gatewayApi} (${report.channel})`,
    `${report.world} world`,
    ...settings,
    ...(loaded === undefined ? [] : [`configuration ${loaded.file}`]),
  ];
  messages.note(`${found}${silenced} in ${where}; ${run.join(', ')}`);
}
