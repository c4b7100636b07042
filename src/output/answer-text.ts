import type { Answer } from '../request/answer.ts';
import type { Evaluation, HeaderChanges, Request, RequestAtBackend, RunnerUp } from '../request/request.ts';
import { escapeUnsafe } from './escape.ts';
import { backendText, mirrorText, outcomeCell, requestText } from './outcome-text.ts';
import { type Cell, displayWidth } from './paragraph.ts';
import type { AnswerOptions, AnswerPrinter } from './printed-answer.ts';
import { plain } from './style.ts';
import { placeText } from './text.ts';

/** A line or several below a heading: what it is about, and what there is to say. Not escaped. */
interface Row {
  readonly label: string;
  readonly text: string;
  readonly tone?: Cell['tone'];
}

/** Without `-v` no more runners-up than these are shown. */
const shownRunnersUp = 5;

/** Answers for people: the outcome in a line, the way to it, what the backend sees. Where the evaluators differ, both. */
export const printAnswerText: AnswerPrinter = (answers, options) =>
  answers.map((answer) => answerText(answer, options)).join('\n');

function answerText(answer: Answer, options: AnswerOptions): string {
  const { gatewayAPI, istio, comparison, request } = answer;
  const remarks = answer.notes.map((note): Row => ({ label: 'note', text: note }));
  if (gatewayAPI === undefined || istio === undefined || comparison === undefined) {
    const evaluation = gatewayAPI ?? istio;
    if (evaluation === undefined) return '';
    return block([headline(request, evaluation), ...detailRows(evaluation, request, options), ...remarks], options);
  }
  if (comparison.differences.length === 0) {
    const rows = [headline(request, gatewayAPI), ...agreedRows(answer, gatewayAPI, istio, options), ...remarks];
    return block(rows, options);
  }
  const heading: readonly Row[] = [
    { label: '', text: requestText(request) },
    { label: 'Gateway API', ...outcomeCell(gatewayAPI.outcome) },
    { label: 'Istio', ...outcomeCell(istio.outcome) },
    ...differenceRows(answer),
    ...remarks,
  ];
  const byEach = [
    ['Gateway API', gatewayAPI],
    ['Istio', istio],
  ] as const;
  const blocks = byEach.map(([name, evaluation]) => {
    const rows = detailRows(evaluation, request, options);
    return block([{ label: '', text: name, tone: 'bold' }, ...rows], options);
  });
  return [block(heading, options), ...blocks].join('\n');
}

function headline(request: Request, { outcome }: Evaluation): Row {
  const { text, tone } = outcomeCell(outcome);
  return { label: '', text: `${requestText(request)} -> ${text}`, ...(tone && { tone }) };
}

/** Why the two differ; or that it is not known, which is worth a report. */
function differenceRows({ comparison }: Answer): readonly Row[] {
  const { deviations = [], unexplained = [] } = comparison ?? {};
  return [
    ...deviations.map(({ id, text }): Row => ({ label: 'known', text: `${id}: ${text}` })),
    ...unexplained.map(
      ({ aspect, gatewayAPI, istio }): Row => ({
        label: 'unexplained',
        text: `${aspect}: ${gatewayAPI} by the Gateway API, ${istio} by Istio; please report it: no known deviation explains it`,
        tone: 'red',
      }),
    ),
  ];
}

/** The way by the Gateway API, and where Istio takes another to the same end. */
function agreedRows(
  { request }: Answer,
  gatewayAPI: Evaluation,
  istio: Evaluation,
  options: AnswerOptions,
): readonly Row[] {
  const [mine, theirs] = [ruleText(gatewayAPI, options), ruleText(istio, options)];
  const notes = [...new Set([...gatewayAPI.notes, ...istio.notes])];
  const merged = {
    ...gatewayAPI,
    ...(istio.virtualHost !== undefined && { virtualHost: istio.virtualHost }),
    outcome: gatewayAPI.outcome,
    notes,
  };
  return [
    ...detailRows(merged, request, options),
    ...(mine === theirs || theirs === undefined ? [] : [{ label: 'by Istio', text: theirs }]),
    ...(options.verbose ? stepRows('why, Istio', istio, options) : []),
  ];
}

function detailRows(evaluation: Evaluation, request: Request, options: AnswerOptions): readonly Row[] {
  const { listener, virtualHost, notes } = evaluation;
  const rule = ruleText(evaluation, options);
  return [
    ...(listener ? [{ label: 'listener', text: listenerText(listener) }] : []),
    ...(virtualHost === undefined ? [] : [{ label: 'virtual host', text: virtualHost }]),
    ...(rule === undefined ? [] : [{ label: 'rule', text: rule }]),
    ...stepRows('why', evaluation, options),
    ...runnerUpRows(evaluation, options),
    ...forwardedRows(evaluation, request),
    ...notes.map((text) => ({ label: 'note', text })),
  ];
}

function listenerText({ kind, namespace, name, listener, port }: NonNullable<Evaluation['listener']>): string {
  return `${listener} of ${kind} ${namespace}/${name}, port ${port}`;
}

/** The rule by index and name, its match and its place; undefined where no rule took the request. */
function ruleText({ route, rule, match, place }: Evaluation, options: AnswerOptions): string | undefined {
  if (route === undefined) return undefined;
  const name = rule?.name === undefined ? '' : ` "${rule.name}"`;
  const parts = [
    ...(rule === undefined ? [] : [`rule ${rule.index}${name}`]),
    ...(match === undefined ? [] : [`match ${match.index}`]),
  ];
  const of = `${route.kind} ${route.namespace}/${route.name}`;
  const where = place === undefined ? '' : ` (${placeText(options.locate(place))})`;
  return `${parts.length === 0 ? of : `${parts.join(', ')} of ${of}`}${where}`;
}

