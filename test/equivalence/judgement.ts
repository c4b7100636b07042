import { subset } from '../../src/model/hosts.ts';
import { namespacedName, type Resource } from '../../src/model/resource.ts';
import { type Comparison, compare } from '../../src/request/compare.ts';
import { type Difference, differences } from '../../src/request/differences.ts';
import { findRoute, isAt } from '../../src/request/disagreement.ts';
import { explanationsOf } from '../../src/request/explanations.ts';
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
  // AF-23: pods of a user's Gateway open the port all the same.
  'E-7',
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
  if (leftOut !== undefined) return { deviations: idsOf(today), problems: problems('GA/mirror', today), leftOut };
  const then = today.differences.length === 0 && areAlike(mirror, applied) ? [] : remaining(scene, request, answers);
  // Nearly always the forms do the same in the same way.
  if (areAlike(mirror, applied)) {
    return { deviations: idsOf(today), problems: [...problems('GA/mirror', today), ...then] };
  }
  const between = compareForms(mirror, applied, request, scene);
  const ids = [...new Set([...idsOf(today), ...between.deviations])];
  return {
    deviations: ids,
    problems: [...problems('GA/mirror', today), ...then, ...between.problems],
  };
}

/** Differences of the form to apply from the Gateway API that no row explains, or only such as it follows the Gateway API in. */
function remaining({ result }: Scene, request: Request, { gatewayAPI, applied }: Answers): readonly string[] {
  const unexplained = differences(gatewayAPI, applied).filter((difference) =>
    explanationsOf({ difference, request, gatewayAPI, istio: applied, result }).every(({ id }) =>
      isFollowed(id, difference),
    ),
  );
  return problems('GA/applied', { unexplained });
}

/**
 * Between listeners istiod's order stays (D-5, AF-91), and so do the operators in header values (D-18, AF-56) and the path of
 * a redirect to an empty one (AF-45 is about rewrites).
 */
function isFollowed(id: string, { aspect }: Difference): boolean {
  return corrected.has(id) && id !== 'D-5' && id !== 'D-18' && !(id === 'AF-45' && aspect === 'location');
}

function areAlike(...evaluations: readonly [Evaluation, Evaluation]): boolean {
  const [one, other] = evaluations.map(({ outcome, route, rule, match, listener, virtualHost }) =>
    JSON.stringify([outcome, route, rule, match, listener, virtualHost]),
  );
  return one === other;
}

function idsOf({ deviations }: Comparison): readonly string[] {
  return deviations.map(({ id }) => id);
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
    const reasons = takesAnyName(mirror, request, scene)
      ? [{ id: 'AF-74' }]
      : [
          ...explanationsOf(corrections).filter(({ id }) => corrected.has(id) || isNear(id)),
          ...explanationsOf(approximations).filter(({ id }) => isNear(id)),
        ];
    return { difference, reasons: reasons.map(({ id }) => id) };
  });
  const unexplained = explanations.filter(({ reasons }) => reasons.length === 0).map(({ difference }) => difference);
  return {
    deviations: explanations.flatMap(({ reasons }) => reasons),
    problems: problems('applied/mirror', { unexplained }),
  };
}

/**
 * Whether a TLSRoute on a Service gets a connection as one that takes any name, which cannot be written (RT-54, AP-96): for
 * none of its hostnames, or as the first of several for clients of its own namespace (AF-75).
 */
function takesAnyName({ route }: Evaluation, { entry, sni }: Request, { result, rendered }: Scene): boolean {
  const resource = route?.kind === 'TLSRoute' ? findRoute(route, result) : undefined;
  const { hostnames = [] } = resource?.spec ?? {};
  if (entry.type !== 'mesh' || hostnames.length < 2) return false;
  const isLeftOut = rendered.messages.some(({ code, place }) => code === 'GWX-A60' && isAt(place, resource));
  return (
    !hostnames.some((hostname) => subset(sni, hostname)) || (isLeftOut && route?.namespace === entry.clientNamespace)
  );
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
