import type { HTTPHeaderFilter } from '../../model/gateway-api.ts';
import type { HeaderChanges, RequestAtBackend } from '../request.ts';
import type { Trail } from '../trail.ts';
import { applyActions, composeChanges, noChanges, readActions } from './header-changes.ts';
import type { Message } from './message.ts';

/** A request on its way to a backend, with the changes made so far. */
export interface Forwarding {
  readonly authority: string;
  /** Without the query. */
  readonly path: string;
  readonly suffix: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly response: HeaderChanges;
}

/** The request as it came. */
export function asReceived(message: Message): Forwarding {
  const { request, path, suffix, headers } = message;
  return { authority: request.authority, path, suffix, headers, response: noChanges };
}

/** What the backend gets to see. */
export function atBackend({ authority, path, suffix, headers }: Forwarding): RequestAtBackend {
  return { authority, path: path + suffix, headers: Object.fromEntries(headers) };
}

/** Why a header modifier cannot be carried out, as the outcome that this has. */
export type ModifierProblem = { readonly unspecified: string } | { readonly error: string };

/** Applies a header modifier to the request or the response (GA-41). */
export function modifyHeaders(
  forwarding: Forwarding,
  side: 'request' | 'response',
  modifier: HTTPHeaderFilter,
  trail: Trail,
): Forwarding | ModifierProblem {
  const actions = readActions(modifier);
  if (actions.invalidValue !== undefined) {
    return { error: `the value for header "${actions.invalidValue}" holds characters that no header can have` };
  }
  const [name] = actions.contradictory;
  if (name !== undefined) return { unspecified: `the header modifier has several actions for "${name}"` };
  if (side === 'response') return { ...forwarding, response: composeChanges(forwarding.response, actions) };
  const host = actions.set.get('host');
  if (host !== undefined) {
    trail.note('a header modifier sets Host; the Gateway API does not say whether that may replace a hostname rewrite');
  }
  const headers = new Map(applyActions(forwarding.headers, actions));
  headers.delete('host');
  return { ...forwarding, authority: host ?? forwarding.authority, headers };
}
