import type { BackendObjectReference } from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import { clusterSetHost, groups, serviceHost } from '../model/names.ts';
import type { ObjectName } from '../model/resource.ts';
import {
  type At,
  type BackendQuery,
  type BackendScope,
  type ResolvedBackend,
  refuse,
  reject,
} from './backend-scope.ts';
import type { Reference } from './context.ts';
import { resolveInferencePool } from './inference-pools.ts';
import { resolveXBackend } from './xbackends.ts';

type BackendResolver = (query: BackendQuery) => ResolvedBackend;

function resolverOf(group: string, kind: string, mcsGroup: string): BackendResolver | undefined {
  if (group === mcsGroup && kind === 'ServiceImport') return resolveServiceImport;
  return resolvers.get(`${group}/${kind}`);
}

const resolvers: ReadonlyMap<string, BackendResolver> = new Map([
  ['/Service', resolveService],
  [`${groups.istio}/Hostname`, resolveHostname],
  [`${groups.inference}/InferencePool`, resolveInferencePool],
  [`${groups.gatewayExperimental}/XBackend`, resolveXBackend],
]);

/** Resolves one backendRef: the grant first, then by kind (RT-74, RT-75). */
export function resolveBackend(scope: BackendScope, ref: BackendObjectReference, at: At): ResolvedBackend {
  const { route, routeKind, flavour, grants, context } = scope;
  const { group = '', kind = 'Service', name = '' } = ref;
  const own = route.metadata.namespace;
  const namespace = ref.namespace ?? own;
  // Mesh routes may name backends of every namespace (RT-31).
  const isForeign = flavour === 'gateway' && namespace !== own;
  if (isForeign && !grants({ kind: routeKind, namespace: own }, { group, kind, namespace, name })) {
    const message = `backendRef ${name}/${namespace} not accessible to a ${routeKind} in namespace "${own}" (missing a ReferenceGrant?)`;
    return refuse('RefNotPermitted', message, at('namespace'), { kind, namespace, name });
  }
  const resolve = resolverOf(group, kind, context.settings.MCSAPIGroup);
  if (resolve !== undefined) return resolve({ scope, ref, name, namespace, at });
  const written = `group ${goQuote(ref.group ?? '')} kind ${goQuote(ref.kind ?? '')}`;
  return refuse('InvalidKind', `referencing unsupported backendRef: ${written}`, at('kind'));
}

function resolveService(query: BackendQuery): ResolvedBackend {
  const { scope, name, namespace, at } = query;
  if (name.includes('.')) {
    const message = 'service name invalid; the name of the Service must be used, not the hostname.';
    return reject(message, at('name'), { kind: 'Service', namespace, name });
  }
  return toService(query, serviceHost(name, namespace, scope.context.settings.domainSuffix));
}

/** RT-75: what counts is the Service of the same name, not the ServiceImport. */
function resolveServiceImport(query: BackendQuery): ResolvedBackend {
  const { scope, name, namespace } = query;
  const { EnableMCSHost, domainSuffix } = scope.context.settings;
  return toService(query, EnableMCSHost ? clusterSetHost(name, namespace) : serviceHost(name, namespace, domainSuffix));
}

function toService(query: BackendQuery, host: string): ResolvedBackend {
  const { scope, name, namespace } = query;
  const target = { kind: 'Service', namespace, name };
  return toHost(query, host, target, (reference) => scope.registry.hasService(namespace, name, reference));
}

function resolveHostname(query: BackendQuery): ResolvedBackend {
  const { scope, ref, name, at } = query;
  if (ref.namespace !== undefined) {
    return reject('namespace may not be set with Hostname type', at('namespace'));
  }
  const { namespace } = scope.route.metadata;
  const target = { kind: 'ServiceEntry host', namespace, name };
  return toHost(query, name, target, (reference) => scope.registry.hasHost(namespace, name, reference));
}

/** A host with the port of the backendRef, which must be set; that it is missing counts for more than an unknown host. */
function toHost(
  { scope, ref, at }: BackendQuery,
  host: string,
  target: ObjectName,
  exists: (reference: () => Reference) => boolean,
): ResolvedBackend {
  if (ref.port === undefined) return reject('port is required in backendRef', at());
  const destination = { host, port: { number: ref.port } };
  const missing = () => ({ reason: 'BackendNotFound', message: `backend(${host}) not found` });
  if (exists(() => ({ place: { resource: scope.route, path: at('name') }, ...missing() }))) return { destination };
  return { destination, error: { severity: 'soft', ...missing(), path: at('name'), target, host } };
}
