import { printedStatuses, type StatusPrinter } from './printed-status.ts';
import { yamlDocument } from './yaml.ts';

/** Statuses as a YAML List. */
export const printStatusYaml: StatusPrinter = (statuses) => yamlDocument(printedStatuses(statuses));
