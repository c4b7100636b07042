import type {
  BackendStatus,
  Evaluation,
  HeaderChanges,
  Mirror,
  Outcome,
  Request,
  Retries,
} from '../../src/request/request.ts';
import { outcomeText } from './outcome-text.ts';
import { service } from './shorthand.ts';

/** The three answers to every request: the Gateway API, and Istio's in the mirror form and in the apply-ready form. */
export type Column = 'gatewayAPI' | 'mirror' | 'applyReady';

/** What is expected of an answer: the outcome in the words of `outcomeText`, and what else the example is about. */
export interface Expected {
  readonly outcome: string;
  readonly kind?: Outcome['kind'];
  readonly cause?: string;
  readonly virtualHost?: string;
  /** What every backend sees. */
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly absentHeaders?: readonly string[];
  readonly mirrors?: readonly Partial<Mirror>[];
  readonly timeout?: string | undefined;
  readonly perTryTimeout?: string | undefined;
  readonly retries?: Partial<Retries>;
  readonly backendStatus?: BackendStatus;
  readonly terminated?: boolean;
  readonly responseHeaders?: Partial<HeaderChanges>;
  readonly corsHeaders?: Readonly<Record<string, string>>;
}

/** One expectation for all columns, or one for each. */
export type Answers = string | Expected | Readonly<Record<Column, string | Expected>>;

/** A row of section 5 of chapter 60. */
export interface WorkedExample {
  readonly id: string;
  readonly objects: readonly object[];
  readonly cases: readonly (readonly [Request, Answers])[];
  /** The rows of section 4 that explain why the answers of the Gateway API and of the mirror form differ. */
  readonly deviations?: readonly string[];
  /** The input is the whole cluster. */
  readonly complete?: true;
  /** No defaults of the CRDs. */
  readonly raw?: true;
}

/** A row of the table; the Services v1, v2 and v3 are there in each. */
export function example(
  id: string,
  objects: readonly object[],
  cases: WorkedExample['cases'],
  more: Partial<WorkedExample> = {},
): WorkedExample {
  return { id, objects: [...['v1', 'v2', 'v3'].map((name) => service(name)), ...objects], cases, ...more };
}

/** Answers that differ between the Gateway API and Istio. */
export function versus(gatewayAPI: string | Expected, istio: string | Expected): Answers {
  return { gatewayAPI, mirror: istio, applyReady: istio };
}

/** Answers of the Gateway API that the apply-ready form gives too, unlike the mirror form. */
export function corrected(gatewayAPI: string | Expected, mirror: string | Expected): Answers {
  return { gatewayAPI, mirror, applyReady: gatewayAPI };
}

/** What an example expects in a column. */
export function expectedIn(column: Column, answers: Answers): Expected {
  const answer = typeof answers === 'object' && 'gatewayAPI' in answers ? answers[column] : answers;
  return typeof answer === 'string' ? { outcome: answer } : answer;
}

/** Of an answer what is expected of it: equal to the expectation if that holds. */
export function answered(evaluation: Evaluation, expected: Expected): Readonly<Record<string, unknown>> {
  const asked = Object.keys(expected);
  const facts = Object.entries(factsOf(evaluation, expected));
  return Object.fromEntries(facts.filter(([key]) => asked.includes(key)));
}

function factsOf(
  { outcome, virtualHost }: Evaluation,
  expected: Expected,
): { readonly [K in keyof Expected]: unknown } {
  const requests = outcome.kind === 'backends' ? outcome.requests : [];
  const seen = (value: (request: (typeof requests)[number]) => unknown) => {
    const [first, ...others] = requests.map(value);
    return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : [first, ...others];
  };
  const forwarded = outcome.kind === 'backends' ? outcome : undefined;
  return {
    outcome: outcomeText(outcome),
    kind: outcome.kind,
    cause: 'cause' in outcome ? outcome.cause : undefined,
    virtualHost,
    path: seen(({ path }) => path),
    host: seen(({ authority }) => authority),
    headers: seen(({ headers }) => only(headers, Object.keys(expected.headers ?? {}))),
    absentHeaders: expected.absentHeaders?.filter((name) => requests.every(({ headers }) => !(name in headers))),
    mirrors: forwarded?.mirrors.map((mirror, i) => only(mirror, Object.keys(expected.mirrors?.[i] ?? mirror))),
    timeout: forwarded?.timeout,
    perTryTimeout: forwarded?.perTryTimeout,
    retries: forwarded?.retries && only(forwarded.retries, Object.keys(expected.retries ?? {})),
    backendStatus: 'choices' in outcome ? outcome.choices[0]?.status : undefined,
    terminated: 'terminated' in outcome ? outcome.terminated : undefined,
    responseHeaders:
      forwarded?.responses[0] && only(forwarded.responses[0], Object.keys(expected.responseHeaders ?? {})),
    corsHeaders: 'cors' in outcome ? outcome.cors?.responseHeaders : undefined,
  };
}

function only(of: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)));
}
