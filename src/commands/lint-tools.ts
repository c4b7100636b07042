import { type ConvertInput, convert } from '../convert/index.ts';
import { createLocator } from '../input/locate.ts';
import type { LintTools } from '../lint/index.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';

/** The istiod that is mirrored. */
interface LintedControlPlane {
  readonly settings: Settings;
  readonly complete: boolean;
  readonly revision?: string | undefined;
}

/** What `lint` needs for an input. Where there is no Gateway, workloads are not looked at, nor is what looks at them loaded. */
export async function createLintTools(
  index: ResourceIndex,
  { settings, complete, revision }: LintedControlPlane,
): Promise<LintTools> {
  const gateways = index.list('gateways.gateway.networking.k8s.io');
  const tools = {
    convert: (of: ConvertInput) => convert(of, { settings, complete }),
    locator: createLocator(),
  };
  if (gateways.every(({ origin }) => origin.context)) return tools;
  const { prepareWorkloads } = await import('./workloads.ts');
  return { ...tools, deploy: await prepareWorkloads(index, revision) };
}
