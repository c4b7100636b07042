import type { GrantFrom } from '../convert/reference-grants.ts';
import type { Related } from '../model/diagnostic.ts';
import type { ReferenceGrantSpec } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import { groups, labels } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { firstFew } from './crowds.ts';
import type { ForbiddenReference } from './forbidden-references.ts';

type Grant = Resource<ReferenceGrantSpec>;

/** An entry of a grant, and everything that keeps it from serving a reference. */
interface JudgedEntry {
  readonly path: Path;
  readonly misses: readonly string[];
}

/**
 * Finds the ReferenceGrants that seem meant for a reference that none permits, a few at most: all but one thing about them is right. `seen` is what
 * istiod sees of the input.
 */
export function createNearGrants(
  index: ResourceIndex,
  seen: ResourceIndex,
): (reference: ForbiddenReference) => readonly Related[] {
  const crd = 'referencegrants.gateway.networking.k8s.io';
  const visible = new Set<Grant>(seen.list(crd));
  const byNamespace = groupBy(index.list(crd), ({ metadata }) => metadata.namespace);
  function* nearMisses(reference: ForbiddenReference): Generator<Related> {
    for (const grant of byNamespace.get(reference.to.namespace) ?? []) {
      yield* visible.has(grant) ? nearEntries(grant, reference) : invisible(grant, reference);
    }
    for (const grant of byNamespace.get(reference.from.namespace) ?? []) yield* misplaced(grant, reference);
  }
  return (reference) => firstFew(nearMisses(reference));
}

/** The entries of a side that are wrong in one thing, where the other side is right. */
function nearEntries(grant: Grant, reference: ForbiddenReference): readonly Related[] {
  const from = fromEntries(grant, reference.from);
  const to = toEntries(grant, reference);
  const wrong = fits(to) ? from : fits(from) ? to : [];
  return wrong.flatMap(({ path, misses: [miss, ...others] }) =>
    miss === undefined || others.length > 0 ? [] : nearMiss(grant, path, miss),
  );
}

function invisible(grant: Grant, reference: ForbiddenReference): readonly Related[] {
  if (!fits(fromEntries(grant, reference.from)) || !fits(toEntries(grant, reference))) return [];
  const text = 'istiod does not see this grant: its label selects another revision';
  return [nearMiss(grant, ['metadata', 'labels', labels.revision], text)];
}

/** A grant for such a reference that stands where the reference is made. */
function misplaced(grant: Grant, reference: ForbiddenReference): readonly Related[] {
  const { from, to } = reference;
  const isMeant = (grant.spec.from ?? []).some(({ group, kind }) => group === groups.gateway && kind === from.kind);
  if (!isMeant || !fits(toEntries(grant, reference))) return [];
  const text = `this grant is in namespace "${from.namespace}", but it takes one in namespace "${to.namespace}", where the ${to.kind} is`;
  return [nearMiss(grant, ['metadata', 'namespace'], text)];
}

function fits(entries: readonly JudgedEntry[]): boolean {
  return entries.some(({ misses }) => misses.length === 0);
}

function fromEntries({ spec }: Grant, wanted: GrantFrom): readonly JudgedEntry[] {
  return (spec.from ?? []).map(({ group = '', kind = '', namespace = '' }, i) => ({
    path: ['spec', 'from', i],
    misses: [
      ...(group === groups.gateway && kind === wanted.kind
        ? []
        : [`this entry is for kind "${kind}" of group "${group}", not for ${wanted.kind} of "${groups.gateway}"`]),
      ...(namespace === wanted.namespace
        ? []
        : [`this entry is for namespace "${namespace}", not for "${wanted.namespace}"`]),
    ],
  }));
}

function toEntries({ spec }: Grant, { to, isCA }: ForbiddenReference): readonly JudgedEntry[] {
  return (spec.to ?? []).map(({ group = '', kind = '', name = '' }, i) => {
    const compared = isCA ? `${to.name}-cacert` : to.name;
    const named =
      isCA && name === to.name
        ? `istiod compares the name of a CA reference as "${compared}", so this entry does not permit it`
        : `this entry is for the name "${name}", not for "${to.name}"`;
    return {
      path: ['spec', 'to', i],
      misses: [
        ...(group === to.group && kind === to.kind
          ? []
          : [`this entry is for kind "${kind}" of group "${group}", not for ${to.kind} of "${to.group}"`]),
        ...(name === '' || name === compared ? [] : [named]),
      ],
    };
  });
}

function nearMiss(resource: Resource, path: Path, message: string): Related {
  return { role: 'near-miss', message, place: { resource, path } };
}
