import type { HTTPHeader, HTTPHeaderFilter } from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import type { HeaderOperations } from '../model/istio.ts';
import type { At, RouteError } from './backend-scope.ts';

/** Converts a header modifier (RT-90). Values with control characters are hard errors (RT-91). `at` makes paths in the modifier. */
export function convertHeaderModifier(
  { set = [], add = [], remove = [] }: HTTPHeaderFilter,
  at: At,
  errors: RouteError[],
): HeaderOperations {
  for (const [field, headers] of [
    ['set', set],
    ['add', add],
  ] as const) {
    headers.forEach(({ name = '', value = '' }, i) => {
      if (isValidValue(value)) return;
      const message = `header ${goQuote(name)} value contains invalid characters`;
      errors.push({ severity: 'hard', reason: 'InvalidFilter', message, path: at(field, i, 'value') });
    });
  }
  return { set: headerMap(set), add: headerMap(add), remove: remove.length === 0 ? undefined : remove };
}

function isValidValue(value: string): boolean {
  return !/[\x00-\x08\x0a-\x1f\x7f]/.test(value);
}

/** Names in lower case; of several that are then equal the first counts. */
function headerMap(headers: readonly HTTPHeader[]): Readonly<Record<string, string>> | undefined {
  if (headers.length === 0) return undefined;
  const values = new Map<string, string>();
  for (const { name = '', value = '' } of headers) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, value);
  }
  return Object.fromEntries(values);
}
