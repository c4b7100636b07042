import type { ResourcePrinter } from './printed-resource.ts';
import { printJson } from './resource-json.ts';
import { printName } from './resource-name.ts';
import { printYaml } from './resource-yaml.ts';

/** The values of `convert -o`. */
export type ResourceFormat = 'json' | 'name' | 'yaml';

/** The printers of `convert`, by the value of `-o`. */
export const resourcePrinters: Readonly<Record<ResourceFormat, ResourcePrinter>> = {
  json: printJson,
  name: printName,
  yaml: printYaml,
};
