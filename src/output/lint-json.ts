import type { FindingPlace, FindingPosition, LocatedFinding } from '../lint/located-finding.ts';
import { escapeUnsafe } from './escape.ts';
import type { FindingPrinter } from './printed-findings.ts';

/** The report for programs (LN-70 to LN-73). Suppressed findings are in it. */
export const printLintJson: FindingPrinter = (report) => {
  const { gwx, profile, gatewayApi, channel, world, settings, summary, objects, files, skippedFiles, skippedKinds } =
    report;
  const document = {
    version: 1,
    gwx,
    profile,
    gatewayApi,
    channel,
    world,
    settings,
    summary: { ...summary, objects, files, skippedFiles, skippedKinds },
    findings: report.findings.map(findingJson),
  };
  return `${escapeText(JSON.stringify(document, undefined, 2))}\n`;
};

/** Line feeds are the printer's own: those of texts are escaped already. */
function escapeText(json: string): string {
  return json.split('\n').map(escapeUnsafe).join('\n');
}

/** A finding as section 9 of the catalogue shows it. */
export function findingJson(finding: LocatedFinding): object {
  const { rule, name, severity, message, place, related, help, fix, data, equivalents, fingerprint, suppressed } =
    finding;
  const { istioctl = [], kiali = [], feature = [] } = equivalents;
  return {
    rule,
    name,
    severity,
    message,
    ...placeJson(place),
    related: related.map((one) => ({ role: one.role, message: one.message, ...placeJson(one.place) })),
    help: help ?? null,
    fix: fix
      ? { ...fix, edits: fix.edits.map(({ file, newText, ...range }) => ({ file, range: rangeJson(range), newText })) }
      : null,
    data: data ?? {},
    equivalents: { istioctl, kiali, feature },
    fingerprint,
    ...(suppressed && { suppressed: { by: suppressed.by, reason: suppressed.reason ?? null } }),
  };
}

function placeJson(place: FindingPlace | undefined): object {
  return {
    object: place?.object ?? null,
    path: place?.path ?? null,
    file: place?.file ?? null,
    range: place?.start && place.end ? rangeJson({ start: place.start, end: place.end }) : null,
  };
}

function rangeJson({ start, end }: { readonly start: FindingPosition; readonly end: FindingPosition }): object {
  return { start: pointJson(start), end: pointJson(end) };
}

function pointJson({ line, column }: FindingPosition): object {
  return { line, column };
}
