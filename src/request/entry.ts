import type { HandledGateway } from '../convert/gateways.ts';
import type { ConversionResult } from '../convert/result.ts';
import { isWildcard, subset } from '../model/hosts.ts';
import { serviceHost } from '../model/names.ts';
import { nearest } from '../model/nearest.ts';
import { namespacedName } from '../model/resource.ts';
import type { EntryWish } from './entry-wish.ts';
import { fewTexts } from './few-texts.ts';
import type { Malformed } from './malformed.ts';
import type { Request } from './request.ts';
import type { RequestTarget } from './request-from-url.ts';

/** The request for a target that enters where it was asked to, if that is there. */
export function requestAt(
  { portOfURL, host, ...target }: RequestTarget,
  wish: EntryWish,
  result: ConversionResult,
): Request | Malformed {
  if (wish.type === 'mesh') {
    const { clientNamespace } = wish;
    const service = resolveService(wish.service ?? host, clientNamespace, result);
    return { ...target, entry: { type: 'mesh', clientNamespace, service } };
  }
  const gateway = chooseGateway(wish.gateway, result);
  if ('problem' in gateway) return gateway;
  const port = wish.listener === undefined ? target.port : portOfListener(wish.listener, portOfURL, gateway, result);
  if (typeof port === 'object') return port;
  const { namespace, name } = gateway.resource.metadata;
  return { ...target, port, entry: { type: 'gateway', namespace, name } };
}

/** The Gateway that was named, or the only one. Waypoints take no requests from outside. */
function chooseGateway(
  wanted: { readonly namespace: string; readonly name: string } | undefined,
  { gateways }: ConversionResult,
): HandledGateway | Malformed {
  const candidates = gateways.filter(({ resource }) =>
    (resource.spec.listeners ?? []).some(({ protocol }) => protocol !== 'HBONE'),
  );
  const names = candidates.map(({ resource }) => namespacedName(resource.metadata));
  if (wanted !== undefined) {
    const found = candidates[names.indexOf(namespacedName(wanted))];
    return found ?? { problem: `Gateway ${namespacedName(wanted)} is not in the input${meant(wanted, names)}` };
  }
  const [only, ...others] = candidates;
  if (only === undefined) {
    return {
      problem: 'no Gateway of Istio is in the input; name its file with --context PATH, or use --mesh --from NAMESPACE',
    };
  }
  return others.length === 0 ? only : { problem: `several Gateways: --gateway is one of ${fewTexts(names, String)}` };
}

function meant(wanted: { readonly namespace: string; readonly name: string }, names: readonly string[]): string {
  const near = nearest(namespacedName(wanted), names);
  if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
  return names.length === 0 ? '' : `; there is ${fewTexts(names, String)}`;
}

/** The port of a listener of the Gateway or of a ListenerSet that is attached to it. */
function portOfListener(
  name: string,
  portOfURL: number | undefined,
  gateway: HandledGateway,
  { listeners }: ConversionResult,
): number | Malformed {
  const own = listeners.filter((listener) => listener.gateway === gateway);
  const named = own.filter((listener) => listener.name === name);
  const where = namespacedName(gateway.resource.metadata);
  const [first] = named;
  if (first === undefined) {
    return {
      problem: `Gateway ${where} has no listener "${name}"; there is ${fewTexts([...new Set(own.map((one) => one.name))], String)}`,
    };
  }
  if (portOfURL === undefined || named.some(({ port }) => port === portOfURL)) return portOfURL ?? first.port;
  return { problem: `listener ${name} has port ${first.port}, and the URL says ${portOfURL}` };
}

/** The host by which the mesh knows what a client in a namespace calls by a name (E-53). */
function resolveService(called: string, clientNamespace: string, result: ConversionResult): string {
  const { domainSuffix } = result.settings;
  const name = called.toLowerCase().replace(/\.$/, '');
  const known = meshHosts(result);
  const full = fullName(name, clientNamespace, domainSuffix);
  for (const host of [name, full]) if (known.has(host)) return host;
  const wildcards = [...known].filter((host) => isWildcard(host) && subset(name, host));
  const [wildcard] = wildcards.sort((a, b) => b.length - a.length);
  if (wildcard !== undefined) return wildcard;
  // `a.com` is no Service of the namespace `com` unless there is such a namespace.
  const [, namespace] = name.split('.');
  const isExternal = name.split('.').length === 2 && !result.seen.namespaces().has(namespace ?? '');
  return isExternal ? name : full;
}

function fullName(name: string, clientNamespace: string, domainSuffix: string): string {
  const [service = '', namespace = clientNamespace, svc, ...rest] = name.split('.');
  const isService = rest.length === 0 && (svc === undefined || svc === 'svc');
  return isService ? serviceHost(service, namespace, domainSuffix) : name;
}

function meshHosts({ seen, settings, bindings }: ConversionResult): ReadonlySet<string> {
  return new Set([
    ...seen
      .list('services.')
      .map(({ metadata }) => serviceHost(metadata.name, metadata.namespace, settings.domainSuffix)),
    ...seen.list('serviceentries.networking.istio.io').flatMap(({ spec }) => spec.hosts ?? []),
    ...bindings.flatMap((binding) => binding.meshHosts),
  ]);
}
