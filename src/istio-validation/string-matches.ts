import { goQuote } from '../model/go-quote.ts';
import type { StringMatch } from '../model/istio-fields/virtual-service.ts';
import { type Field, get, isNull, textOf } from './field.ts';
import type { ValidationRule } from './finding.ts';
import type { Validation } from './validation.ts';

/** Envoy measures the program of an expression; Istio takes its text for it. */
const longestExpression = 1024;

/** A match on a text; `where` is what messages call it (AP-88). */
export function checkStringMatch(validation: Validation, match: Field<StringMatch>, where: string): void {
  const prefix = get(match, 'prefix');
  // The empty prefix of a path is that of every path.
  if (where !== 'uri' && prefix.value === '') {
    validation.error('AP-88', prefix, `${goQuote(where)}: prefix string match should not be empty`);
  }
  const regex = get(match, 'regex');
  if (!isNull(regex)) checkExpression(validation, 'AP-88', regex, where);
}

/** A regular expression of RE2. */
export function checkExpression(
  { error, expressions }: Validation,
  rule: ValidationRule,
  field: Field<string>,
  where: string,
): void {
  const source = textOf(field);
  if (source === undefined) return;
  const say = (problem: string) => error(rule, field, `${goQuote(where)}: ${problem}`);
  if (source === '') say('regex string match should not be empty');
  else if (Buffer.byteLength(source) > longestExpression) {
    say(`regex is too large, max length allowed is ${longestExpression}`);
  } else {
    const compiled = expressions.compile(source);
    if (!('invalid' in compiled)) return;
    const hint = 'Istio uses RE2 style regex-based match (https://github.com/google/re2/wiki/Syntax)';
    say(`${compiled.invalid}; ${hint}`);
  }
}
