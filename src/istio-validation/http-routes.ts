import { goQuote } from '../model/go-quote.ts';
import type { HTTPRoute } from '../model/istio-fields/virtual-service.ts';
import { checkCorsPolicy } from './cors-policies.ts';
import { checkDestinations } from './destinations.ts';
import { checkDirectResponse } from './direct-responses.ts';
import { checkDuration } from './durations.ts';
import { checkFault } from './faults.ts';
import { entriesOf, type Field, get, isEmpty, isFilled, isMessage, isNull, itemsOf, textOf } from './field.ts';
import { checkHeaders } from './header-operations.ts';
import { checkHTTPMatch } from './http-matches.ts';
import { checkMirrors } from './mirrors.ts';
import { checkRedirect } from './redirects.ts';
import { checkRetries } from './retries.ts';
import { checkRewrite } from './rewrites.ts';
import type { Validation } from './validation.ts';

type Route = Field<HTTPRoute>;

/** An entry of `http` (AP-70 to AP-89). */
export function checkHTTPRoute(validation: Validation, route: Route, ofDelegate: boolean): void {
  checkConflicts(validation, route, ofDelegate);
  for (const match of itemsOf(get(route, 'match'))) if (isMessage(match)) checkHTTPMatch(validation, match);
  checkAuthority(validation, route);
  checkHeaders(validation, get(route, 'headers'));
  checkCorsPolicy(validation, get(route, 'corsPolicy'));
  const fault = get(route, 'fault');
  if (isMessage(fault)) checkFault(validation, fault);
  checkMirrors(validation, route);
  const redirect = get(route, 'redirect');
  if (isMessage(redirect)) checkRedirect(validation, redirect, get(route, 'match'));
  const directResponse = get(route, 'directResponse');
  if (isMessage(directResponse)) checkDirectResponse(validation, directResponse);
  const retries = get(route, 'retries');
  if (isMessage(retries)) checkRetries(validation, retries);
  const rewrite = get(route, 'rewrite');
  if (isMessage(rewrite)) checkRewrite(validation, rewrite);
  checkDestinations(validation, get(route, 'route'));
  checkDuration(validation, get(route, 'timeout'));
}

/** What one entry cannot do at a time (AP-40, AP-70). */
function checkConflicts(validation: Validation, route: Route, ofDelegate: boolean): void {
  const { error } = validation;
  const delegate = get(route, 'delegate');
  const name = textOf(get(route, 'name')) ?? '';
  if (isMessage(delegate) && !ofDelegate) {
    const others = [get(route, 'redirect'), get(route, 'route')].filter((field) => !isNull(field));
    for (const other of others) error('AP-70', other, `root HTTP route ${name} must not specify ${other.step}`);
    return;
  }
  if (isMessage(delegate)) error('AP-40', delegate, `delegate HTTP route ${name} cannot contain delegate`);
  if (isMessage(get(route, 'redirect'))) checkExclusive(validation, route, 'redirect');
  else if (isMessage(get(route, 'directResponse'))) checkExclusive(validation, route, 'direct_response');
  else if (isEmpty(get(route, 'route'))) {
    error('AP-70', get(route, 'route'), 'HTTP route, redirect or direct_response is required');
  }
  if (isMessage(get(route, 'mirror')) && isFilled(get(route, 'mirrors'))) {
    error('AP-70', get(route, 'mirror'), 'HTTP route cannot contain both mirror and mirrors');
  }
}

function checkExclusive({ error }: Validation, route: Route, action: 'redirect' | 'direct_response'): void {
  const destinations = get(route, 'route');
  const fault = get(route, 'fault');
  const rewrite = get(route, 'rewrite');
  const response = get(route, 'directResponse');
  if (isFilled(destinations)) error('AP-70', destinations, `HTTP route cannot contain both route and ${action}`);
  if (isMessage(fault)) error('AP-70', fault, `HTTP route cannot contain both fault and ${action}`);
  if (isMessage(rewrite)) error('AP-70', rewrite, `HTTP route rule cannot contain both rewrite and ${action}`);
  if (action === 'redirect' && isMessage(response)) {
    error('AP-70', response, `HTTP route rule cannot contain both direct_response and ${action}`);
  }
}

/** The host that the backend sees is set in one place (AP-74). */
function checkAuthority({ error }: Validation, route: Route): void {
  const request = get(get(route, 'headers'), 'request');
  let current = textOf(get(get(route, 'rewrite'), 'authority')) ?? '';
  for (const [name, field] of [...entriesOf(get(request, 'set')), ...entriesOf(get(request, 'add'))]) {
    const value = textOf(field);
    if (value === undefined || !isAuthority(name)) continue;
    if (current !== '') {
      const attempt = `have ${goQuote(current)}, attempting to set ${goQuote(value)}`;
      error('AP-74', field, `authority header cannot be set multiple times: ${attempt}`);
      return;
    }
    current = value;
  }
}

function isAuthority(header: string): boolean {
  return [':authority', 'host'].includes(header.toLowerCase());
}
