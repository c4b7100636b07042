import type { HTTPMatchRequest, HTTPRedirect } from '../model/istio-fields/virtual-service.ts';
import { type Field, get, hasText, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import { checkOptionalPort } from './ports.ts';
import type { Validation } from './validation.ts';

/** `redirect` of an entry of `http` (AP-71). A code alone redirects to nowhere. */
export function checkRedirect(
  validation: Validation,
  redirect: Field<HTTPRedirect>,
  matches: Field<readonly HTTPMatchRequest[]>,
): void {
  const { error } = validation;
  const prefix = get(redirect, 'prefixRewrite');
  if (hasText(get(redirect, 'uri')) && hasText(prefix)) {
    error('AP-71', prefix, 'redirect may only contain one of uri or prefix_rewrite');
  }
  if (hasText(prefix) && !itemsOf(matches).every(matchesByPrefix)) {
    error('AP-71', prefix, 'redirect prefix_rewrite requires all URI matches to use prefix match type');
  }
  const texts = [get(redirect, 'uri'), prefix, get(redirect, 'authority'), get(redirect, 'scheme')];
  const hasPort = !isNull(get(redirect, 'port')) || !isNull(get(redirect, 'derivePort'));
  if (!texts.some(hasText) && !hasPort) {
    error('AP-71', redirect, 'redirect must specify URI, authority, scheme, or port');
  }
  const codeField = get(redirect, 'redirectCode');
  const code = numberOf(codeField) ?? 0;
  if (code !== 0 && (code < 300 || code > 399)) {
    error('AP-71', codeField, `${code} is not a valid redirect code, must be 3xx`);
  }
  const scheme = get(redirect, 'scheme');
  if (!['', 'http', 'https'].includes(textOf(scheme) ?? '')) {
    error('AP-71', scheme, 'invalid redirect scheme, must be "http" or "https"');
  }
  checkOptionalPort(validation, get(redirect, 'port'));
}

function matchesByPrefix(match: Field<HTTPMatchRequest>): boolean {
  const uri = get(match, 'uri');
  return !isMessage(uri) || !isNull(get(uri, 'prefix'));
}
