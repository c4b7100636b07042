import { type Input, load } from '../input/load.ts';
import { type ReadResult, readSources } from '../input/read.ts';
import { type LintResult, lint } from '../lint/index.ts';
import { resolveLintOptions } from '../lint/options.ts';
import { isFailure, reaches, summarize } from '../lint/thresholds.ts';
import type { LintReport } from '../output/printed-findings.ts';
import { type IstioProfile, mirroredRelease, profile } from '../profiles.ts';
import { changedSettings } from '../settings.ts';
import { settingsOf } from './conversion.ts';
import { counted } from './counted.ts';
import { type ExitCode, worst } from './exit-code.ts';
import { loadOptions, readRequest } from './input-flags.ts';
import { reportFiles } from './input-report.ts';
import type { Io } from './io.ts';
import type { LintFlags } from './lint-flags.ts';
import { parseOutputs, writeReports } from './lint-outputs.ts';
import { createLintTools } from './lint-tools.ts';
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
  const { options, errors } = resolveLintOptions(flags);
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  const messages = createMessages(flags, await styleFor(flags.color, io.stderr, io.env), io);
  try {
    const settings = settingsOf(flags, messages);
    const { channel, channelChosen, namespaceChosen } = flags;
    messages.step('reading');
    const read = await readSources(request);
    messages.step('checking');
    const input = await load(read.sources, { ...loadOptions(flags), refuse: false });
    const unread = reportFiles(read, input, messages);
    messages.step('linting');
    const { revision, complete = false } = flags;
    const tools = createLintTools({ settings, complete, revision });
    const result = await lint(input, tools, { ...options, channel, channelChosen, namespaceChosen, now: Date.now() });
    const report = createReport(result, read, input, flags, options.profile ?? mirroredRelease);
    messages.step('printing');
    messages.end();
    await writeReports(outputs, report, flags, io);
    say(report, messages);
    const { failureThreshold, maxWarnings = Number.POSITIVE_INFINITY } = flags;
    return worst([unread, isFailure(report.summary, failureThreshold, maxWarnings) ? 1 : 0]);
  } finally {
    messages.end();
  }
}

function createReport(
  result: LintResult,
  read: ReadResult,
  input: Input,
  flags: LintFlags,
  istio: IstioProfile,
): LintReport {
  const { findings, conversion, channel, objects, files } = result;
  const threshold = flags.outputThreshold ?? (flags.quiet ? 'error' : 'info');
  return {
    gwx: version,
    profile: istio.release,
    gatewayApi: profile.gatewayApi,
    channel,
    world: conversion.complete ? 'closed' : 'open',
    settings: changedSettings(conversion.settings),
    findings: findings.filter(({ severity }) => reaches(severity, threshold)),
    summary: summarize(findings),
    objects,
    files,
    skippedFiles: read.skipped.length,
    skippedKinds: Object.fromEntries([...input.skippedKinds].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** LN-5: one line of what was found, and what it was computed for. */
function say(report: LintReport, messages: Messages): void {
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
  ];
  messages.note(`${found}${silenced} in ${where}; ${run.join(', ')}`);
}
