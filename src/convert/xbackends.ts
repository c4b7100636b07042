import type { XBackendSpec } from '../model/gateway-api.ts';
import { goQuote } from '../model/go-quote.ts';
import type { ClientTLSSettings } from '../model/istio.ts';
import { destinationRuleName, groups } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { AncestorLookup } from './ancestors.ts';
import { type BackendQuery, type ResolvedBackend, refuse } from './backend-scope.ts';
import { type BackendConditions, convertBackendTLS, reportIgnoredField, validConditions } from './backend-tls.ts';
import type { ConvertedPolicies } from './backend-tls-policies.ts';
import type { ConvertContext } from './context.ts';
import { type PolicyContribution, reportLoss } from './destination-rules.ts';
import { meshController, type PolicyStatus } from './policy-conditions.ts';

/** Resolves a backendRef to an XBackend (RT-75). */
export function resolveXBackend({ scope, ref, name, namespace, at }: BackendQuery): ResolvedBackend {
  const { index, settings } = scope.context;
  if (!settings.EnableAlphaGatewayAPI) {
    const message =
      'The Alpha Gateway API is not enabled, XBackend is invalid. To enable, set PILOT_ENABLE_ALPHA_GATEWAY_API to true in istiod.';
    return refuse('InvalidKind', message, at('kind'));
  }
  const backend = index.get('xbackends.gateway.networking.x-k8s.io', namespace, name);
  if (backend === undefined) {
    const target = { kind: 'XBackend', namespace, name };
    return refuse('BackendNotFound', `backend(${name}) not found`, at('name'), target);
  }
  const { type = '', externalHostname, port } = backend.spec;
  if (type !== 'ExternalHostname' || externalHostname === undefined) {
    const message = `backend(${name}) type: expected ExternalHostname, got ${type}`;
    return refuse('InvalidKind', message, at('kind'));
  }
  const number = port?.port ?? 0;
  if (ref.port !== undefined && ref.port !== number) {
    const message = `backend(${name}) does not expose port ${ref.port}, expected ${number}`;
    return refuse('BackendNotFound', message, at('port'), { kind: 'XBackend', namespace, name });
  }
  const host = externalHostname.hostname ?? '';
  const destination = { host, port: { number } };
  const message = `backend(${host}) not found`;
  const path = at('name');
  const reason = 'BackendNotFound';
  if (scope.registry.hasHost(namespace, host, () => ({ place: { resource: scope.route, path }, message, reason }))) {
    return { destination };
  }
  return { destination, error: { severity: 'soft', reason, message, path, host } };
}

/** Converts the XBackends themselves: TLS settings for their port, and their status (chapter 30, section 8). */
export function convertXBackends(context: ConvertContext, ancestors: AncestorLookup): ConvertedPolicies {
  const { index, settings } = context;
  const contributions: PolicyContribution[] = [];
  const statuses: PolicyStatus[] = [];
  for (const backend of settings.EnableAlphaGatewayAPI ? index.list('xbackends.gateway.networking.x-k8s.io') : []) {
    const { metadata, spec } = backend;
    const { tls, accepted, resolvedRefs } = backendTLS(context, backend);
    const host = spec.externalHostname?.hostname ?? '';
    if (tls !== undefined) {
      const target = { kind: 'XBackend', namespace: metadata.namespace, name: metadata.name } as const;
      const port = { number: spec.port?.port ?? 0 };
      contributions.push({ policy: backend, path: ['spec', 'tls'], target, host, tls, port });
    }
    if (spec.port?.name !== undefined) reportIgnoredField(context, backend, ['spec', 'port', 'name']);
    const conditions = { Accepted: accepted, ResolvedRefs: resolvedRefs };
    const own = { group: groups.gatewayExperimental, kind: 'XBackend', name: metadata.name };
    const gateways = ancestors('XBackend', metadata.namespace, metadata.name).map(({ name, namespace }) => ({
      controllerName: settings.ManagedGatewayController,
      ref: { group: groups.gateway, kind: 'Gateway', name, namespace },
      conditions,
      assumed: false,
    }));
    const entries = [{ controllerName: meshController, ref: own, conditions, assumed: false }, ...gateways];
    statuses.push({ resource: backend, entries });
  }
  reportSharedHosts(context, contributions);
  return { contributions, statuses };
}

/** POL-54: of several DestinationRules for one host of a namespace Istio applies the first by name. */
function reportSharedHosts(context: ConvertContext, contributions: readonly PolicyContribution[]): void {
  const ruleName = ({ target, host }: PolicyContribution) => destinationRuleName(target.name, host);
  const winners = new Map<string, PolicyContribution>();
  for (const contribution of [...contributions].sort((a, b) => compareBytes(ruleName(a), ruleName(b)))) {
    const key = `${contribution.target.namespace}/${contribution.host}`;
    const winner = winners.get(key);
    if (winner === undefined) winners.set(key, contribution);
    else reportLoss(context, contribution, winner.policy);
  }
}

interface XBackendTLS extends BackendConditions {
  readonly tls?: ClientTLSSettings;
}

/** The table of POL-52. */
function backendTLS(context: ConvertContext, backend: Resource<XBackendSpec>): XBackendTLS {
  const { type = '', externalHostname, tls } = backend.spec;
  const refuseBackend = (message: string, path: Path): XBackendTLS => {
    const error = { reason: 'Invalid', message };
    const place = { resource: backend, path };
    context.report({ subject: { resource: backend }, condition: 'Accepted', ...error, place, severity: 'hard' });
    return { ...validConditions, accepted: { status: 'False', ...error } };
  };
  if (type !== 'ExternalHostname' || externalHostname === undefined) {
    return refuseBackend(`unsupported backend type: ${type}`, ['spec', 'type']);
  }
  if (tls === undefined || tls.mode === 'None') return validConditions;
  const { mode = '', validation = {} } = tls;
  const path = ['spec', 'tls', 'mode'];
  if (mode === 'ClientAndServer') {
    const message = 'unsupported ClientAndServer TLS mode: Istio does not support client certificates on backend';
    return refuseBackend(message, path);
  }
  if (mode !== 'ServerOnly') return refuseBackend(`unsupported TLS mode: ${goQuote(mode)}`, path);
  const hostname = externalHostname.hostname ?? '';
  return convertBackendTLS(context, backend, validation, ['spec', 'tls', 'validation'], hostname);
}
