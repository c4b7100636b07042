import { convert } from '../convert/index.ts';
import { createLocator } from '../input/locate.ts';
import type { LintTools } from '../lint/index.ts';
import { noWorkloads } from '../lint/workloads.ts';
import type { Settings } from '../settings.ts';

/** The istiod that is mirrored, and whether the input is its whole cluster. */
interface LintedControlPlane {
  readonly settings: Settings;
  readonly complete: boolean;
  readonly externalNamespaces?: ReadonlySet<string>;
  readonly revision: string | undefined;
}

/** What `lint` needs of the other parts. What looks at workloads is loaded where there is a Gateway. */
export function createLintTools({ revision, ...world }: LintedControlPlane): LintTools {
  return {
    convert: ({ index }) => convert({ index }, world),
    locator: createLocator(),
    async deploy(conversion) {
      const gateways = conversion.seen.list('gateways.gateway.networking.k8s.io');
      if (gateways.every(({ origin }) => origin.context)) return noWorkloads;
      const { lintedWorkloads } = await import('./workloads.ts');
      return lintedWorkloads(conversion, revision);
    },
  };
}
