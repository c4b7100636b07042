import type { ReferenceGrantSpec } from '../model/gateway-api.ts';
import { groups } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';

/** The object that refers: its kind in the Gateway API group, and its namespace. */
export interface GrantFrom {
  readonly kind: string;
  readonly namespace: string;
}

/** The object referred to. */
export interface GrantTo {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Whether a reference into another namespace is allowed (GW-90). References within a namespace need no grant. */
export type GrantCheck = (from: GrantFrom, to: GrantTo) => boolean;

// GW-92: entries of other kinds are ignored without a word.
const fromKinds: ReadonlySet<string> = new Set([
  'Gateway',
  'ListenerSet',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
]);
const toKinds: ReadonlySet<string> = new Set([
  '/ConfigMap',
  '/Secret',
  '/Service',
  `${groups.gatewayExperimental}/XBackend`,
  `${groups.inference}/InferencePool`,
]);

/** Indexes all ReferenceGrants and reports their entries that have no effect. */
export function createGrantCheck(context: ConvertContext): GrantCheck {
  const granted = new Set<string>();
  for (const grant of context.index.list('referencegrants.gateway.networking.k8s.io')) {
    const { from, to } = liveEntries(context, grant);
    for (const { kind, namespace } of from) {
      for (const { group, kind: toKind, name } of to) {
        granted.add(grantKey({ kind, namespace }, { group, kind: toKind, namespace: grant.metadata.namespace, name }));
      }
    }
  }
  return (from, to) =>
    from.namespace === to.namespace ||
    granted.has(grantKey(from, { ...to, name: '' })) ||
    granted.has(grantKey(from, to));
}

function grantKey(from: GrantFrom, to: GrantTo): string {
  return `${from.kind}/${from.namespace}>${to.group}/${to.kind}/${to.namespace}/${to.name}`;
}

function liveEntries(context: ConvertContext, grant: Resource<ReferenceGrantSpec>) {
  const from = (grant.spec.from ?? []).map((entry, i) => ({
    live: entry.group === groups.gateway && fromKinds.has(entry.kind ?? ''),
    // Such a grant permits what needs no permission, so it is dead to the reader though not to istiod.
    own: entry.namespace === grant.metadata.namespace,
    group: entry.group ?? '',
    kind: entry.kind ?? '',
    namespace: entry.namespace ?? '',
    path: ['spec', 'from', i],
  }));
  const to = (grant.spec.to ?? []).map((entry, i) => ({
    live: toKinds.has(`${entry.group ?? ''}/${entry.kind ?? ''}`),
    own: false,
    group: entry.group ?? '',
    kind: entry.kind ?? '',
    name: entry.name ?? '',
    path: ['spec', 'to', i],
  }));
  const report = (path: Path, message: string) => {
    const place = { resource: grant, path };
    context.report({ subject: { resource: grant }, reason: 'grant-entry-ignored', message, place, severity: 'silent' });
  };
  for (const [side, entries] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (entries.length > 1 && entries.every((entry) => !entry.live)) {
      report(['spec'], `no "${side}" entry of this ReferenceGrant is one that istiod reads, so it permits nothing`);
      continue;
    }
    for (const entry of entries) {
      if (!entry.live) {
        report(
          entry.path,
          `istiod ignores ReferenceGrant ${side} entries of group "${entry.group}" and kind "${entry.kind}"`,
        );
      } else if (entry.own) {
        report(entry.path, 'references within a namespace need no ReferenceGrant');
      }
    }
  }
  return { from: from.filter((entry) => entry.live), to: to.filter((entry) => entry.live) };
}
