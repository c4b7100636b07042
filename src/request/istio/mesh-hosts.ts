import { isWildcard, subset } from '../../model/hosts.ts';
import type { IstioWorld } from '../istio-world.ts';
import { namespacesOf } from './namespaces-of-hosts.ts';
import type { RegisteredHost } from './registry.ts';

/** A Service or ServiceEntry host that a client addresses. */
export interface MeshHost {
  readonly host: string;
  readonly namespace: string;
  /** Undefined for one that is not in the input. */
  readonly registered?: RegisteredHost;
}

/** The host of the mesh by that name: registered as it stands, or covered by the longest wildcard of a ServiceEntry. */
export function findMeshHost(world: IstioWorld, host: string, clientNamespace: string): MeshHost {
  const all = world.registry.find(host);
  const registered = all.find(({ namespace }) => namespace === clientNamespace) ?? all[0] ?? wildcardOf(world, host);
  if (registered !== undefined) return { host: registered.host, namespace: registered.namespace, registered };
  const [namespace = clientNamespace] = namespacesOf(world, host, clientNamespace);
  return { host, namespace };
}

function wildcardOf({ registry }: IstioWorld, host: string): RegisteredHost | undefined {
  const covering = registry.wildcards.filter((one) => subset(host, one.host));
  return covering.reduce<RegisteredHost | undefined>((longest, one) => {
    return longest !== undefined && longest.host.length >= one.host.length ? longest : one;
  }, undefined);
}

/** Whether a Host, without its port, is one of the names of a host of the mesh (E-53). */
export function isNameOf(
  { host, registered }: MeshHost,
  name: string,
  clientNamespace: string,
  domainSuffix: string,
): boolean {
  const given = name.toLowerCase();
  if (isWildcard(host)) return given === host || subset(given, host);
  if (registered?.addresses.includes(given)) return true;
  return possibleHosts(given, clientNamespace, domainSuffix).includes(host);
}

/** The full hosts that a client of a namespace may mean by a name. */
export function possibleHosts(name: string, clientNamespace: string, domainSuffix: string): readonly string[] {
  const [, ...rest] = name.split('.');
  if (rest.length === 0) return [name, `${name}.${clientNamespace}.svc.${domainSuffix}`];
  if (rest.length === 1) return [name, `${name}.svc.${domainSuffix}`];
  return rest.length === 2 && rest[1] === 'svc' ? [name, `${name}.${domainSuffix}`] : [name];
}
