import type { PolicyTargetReference } from '../model/gateway-api.ts';
import { groups, serviceHost } from '../model/names.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';

export type TargetKind = 'Service' | 'ServiceEntry' | 'XBackend';

/** An object that policies set something for. */
export interface PolicyTarget {
  readonly kind: TargetKind;
  readonly namespace: string;
  readonly name: string;
  /** The hosts it stands for; none if it is assumed and nobody knows them. */
  readonly hosts: readonly string[];
  /** Number of the port of some name. */
  readonly portNumber: (name: string) => number | undefined;
  /** Not in the input. */
  readonly assumed: boolean;
}

/** A reference within a policy's namespace that cannot be used. */
export interface UnresolvedTarget {
  readonly error: string;
  /** Set where it does not exist. */
  readonly absent?: ObjectName;
}

/** Why an object cannot be found: the texts of chapter 30, section 5.2. */
export const lookupErrors = {
  unsupportedKind: (kind: string) => `unsupported kind ${kind}`,
  notFound: (namespace: string, name: string, kind: string) =>
    `reference ${namespace}/${name} (of kind ${kind}) not found`,
  unsupportedReference: (kind: string) => `unsupported reference kind: ${kind}`,
};

/** Finds the target of a policy (POL-28, POL-43). `path` leads to the reference. */
export function resolveTarget(
  context: ConvertContext,
  policy: Resource,
  ref: PolicyTargetReference,
  path: Path,
  supported: ReadonlySet<TargetKind>,
): PolicyTarget | UnresolvedTarget {
  const { group = '', kind = '', name = '' } = ref;
  const { namespace } = policy.metadata;
  const { index, settings } = context;
  const complete = context.holdsAll(namespace);
  const found = (target: Pick<PolicyTarget, 'kind' | 'hosts' | 'portNumber'>, assumed: boolean): PolicyTarget => ({
    ...target,
    namespace,
    name,
    assumed,
  });
  const missing = (): UnresolvedTarget | 'assumed' => {
    const error = lookupErrors.notFound(namespace, name, kind);
    const absent = { kind, namespace, name };
    if (complete) return { error, absent };
    const message = `targetRefs invalid: ${error}`;
    context.assume(absent, { place: { resource: policy, path }, message, reason: 'TargetNotFound' });
    return 'assumed';
  };
  switch (`${group}/${kind}`) {
    case '/Service': {
      const service = index.get('services.', namespace, name);
      const absence = service === undefined ? missing() : undefined;
      if (typeof absence === 'object') return absence;
      const hosts = [serviceHost(name, namespace, settings.domainSuffix)];
      const portNumber = (port: string) => service?.spec.ports?.find((entry) => entry.name === port)?.port;
      return found({ kind: 'Service', hosts, portNumber }, absence === 'assumed');
    }
    case `${groups.istio}/ServiceEntry`: {
      const entry = index.get('serviceentries.networking.istio.io', namespace, name);
      // In the open world it exists, and is of no use.
      if (!supported.has('ServiceEntry') && (entry !== undefined || !complete)) {
        return { error: lookupErrors.unsupportedReference(kind) };
      }
      const absence = entry === undefined ? missing() : undefined;
      if (typeof absence === 'object') return absence;
      const portNumber = (port: string) => entry?.spec.ports?.find((candidate) => candidate.name === port)?.number;
      return found({ kind: 'ServiceEntry', hosts: entry?.spec.hosts ?? [], portNumber }, absence === 'assumed');
    }
    case '/ConfigMap':
    case '/Secret': {
      const crd = kind === 'Secret' ? 'secrets.' : 'configmaps.';
      if (complete && index.get(crd, namespace, name) === undefined) {
        return { error: lookupErrors.notFound(namespace, name, kind), absent: { kind, namespace, name } };
      }
      return { error: lookupErrors.unsupportedReference(kind) };
    }
    default:
      return { error: lookupErrors.unsupportedKind(kind) };
  }
}
