import type { ObjectStatus } from '../convert/status/index.ts';
import type { Style } from './style.ts';

/** How a table is laid out; documents have one form. */
export interface StatusOptions {
  readonly style?: Style;
  /** Columns of the terminal. Default: lines are as long as they come. */
  readonly width?: number;
}

/** Statuses as text for stdout: empty, or ended by a line feed. */
export type StatusPrinter = (statuses: readonly ObjectStatus[], options?: StatusOptions) => string;

/** What of statuses is printed as a document: a `List` of objects that have nothing but their identity and status. */
export function printedStatuses(statuses: readonly ObjectStatus[]): object {
  const items = statuses.map(({ apiVersion, resource, status }) => {
    const { name, namespace } = resource.metadata;
    return { apiVersion, kind: resource.kind, metadata: namespace === '' ? { name } : { name, namespace }, status };
  });
  return { apiVersion: 'v1', kind: 'List', items };
}
