import type { ConversionResult } from '../convert/result.ts';
import type { ServiceSpec } from '../model/core.ts';
import { groupBy } from '../model/group-by.ts';
import { serviceHost } from '../model/names.ts';
import { covers, specificity } from './gateway-api/hostnames.ts';
import type { GatewayAPIWorld, MeshRoute } from './gateway-api/world.ts';
import { attachedRoute } from './gateway-api-routes.ts';

/** Finds the accepted routes on a Service or ServiceEntry, and what is doubtful about that. */
export function createMeshLookup(result: ConversionResult): Pick<GatewayAPIWorld, 'meshRoutes' | 'parentRemark'> {
  const byHost = groupBy(hostedRoutes(result), ({ host }) => host);
  const wildcards = [...byHost.keys()]
    .filter((host) => host === '*' || host.startsWith('*.'))
    .sort((a, b) => specificity(b) - specificity(a));
  const remarks = parentRemarks(result);
  return {
    meshRoutes(host) {
      const known = byHost.has(host) ? host : wildcards.find((wildcard) => covers(wildcard, host));
      return known === undefined ? [] : (byHost.get(known) ?? []).map(({ route }) => route);
    },
    parentRemark: (host) => remarks.get(host),
  };
}

interface HostedRoute {
  readonly host: string;
  readonly route: MeshRoute;
}

function hostedRoutes({ bindings, seen }: ConversionResult): readonly HostedRoute[] {
  return bindings.flatMap((binding) => {
    if (binding.flavour !== 'mesh' || binding.denied !== undefined) return [];
    const attached = attachedRoute(binding, seen);
    if (attached === undefined) return [];
    const { namespace: parentNamespace, parentRef } = binding.parent;
    const { port } = parentRef;
    const route = { attached, parentNamespace, ...(port !== undefined && { port }) };
    return binding.meshHosts.map((host) => ({ host, route }));
  });
}

/** Services that the API advises against as parents (GA-63), by host. */
function parentRemarks({ seen, settings }: ConversionResult): ReadonlyMap<string, string> {
  const remarks = new Map<string, string>();
  for (const { metadata, spec } of seen.list('services.')) {
    const doubt = doubtAbout(spec);
    if (doubt === undefined) continue;
    const host = serviceHost(metadata.name, metadata.namespace, settings.domainSuffix);
    remarks.set(
      host,
      `Service "${metadata.namespace}/${metadata.name}" is ${doubt}, which should be no parent of routes`,
    );
  }
  return remarks;
}

function doubtAbout({ type, clusterIP }: ServiceSpec): string | undefined {
  if (type === 'ExternalName') return 'of type ExternalName';
  return clusterIP === 'None' ? 'headless' : undefined;
}