function stepRows(label: string, { steps }: Evaluation, { verbose, locate }: AnswerOptions): readonly Row[] {
  return steps.map(({ rule, text, place }) => {
    const where = verbose && place ? ` (${placeText(locate(place))})` : '';
    return { label, text: `${text}${where}${verbose ? ` [${rule}]` : ''}` };
  });
}

function runnerUpRows({ runnersUp }: Evaluation, options: AnswerOptions): readonly Row[] {
  // What matches as well came nearest.
  const isNear = ({ decidedBy }: RunnerUp) => decidedBy !== undefined;
  const nearestFirst = [...runnersUp.filter(isNear), ...runnersUp.filter((runnerUp) => !isNear(runnerUp))];
  const shown = options.verbose ? nearestFirst : nearestFirst.slice(0, shownRunnersUp);
  const more = runnersUp.length - shown.length;
  return [
    ...shown.map((runnerUp) => ({ label: 'not', text: runnerUpText(runnerUp, options) })),
    ...(more > 0 ? [{ label: 'not', text: `${more} more (-v lists them)` }] : []),
  ];
}

function runnerUpText({ route, rule, match, failed, place }: RunnerUp, { locate }: AnswerOptions): string {
  const which = match === undefined ? `rule ${rule}` : `rule ${rule}, match ${match}`;
  return `${which} of ${route.kind} ${route.namespace}/${route.name} (${placeText(locate(place))}): ${failed}`;
}

function forwardedRows({ outcome }: Evaluation, request: Request): readonly Row[] {
  if (outcome.kind === 'backends') {
    const { mirrors, timeout, perTryTimeout, retries, cors } = outcome;
    return [
      ...seenRows(outcome, request),
      ...responseRows(outcome),
      ...mirrors.map((mirror) => ({ label: 'mirrored to', text: mirrorText(mirror) })),
      ...(timeout === undefined ? [] : [{ label: 'timeout', text: timeout }]),
      ...(perTryTimeout === undefined ? [] : [{ label: 'timeout', text: `${perTryTimeout} for one try` }]),
      ...(retries
        ? [{ label: 'retries', text: `${retries.attempts} on ${retries.on.join(', ')}${pause(retries.backoff)}` }]
        : []),
      ...(cors ? corsRows(cors) : []),
    ];
  }
  return outcome.kind === 'direct' && outcome.cors ? corsRows(outcome.cors) : [];
}

function pause(backoff: string | undefined): string {
  return backoff === undefined ? '' : `, first after ${backoff}`;
}

/** What each backend sees; the names of the backends only where they see different things. */
function seenRows({ choices, requests }: Forwarded, { method }: Request): readonly Row[] {
  return requests.flatMap((request, i) => {
    const choice = choices[i];
    if (requests.length > 1 && choice?.probability === 0) return [];
    const label = requests.length > 1 && choice ? `${backendText(choice)} sees` : 'backend sees';
    return seenTexts(request, method).map((text) => ({ label, text }));
  });
}

type Forwarded = Extract<Evaluation['outcome'], { kind: 'backends' }>;

function seenTexts({ authority, path, headers }: RequestAtBackend, method: string): readonly string[] {
  const shown = Object.entries(headers).filter(([name]) => name !== 'host' && !name.startsWith(':'));
  return [`${method} ${path}`, `host: ${authority}`, ...shown.map(([name, value]) => `${name}: ${value}`)];
}

function responseRows({ responses }: Forwarded): readonly Row[] {
  const texts = responses.flatMap(changeTexts);
  return [...new Set(texts)].map((text) => ({ label: 'response', text }));
}

function changeTexts({ set, add, remove }: HeaderChanges): readonly string[] {
  const pairs = (verb: string, record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([name, value]) => `${verb} ${name}: ${value}`);
  return [...pairs('set', set), ...pairs('add', add), ...remove.map((name) => `remove ${name}`)];
}

function corsRows({ allowed, responseHeaders }: NonNullable<Forwarded['cors']>): readonly Row[] {
  const verdict = allowed === undefined ? [] : [allowed ? 'the origin is allowed' : 'the origin is not allowed'];
  const headers = Object.entries(responseHeaders).map(([name, value]) => `${name}: ${value}`);
  return [...verdict, ...headers].map((text) => ({ label: 'CORS', text }));
}

/** Spaces between the labels and the texts. */
const gap = 3;

/** Rows below each other; the text of all begins in one column, a label that repeats is said once. */
function block(rows: readonly Row[], { style = plain, width = Number.POSITIVE_INFINITY }: AnswerOptions): string {
  const labels = rows.map(({ label }) => escapeUnsafe(label));
  const indent = labels.reduce((widest, label) => Math.max(widest, displayWidth(label)), 0) + gap;
  return rows
    .map(({ text, tone }, i) => {
      const label = labels[i] ?? '';
      const isHeading = label === '';
      const shown = label === labels[i - 1] ? '' : label;
      const lead = isHeading ? '' : `  ${style.dim(shown)}${' '.repeat(indent - displayWidth(shown))}`;
      const lines = wrap(escapeUnsafe(text), width - (isHeading ? 0 : indent + 2));
      const painted = lines.map((line) => (tone === undefined ? line : style[tone](line)));
      return `${lead}${painted.join(`\n${' '.repeat(isHeading ? 2 : indent + 2)}`)}\n`;
    })
    .join('');
}

/** The words of a text in lines of a width; a longer word stays whole. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
