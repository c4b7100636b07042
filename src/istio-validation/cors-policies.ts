import { goQuote } from '../model/go-quote.ts';
import type { CorsPolicy, StringMatch } from '../model/istio-fields/virtual-service.ts';
import { checkDuration, durationOf } from './durations.ts';
import { type Field, get, isMessage, isNull, itemsOf, textOf } from './field.ts';
import { headerNameError } from './header-names.ts';
import { checkExpression } from './string-matches.ts';
import type { Validation } from './validation.ts';

/** The methods that `allowMethods` may name. */
export const corsMethods: ReadonlySet<string> = new Set([
  '*',
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

const second = 1_000_000_000n;

/** `corsPolicy` of an entry of `http` (AP-84). */
export function checkCorsPolicy(validation: Validation, policy: Field<CorsPolicy>): void {
  const { error } = validation;
  for (const origin of itemsOf(get(policy, 'allowOrigins'))) if (isMessage(origin)) checkOrigin(validation, origin);
  for (const field of itemsOf(get(policy, 'allowMethods'))) {
    const method = textOf(field);
    if (method === undefined || corsMethods.has(method)) continue;
    error('AP-84', field, `${goQuote(method)} is not a supported HTTP method`);
  }
  for (const field of [...itemsOf(get(policy, 'allowHeaders')), ...itemsOf(get(policy, 'exposeHeaders'))]) {
    const name = textOf(field);
    const message = name === undefined || name === '*' ? undefined : headerNameError(name);
    if (message !== undefined) error('AP-84', field, message);
  }
  const maxAge = get(policy, 'maxAge');
  checkDuration(validation, maxAge);
  if ((durationOf(maxAge) ?? 0n) % second > 0n) {
    error('AP-84', maxAge, 'max_age duration is accurate only to seconds precision');
  }
}

function checkOrigin(validation: Validation, origin: Field<StringMatch>): void {
  const regex = get(origin, 'regex');
  const texts = [get(origin, 'exact'), get(origin, 'prefix'), regex].map(textOf);
  if (texts.every((text) => text === '')) {
    validation.error('AP-84', origin, "'' is not a valid match type for CORS allow origins");
  } else if (!isNull(regex)) checkExpression(validation, 'AP-84', regex, 'corsPolicy.allowOrigins');
}
