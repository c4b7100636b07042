import type { ConversionResult } from '../convert/result.ts';
import type { Severity } from '../model/diagnostic.ts';
import { answerPrinters } from '../output/index.ts';
import { plain } from '../output/style.ts';
import type { Answer, EvaluatorName } from '../request/answer.ts';
import { requestAt } from '../request/entry.ts';
import type { EntryWish } from '../request/entry-wish.ts';
import { type By, createEvaluator, type Evaluator } from '../request/evaluate.ts';
import { type Expectation, unmetExpectations } from '../request/expectation.ts';
import { type Conversion, printConversion } from './conversion.ts';
import { missingParentsText, reportAssumptions } from './conversion-report.ts';
import { counted } from './counted.ts';
import { type ExitCode, worst } from './exit-code.ts';
import type { Io } from './io.ts';
import { locate, locateAll } from './locate.ts';
import type { Messages } from './messages.ts';
import { styleFor } from './output-flags.ts';
import { readRequestFile } from './request-file.ts';
import { type Asked, type RequestFlags, readAsked } from './request-flags.ts';
import { UsageError } from './usage-error.ts';

/** `gwx request`: says what becomes of a request, or of each request of a file and whether that is what is expected. */
export async function requestCommand(
  url: string | undefined,
  given: readonly string[],
  flags: RequestFlags,
  io: Io,
): Promise<ExitCode> {
  const { asked, paths } = readAsked(url, given, flags);
  return printConversion({ command: 'request', paths, flags }, io, async (conversion) => {
    const { messages, locator, result } = conversion;
    if (flags.verbose) reportAssumptions(conversion);
    const missing = missingParentsText(result);
    if (missing !== undefined) messages.note(missing);
    messages.step('evaluating');
    const { answers, code }: Answers =
      asked.type === 'one'
        ? { answers: [await answerOne(asked, conversion, flags)], code: 0 }
        : await answerFile(asked, conversion, flags, io);
    if (answers.length === 0) return { text: '', code };
    messages.step('printing');
    const print = await answerPrinters[flags.output][asked.type === 'one' ? 'one' : 'many']();
    const { columns } = io.stdout;
    const text = print(answers, {
      locate: (place) => locate(place, locator),
      style: flags.output === 'text' ? await styleFor(flags.color, io.stdout, io.env) : plain,
      verbose: flags.verbose === true,
      // A terminal may say that it has 0 columns: it does not know.
      ...(columns ? { width: columns } : {}),
    });
    return { text, code: worst([code, judge(answers, messages)]) };
  });
}

const severity: Severity = 'error';

interface Answers {
  readonly answers: readonly Answer[];
  readonly code: ExitCode;
}

async function answerOne(
  { target, wish }: Extract<Asked, { type: 'one' }>,
  { result }: Conversion,
  { by }: RequestFlags,
): Promise<Answer> {
  const request = requestAt(target, wish, result);
  if ('problem' in request) throw new UsageError(request.problem);
  const evaluate = await evaluatorFor(result, by);
  return remarked(await evaluate(request), wish);
}

function evaluatorFor(result: ConversionResult, by: By): Promise<Evaluator> {
  return createEvaluator(result, by, async (expressions) => {
    const { renderApplyReady } = await import('../convert/apply-ready/index.ts');
    return renderApplyReady(result, { expressions });
  });
}

/** Says it where another listener than the one that was named takes the request. */
function remarked(answer: Answer, wish: EntryWish): Answer {
  const { gatewayAPI, istio } = answer;
  const taken = (gatewayAPI ?? istio)?.listener?.listener;
  if (wish.type === 'mesh' || wish.listener === undefined || taken === undefined || taken === wish.listener)
    return answer;
  const note = `listener ${taken} takes the request, not ${wish.listener}: on a port the host decides`;
  return { ...answer, notes: [...answer.notes, note] };
}

/** Nothing is answered if anything is wrong with the file, unless it is to go on. */
async function answerFile(
  { file, wish }: Extract<Asked, { type: 'file' }>,
  conversion: Conversion,
  flags: RequestFlags,
  io: Io,
): Promise<Answers> {
  const { rows, code } = await readRequestFile(file, flags, conversion, io);
  const { result, messages, locator } = conversion;
  const entered = rows.map((row) => ({ ...row, request: requestAt(row.target, row.entry ?? wish, result) }));
  const strays = entered.flatMap(({ request, place }) =>
    'problem' in request ? [{ severity, message: request.problem, place }] : [],
  );
  messages.report(locateAll(strays, locator));
  const worstCode = worst([code, strays.length > 0 ? 2 : 0]);
  if (worstCode !== 0 && !flags.keepGoing) return { answers: [], code: worstCode };
  const evaluate = await evaluatorFor(result, flags.by);
  const answers: Answer[] = [];
  for (const { request, name, expectation, entry = wish } of entered) {
    if ('problem' in request) continue;
    const answer = remarked(await evaluate(request), entry);
    const unmetOf = expectation && { unmet: unmet(expectation, answer) };
    answers.push({ ...answer, ...(name !== undefined && { name }), ...unmetOf });
  }
  return { answers, code: worstCode };
}

/** What of an expectation does not hold, by each evaluator that was asked: all of them have to meet it. */
function unmet(expectation: Expectation, answer: Answer): Partial<Record<EvaluatorName, readonly string[]>> {
  const { gatewayAPI, istio } = answer;
  return {
    ...(gatewayAPI && { gatewayAPI: unmetExpectations(expectation, gatewayAPI) }),
    ...(istio && { istio: unmetExpectations(expectation, istio) }),
  };
}

/** 1 if an expectation does not hold. */
function judge(answers: readonly Answer[], messages: Messages): ExitCode {
  const expected = answers.filter((answer) => answer.unmet !== undefined);
  if (expected.length === 0) return 0;
  const failed = expected.filter((answer) => Object.values(answer.unmet ?? {}).some(({ length }) => length > 0));
  if (failed.length > 0) {
    messages.error(`${failed.length} of ${counted(expected.length, 'request')} failed`);
    return 1;
  }
  messages.note(`${counted(expected.length, 'request')} passed`);
  return 0;
}
