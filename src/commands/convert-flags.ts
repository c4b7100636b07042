import type { Command } from 'commander';
import type { GatewaySelector } from '../convert/apply-ready/index.ts';
import type { Inclusion } from '../convert/index.ts';
import type { ResourceFormat } from '../output/index.ts';
import { istioProfile } from '../profiles.ts';
import { parseGatewaySelector } from './gateway-selector.ts';
import { parseInclusions } from './inclusion.ts';
import { addRepeatable, type InputFlags } from './input-flags.ts';
import type { OutputFlags } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx convert`. */
export interface ConvertFlags extends InputFlags, OutputFlags<ResourceFormat> {
  readonly mirror?: true;
  readonly include: readonly string[];
  readonly gatewaySelector: readonly string[];
  readonly istioVersion?: string;
  readonly provenance: boolean;
}

/** Adds the flags that only `convert` has. */
export function addConvertFlags(command: Command): Command {
  command.option('--mirror', "exactly as istiod holds them: names with '~', internal annotations; not to be applied");
  addRepeatable(command, '--include <WHAT>', 'also print backend-serviceentry or inferencepool-service, or both');
  addRepeatable(
    command,
    '--gateway-selector <SELECTOR>',
    'labels of the gateway pods, as [NS/GATEWAY=]key=value,...: for one Gateway or for all others',
  );
  return command
    .option('--istio-version <VERSION>', 'the release that the resources are applied to (default: the newest known)')
    .option('--no-provenance', 'without the label and annotation that say what made a resource, and from what');
}

/** What is asked of the apply-ready form. */
export interface ApplyReadyRequest {
  readonly selectors: readonly GatewaySelector[];
  readonly istioVersion?: string;
  readonly provenance: boolean;
}

/** What is printed: the mirror form unless `applyReady` is set. */
export interface ConvertRequest {
  readonly include: readonly Inclusion[];
  readonly applyReady?: ApplyReadyRequest;
}

/** Reads the flags, or throws a usage error. */
export function convertRequest(flags: ConvertFlags): ConvertRequest {
  const include = parseInclusions(flags.include);
  const { mirror, gatewaySelector, istioVersion, provenance } = flags;
  if (mirror) {
    if (gatewaySelector.length > 0) throw onlyApplied('--gateway-selector');
    if (istioVersion !== undefined) throw onlyApplied('--istio-version');
    if (!provenance) throw onlyApplied('--no-provenance');
    return { include };
  }
  if (include.includes('inferencepool-service')) {
    throw new UsageError(
      "--include inferencepool-service: only with --mirror; InferencePools need istiod's Gateway API controller",
    );
  }
  if (istioVersion !== undefined) {
    const known = istioProfile(istioVersion);
    if ('unknown' in known) throw new UsageError(`--istio-version ${istioVersion}: ${known.unknown}`);
  }
  const selectors = gatewaySelector.map(parseGatewaySelector);
  return { include, applyReady: { selectors, provenance, ...(istioVersion !== undefined && { istioVersion }) } };
}

function onlyApplied(flag: string): UsageError {
  return new UsageError(`${flag} has no effect with --mirror, which prints what istiod holds as it is`);
}
