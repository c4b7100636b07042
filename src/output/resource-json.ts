import { jsonDocument } from './json.ts';
import { printedResource, type ResourcePrinter } from './printed-resource.ts';

/** A `List` for kubectl, or the array that `istioctl x internal-debug configz` shows. */
export const printJson: ResourcePrinter = (resources, form) => {
  const items = resources.map(printedResource);
  return jsonDocument(form === 'mirror' ? items : { apiVersion: 'v1', items, kind: 'List' });
};
