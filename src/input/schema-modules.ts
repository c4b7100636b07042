import type { CrdName } from '../model/kinds.ts';
import type { DefaultsTree } from './defaults-tree.ts';
import type { Channel } from './load-options.ts';
import { modules } from './validators/index.ts';

/** What `npm run build` makes of one schema. */
export interface SchemaModule {
  /** Whether a value is valid, quickly and without saying why. */
  readonly validate: (value: unknown) => boolean;
  /** The schema as JSON text: it is parsed only to explain a refusal. */
  readonly schema: string;
  /** The experimental channel's schema, in the module of the standard channel if it differs; `schema` is empty if it has the kind alone. */
  readonly wider?: string;
  readonly defaults?: DefaultsTree;
}

/** The modules of the kinds that have a schema, each loaded once. */
export async function loadSchemaModules(
  crds: Iterable<CrdName>,
  channel: Channel,
): Promise<ReadonlyMap<CrdName, SchemaModule>> {
  const loaded = await Promise.all(
    [...new Set(crds)].map(async (crd): Promise<[CrdName, SchemaModule][]> => {
      const load = modules[`${crd}/${channel}`] ?? modules[crd];
      return load === undefined ? [] : [[crd, (await load()).default]];
    }),
  );
  return new Map(loaded.flat());
}
