import type { FindingPlace } from '../lint/located-finding.ts';
import type { Severity } from '../model/diagnostic.ts';
import { escapeUnsafe } from './escape.ts';
import type { Style } from './style.ts';

/** How severities are set off. */
export const severityStyle: Readonly<Record<Severity, keyof Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** The object that a place is in: `HTTPRoute shop/cart`. */
export function objectText({ object }: FindingPlace): string {
  if (object === undefined) return '';
  const name = object.namespace === '' ? object.name : `${object.namespace}/${object.name}`;
  return escapeUnsafe(`${object.kind} ${name}`);
}
