import { splitApiVersion } from '../model/kinds.ts';
import { escapeUnsafe } from './escape.ts';
import type { ResourcePrinter } from './printed-resource.ts';

/** One line per resource as `kubectl -o name` prints it: `gateway.networking.istio.io/<name>`, `service/<name>`. */
export const printName: ResourcePrinter = (resources) =>
  resources
    .map(({ apiVersion, kind, metadata }) => {
      const { group } = splitApiVersion(apiVersion);
      return `${kind.toLowerCase()}${group && `.${group}`}/${escapeUnsafe(metadata.name)}\n`;
    })
    .join('');
