import { compareBytes } from '../model/order.ts';
import { escapeUnsafe } from './escape.ts';

/**
 * A value as indented JSON with sorted keys, ended by a line feed. Characters that a terminal acts on are escaped.
 * Keys that are whole numbers come first: JavaScript keeps them so.
 */
export function jsonDocument(value: unknown): string {
  const lines = JSON.stringify(value, sortKeys, 2).split('\n');
  return `${lines.map(escapeUnsafe).join('\n')}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareBytes(a, b)));
}
