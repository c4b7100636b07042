import { namespacedName, type Resource } from '../../src/model/resource.ts';
import { type Comparison, compare } from '../../src/request/compare.ts';
import { deviations } from '../../src/request/deviations.ts';
import { type Difference, differences } from '../../src/request/differences.ts';
import type { Evaluation, ListenerName, Request, RouteName } from '../../src/request/request.ts';
import type { Answers, Scene } from './scene.ts';

/** What the three answers to a request come to beside each other. */
export interface Judgement {
  /** Rows of section 4 of chapter 60 that explain a difference. */
  readonly deviations: readonly string[];
  /** Differences that nothing explains: a mistake in gwx. */
  readonly problems: readonly string[];
  /** Why the form to apply has no answer of its own to compare. */
  readonly leftOut?: string;
}

/** The rows in which the form to apply follows the Gateway API (AF-2, and `fix` in section 4). */
const corrected: ReadonlySet<string> = new Set([
  ...['D-5', 'D-12', 'D-13', 'D-14', 'D-15', 'D-18', 'D-26', 'D-29'],
  // An empty path is one that the webhook refuses.
  'AF-45',
]);

/** The rows in which it comes near to istiod alone (`≈`). */
const approximated: ReadonlySet<string> = new Set([
  ...['D-22', 'D-40'],
  // AF-59a: a zero backoff is one that the webhook refuses.
  'D-33',
  // AF-79: neither istiod nor the Gateway API reads the parent kind Mesh any more.
  'D-41',
]);

/** Compares each of the three answers with each other one. */
export function judge(scene: Scene, request: Request, answers: Answers): Judgement {
  const { gatewayAPI, mirror, applied } = answers;
  const { result } = scene;
  const today = compare(gatewayAPI, mirror, request, result);
  const leftOut = whyLeftOut(scene, answers);
  if (leftOut !== undefined)
    return { deviations: idsOf(today), problems: isOpen(gatewayAPI) ? [] : problems('GA/mirror', today), leftOut };
  const then = compare(gatewayAPI, applied, request, result);
  const between = compareForms(mirror, applied, request, scene);
  const ids = [...new Set([...idsOf(today), ...between.deviations])];
  return {
    deviations: ids,
    problems: [
      ...(isOpen(gatewayAPI) ? [] : [...problems('GA/mirror', today), ...problems('GA/applied', then)]),
      ...between.problems,
    ],
  };
}

function idsOf({ deviations }: Comparison): readonly string[] {
  return deviations.map(({ id }) => id);
}

/** What the Gateway API leaves open nobody can depart from. */
function isOpen({ outcome }: Evaluation): boolean {
  return outcome.kind === 'undefined';
}

function problems(pair: string, { unexplained }: Pick<Comparison, 'unexplained'>): readonly string[] {
  return unexplained.map((difference) => `${pair}: ${differenceText(difference)}`);
}

function differenceText({ aspect, gatewayAPI, istio }: Difference): string {
  return `${aspect} ${gatewayAPI} / ${istio}`;
}

/**
 * The two forms differ in nothing but what is corrected, where the form to apply stands in for the Gateway API, and what
 * is approximated, where istiod's own form does.
 */
function compareForms(mirror: Evaluation, applied: Evaluation, request: Request, scene: Scene): Judgement {
  const { result, rendered } = scene;
  // Where a correction shortens the rules of one listener, those of another that shares the host come into play (AF-91).
  const isNear = (id: string) => approximated.has(id) || (id === 'D-3' && rendered.corrections.length > 0);
  // One that says nothing of timeouts is compared in one direction alone.
  const forwards = differences(applied, mirror);
  const backwards = differences(mirror, applied).map(turned);
  const missed = backwards.filter(({ aspect }) => !forwards.some((difference) => difference.aspect === aspect));
  const explanations = [...forwards, ...missed].map((difference) => {
    const corrections = { difference, request, gatewayAPI: applied, istio: mirror, result };
    const approximations = { difference: turned(difference), request, gatewayAPI: mirror, istio: applied, result };
    const reasons = deviations.filter(
      ({ id, aspects, explains }) =>
        aspects.includes(difference.aspect) &&
        ((corrected.has(id) && explains(corrections)) ||
          (isNear(id) && (explains(approximations) || explains(corrections)))),
    );
    return { difference, reasons: reasons.map(({ id }) => id) };
  });
  const unexplained = explanations.filter(({ reasons }) => reasons.length === 0).map(({ difference }) => difference);
  return {
    deviations: explanations.flatMap(({ reasons }) => reasons),
    problems: problems('applied/mirror', { unexplained }),
  };
}

function turned({ aspect, gatewayAPI, istio }: Difference): Difference {
  return { aspect, gatewayAPI: istio, istio: gatewayAPI };
}

/**
 * A part that the form to apply refuses is left out of the comparison: whatever a route or listener answers about which an
 * error is reported (AF-5), in any of the three, and everything where istiod's own table is one that Envoy refuses.
 */
function whyLeftOut({ rendered }: Scene, { gatewayAPI, mirror, applied }: Answers): string | undefined {
  const errors = rendered.messages.filter(({ level }) => level === 'error');
  const concerned = [gatewayAPI, mirror, applied].flatMap(({ route, listener }) => [route, listener]);
  const error = errors.find(
    ({ place }) =>
      place !== undefined && 'resource' in place && concerned.some((one) => one && isCalled(place.resource, one)),
  );
  return error?.code;
}

function isCalled({ kind, metadata }: Resource, name: RouteName | ListenerName): boolean {
  return kind === name.kind && namespacedName(metadata) === namespacedName(name);
}
