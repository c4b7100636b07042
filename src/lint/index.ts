import type { ConvertInput } from '../convert/index.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import type { Channel } from '../input/load-options.ts';
import type { Locator } from '../input/locate.ts';
import { isPlaceholder } from '../model/placeholders.ts';
import { loadRegularExpressions } from '../model/regular-expressions.ts';
import { indexResources } from '../model/resource-index.ts';
import { mirroredRelease } from '../profiles.ts';
import { completeFinding } from './complete-finding.ts';
import { createCoverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import { hideConsequences } from './hide-consequences.ts';
import { issuesOf } from './issues.ts';
import { createIstioFacts } from './istio-facts.ts';
import { documentOf, locateFindings, siteFindings } from './locate-findings.ts';
import type { LocatedFinding } from './located-finding.ts';
import { createNearestObjects } from './nearest-objects.ts';
import type { LintOptions } from './options.ts';
import { fieldOf } from './resource-fields.ts';
import { hasExpressions } from './route-expressions.ts';
import type { FindingDraft, Rule, RuleContext } from './rule.ts';
import { rules } from './rules/index.ts';
import { seesStandIns, standInGateways } from './stand-ins.ts';
import { createSuppressor } from './suppress.ts';
import { suppressionFindings } from './suppression-findings.ts';
import { noWorkloads, type Workloads } from './workloads.ts';

/** What lint needs of the other parts. */
export interface LintTools {
  /** Converts an index as the run is set. Called again for stand-ins (LN-22b). */
  readonly convert: (input: ConvertInput) => ConversionResult;
  readonly locator: Locator;
  /** What istiod deploys for the Gateways of a conversion. Without it no workload is looked at. */
  readonly deploy?: (conversion: ConversionResult) => Promise<Workloads>;
}

/** What lint found, and what it looked at. */
export interface LintResult {
  /** In the order of reports; suppressed ones are among them. */
  readonly findings: readonly LocatedFinding[];
  readonly conversion: ConversionResult;
  readonly channel: Channel;
  /** How many objects and texts were looked at; those of `--context` do not count. */
  readonly objects: number;
  readonly files: number;
}

/**
 * Judges an input that was loaded with `refuse: false`: everything that reading, conversion and the rules find, each root cause once.
 * Pure; nothing in the input makes it throw.
 */
export async function lint(
  input: Input,
  tools: LintTools,
  options: LintOptions & { readonly channel: Channel },
): Promise<LintResult> {
  const conversion = tools.convert(input);
  const base = {
    ...(await createBase(input, conversion, options)),
    workloads: (await tools.deploy?.(conversion)) ?? noWorkloads,
  };
  const standIns = standInGateways(base);
  const withStandIns =
    standIns.length === 0 ? conversion : tools.convert({ index: indexResources([...input.index.all(), ...standIns]) });
  const expressions = hasExpressions(withStandIns) ? { expressions: await loadRegularExpressions() } : {};
  const wider = standIns.length === 0 ? {} : { conversion: withStandIns, issues: issuesOf(withStandIns) };
  const found: Finding[] = [];
  for (const rule of rules) {
    const seen = seesStandIns(rule) ? wider : {};
    const report = (draft: FindingDraft) => {
      found.push(completeFinding(rule, draft));
    };
    rule.check?.({ ...base, ...expressions, ...seen, report });
  }
  const kept = hideConsequences(found.filter((finding) => isReportable(finding, base.complete)));
  const documents = input.documents.filter(({ context }) => context !== true);
  return {
    findings: select(kept, input, tools.locator, options),
    conversion,
    channel: options.channel,
    objects: [...input.index.all(), ...input.strangers].filter(({ origin }) => !origin.context).length,
    files: new Set(documents.map(({ file }) => file)).size,
  };
}

async function createBase(
  input: Input,
  conversion: ConversionResult,
  {
    channel,
    profile = mirroredRelease,
    channelChosen = false,
    namespaceChosen = false,
    externalNamespaces,
    now,
  }: LintOptions & { readonly channel: Channel },
): Promise<Omit<RuleContext, 'report' | 'workloads'>> {
  const { settings, complete, holdsAll } = conversion;
  return {
    conversion,
    issues: issuesOf(conversion),
    input,
    index: input.index,
    settings,
    profile,
    complete,
    holdsAll,
    channel,
    channelChosen,
    namespaceChosen,
    coverage: createCoverage(input, externalNamespaces),
    istio: await createIstioFacts(input, conversion),
    now,
    nearest: createNearestObjects(input.index, externalNamespaces),
  };
}

/** LN-20: nothing is reported on mere context, unless it cannot be read; LN-26: and nothing on values that are filled in later. */
function isReportable({ code, place }: Finding, isComplete: boolean): boolean {
  if (place === undefined) return true;
  if (!('resource' in place)) return place.document.context !== true || code === 'GWX0101' || code === 'GWX0102';
  if (place.resource.origin.context) return false;
  return isComplete || place.part === 'key' || !isPlaceholder(fieldOf(place.resource, place.path));
}

/** Applies what the user chose, silences what is suppressed, and tells of suppressions that are wrong or without use. */
function select(
  found: readonly Finding[],
  { documents, index, incomplete }: Input,
  locator: Locator,
  options: LintOptions,
): readonly LocatedFinding[] {
  const { only, skip, suppress = [], wholeInput = false } = options;
  const isOn = (code: string, file?: string) =>
    (only === undefined || only.has(code)) && skip?.has(code) !== true && chosenSeverity(code, file, options) !== 'off';
  const chosen = (findings: readonly Finding[]) =>
    findings.filter((finding) => isOn(finding.code, fileOf(finding))).map((finding) => graded(finding, options));
  const suppressor = createSuppressor(documents, index, { suppress, wholeInput: wholeInput && !incomplete }, locator);
  const sited = siteFindings(chosen(found), locator);
  const silenced = new Map(sited.map((one) => [one.finding, suppressor.suppressedBy(one)]));
  const about = chosen(suppressionFindings(suppressor, (code) => isOn(code)));
  const all = about.length === 0 ? sited : siteFindings([...sited.map(({ finding }) => finding), ...about], locator);
  const equivalents = new Map<string, Rule['equivalents']>(rules.map((rule) => [rule.code, rule.equivalents]));
  return locateFindings(
    all,
    locator,
    (code) => equivalents.get(code) ?? {},
    ({ finding }) => silenced.get(finding),
  );
}

function fileOf({ place }: Finding): string | undefined {
  return place && documentOf(place).file;
}

function chosenSeverity(code: string, file: string | undefined, { overrides = [], severities }: LintOptions) {
  const ofFile = file === undefined ? [] : overrides.filter(({ appliesTo }) => appliesTo(file));
  return ofFile.findLast((override) => override.severities.has(code))?.severities.get(code) ?? severities?.get(code);
}

function graded(finding: Finding, options: LintOptions): Finding {
  const severity = chosenSeverity(finding.code, fileOf(finding), options);
  return severity === undefined || severity === 'off' ? finding : { ...finding, severity };
}
