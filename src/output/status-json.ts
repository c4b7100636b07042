import { jsonDocument } from './json.ts';
import { printedStatuses, type StatusPrinter } from './printed-status.ts';

/** Statuses as a JSON List. */
export const printStatusJson: StatusPrinter = (statuses) => jsonDocument(printedStatuses(statuses));
