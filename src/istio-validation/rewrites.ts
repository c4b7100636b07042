import type { HTTPRewrite } from '../model/istio-fields/virtual-service.ts';
import { type Field, get, hasText, isMessage } from './field.ts';
import { checkExpression } from './string-matches.ts';
import type { Validation } from './validation.ts';

/** `rewrite` of an entry of `http` (AP-75, AP-76). */
export function checkRewrite(validation: Validation, rewrite: Field<HTTPRewrite>): void {
  const { error } = validation;
  const uri = get(rewrite, 'uri');
  const regexRewrite = get(rewrite, 'uriRegexRewrite');
  if (hasText(uri) && isMessage(regexRewrite)) {
    error('AP-75', regexRewrite, 'rewrite may only contain one of Uri or UriRegexRewrite');
  }
  if (!hasText(uri) && !isMessage(regexRewrite) && !hasText(get(rewrite, 'authority'))) {
    const limit = 'Only one of URI or UriRegexRewrite may be specified';
    error('AP-75', rewrite, `rewrite must specify at least one of URI, UriRegexRewrite, or authority. ${limit}`);
  }
  if (!isMessage(regexRewrite)) return;
  const match = get(regexRewrite, 'match');
  if (!hasText(match) || !hasText(get(regexRewrite, 'rewrite'))) {
    error('AP-76', regexRewrite, 'UriRegexRewrite requires both Rewrite and Match fields to be specified');
  } else checkExpression(validation, 'AP-76', match, 'HTTPRewrite.UriRegexRewrite.Match');
}
