/** The public API: everything that gwx does, as pure functions over texts. */
import { renderApplyReady } from './convert/apply-ready/index.ts';
import type { ConversionResult, IstioResource } from './convert/result.ts';
import { type ResourceFormat, resourcePrinters } from './output/index.ts';
import type { ResourceForm, WholeObject } from './output/printed-resource.ts';
import type { Answer } from './request/answer.ts';
import type { By } from './request/evaluate.ts';
import type { Request } from './request/request.ts';

export {
  type ApplyReadyMessage,
  type ApplyReadyOptions,
  type ApplyReadyResult,
  type GatewaySelector,
  renderApplyReady,
} from './convert/apply-ready/index.ts';
export type { Assumption } from './convert/context.ts';
export { type ConvertOptions, convert, type Inclusion } from './convert/index.ts';
export type { Issue } from './convert/issue.ts';
export type { ConversionResult, IstioResource } from './convert/result.ts';
export { computeStatuses, type ObjectStatus } from './convert/status/index.ts';
export { type Input, load } from './input/load.ts';
export type { Channel, LoadOptions, Source, ValidateMode } from './input/load-options.ts';
export { createLocator, type Locator } from './input/locate.ts';
export type { LintResult, LintTools } from './lint/index.ts';
export { lint } from './lint/index.ts';
export type { LocatedFinding } from './lint/located-finding.ts';
export { type LintOptions, resolveLintOptions, type WrittenLintOptions } from './lint/options.ts';
export type { Diagnostic, Severity } from './model/diagnostic.ts';
export { loadRegularExpressions } from './model/regular-expressions.ts';
export type { ResourceForm, WholeObject } from './output/printed-resource.ts';
export type { Answer } from './request/answer.ts';
export type { By } from './request/evaluate.ts';
export type { Evaluation, Outcome, Request } from './request/request.ts';
export { defaultSettings, fromIstiodEnv, type Settings } from './settings.ts';
export type { ResourceFormat };

/** Generated resources as text: empty, or ended by a line feed. */
export function print(
  resources: readonly (IstioResource | WholeObject)[],
  format: ResourceFormat = 'yaml',
  form: ResourceForm = 'mirror',
): string {
  return resourcePrinters[format](resources, form);
}

/** What becomes of requests, by the Gateway API, by Istio, or by both with what explains their differences. */
export async function evaluate(
  result: ConversionResult,
  requests: readonly Request[],
  by: By = 'both',
): Promise<readonly Answer[]> {
  const { createEvaluator } = await import('./request/evaluate.ts');
  const evaluator = await createEvaluator(result, by, async (expressions) => renderApplyReady(result, { expressions }));
  return Promise.all(requests.map(evaluator));
}
