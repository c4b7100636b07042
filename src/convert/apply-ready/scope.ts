import { serviceHost, shadowServiceName } from '../../model/names.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { FieldPlace, Resource } from '../../model/resource.ts';
import { type Behaviour, type IstioProfile, istioProfile, since } from '../../profiles.ts';
import { isContext } from '../context.ts';
import type { ConversionResult, IstioResource } from '../result.ts';
import type { Correction } from './corrections.ts';
import type { ApplyReadyMessage, MessageText } from './message.ts';
import { messages as texts } from './messages.ts';
import type { ApplyReadyOptions } from './options.ts';

/** What every step of the translation is given: what was converted, what reads the output, and where messages go. */
export interface ApplyReadyScope {
  readonly result: ConversionResult;
  readonly options: ApplyReadyOptions;
  readonly profile: IstioProfile;
  readonly expressions: RegularExpressions;
  /** Hosts of the Services that istiod makes for InferencePools. */
  readonly poolHosts: ReadonlySet<string>;
  /** Records a message; one that is the same in code, text and place is recorded once. */
  say(text: MessageText, place?: FieldPlace, more?: Pick<ApplyReadyMessage, 'related' | 'suggestion'>): void;
  /** Whether the release has a field; if not, what was to use it is refused, which is recorded. */
  requires(behaviour: Behaviour, field: string, subject: string, place: FieldPlace): boolean;
  /** Whether the release has a field; if not, it is left out, which is recorded. */
  allows(behaviour: Behaviour, field: string, subject: string, place: FieldPlace): boolean;
  /** Records that the Gateway API is followed where istiod does not; once in a run (AF-2). */
  correct(correction: Correction): void;
}

/** A scope, and what is recorded in it. */
export interface Recording {
  readonly scope: ApplyReadyScope;
  readonly messages: readonly ApplyReadyMessage[];
  readonly corrections: ReadonlySet<Correction>;
}

/** A scope with empty records. Throws for a release that is not known: the caller is to check it first. */
export function createScope(result: ConversionResult, options: ApplyReadyOptions): Recording {
  const profile = istioProfile(options.istioVersion);
  if ('unknown' in profile) throw new RangeError(`Istio version ${options.istioVersion}: ${profile.unknown}`);
  const messages: ApplyReadyMessage[] = [];
  const said = new Set<string>();
  const used = new Set<Correction>();
  const say: ApplyReadyScope['say'] = (text, place, more = {}) => {
    // Nothing of the context is emitted, so only what stands in the way of the rest matters.
    if (place && isContext(place) && text.level !== 'error') return;
    const key = `${text.code} ${text.message} ${placeKey(place)}`;
    if (said.has(key)) return;
    said.add(key);
    messages.push({ ...text, ...(place && { place }), ...more });
  };
  const release =
    (text: typeof texts.tooNew): ApplyReadyScope['requires'] =>
    (behaviour, field, subject, place) => {
      const has = profile.has(behaviour);
      if (!has) say(text({ subject, field, version: since(behaviour) }), place);
      return has;
    };
  const scope: ApplyReadyScope = {
    result,
    options,
    profile,
    expressions: options.expressions,
    poolHosts: poolHosts(result),
    say,
    requires: release(texts.tooNew),
    allows: release(texts.leftOutForRelease),
    correct: (correction) => used.add(correction),
  };
  return { scope, messages, corrections: used };
}

/** The scope for what is not emitted: nothing is recorded. */
export function muted(scope: ApplyReadyScope): ApplyReadyScope {
  const { profile } = scope;
  const has: ApplyReadyScope['requires'] = (behaviour) => profile.has(behaviour);
  return { ...scope, say: () => {}, correct: () => {}, requires: has, allows: has };
}

function poolHosts({ seen, settings }: ConversionResult): ReadonlySet<string> {
  const pools = seen.list('inferencepools.inference.networking.k8s.io');
  return new Set(
    pools.map(({ metadata }) =>
      serviceHost(shadowServiceName(metadata.name), metadata.namespace, settings.domainSuffix),
    ),
  );
}

function placeKey(place: FieldPlace | undefined): string {
  if (place === undefined) return '';
  const { kind, metadata } = place.resource;
  return `${kind} ${metadata.namespace}/${metadata.name} ${place.path.join('/')}`;
}

/** The name of an object, as a place. */
export function atName(resource: Resource): FieldPlace {
  return { resource, path: ['metadata', 'name'] };
}

/** Whether a resource is emitted: at least one of its sources is more than context. */
export function isEmitted({ sources }: Pick<IstioResource, 'sources'>): boolean {
  return sources.some((place) => !isContext(place));
}
