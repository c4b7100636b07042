import { groupBy } from '../../model/group-by.ts';
import { objectsIn } from '../../model/json.ts';
import { routeCrds, splitApiVersion } from '../../model/kinds.ts';
import { groups } from '../../model/names.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { ResourceIndex } from '../../model/resource-index.ts';
import type { Edit } from '../finding.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const xListenerSet: Rule = {
  code: 'GWX0806',
  name: 'x-listener-set',
  severity: 'error',
  description: 'XListenerSet, the forerunner of ListenerSet, is used or referred to',
  rationale:
    'istiod read XListenerSets in 1.27 to 1.29, if its alpha switch was on. Since 1.30 it reads ListenerSets of gateway.networking.k8s.io, which have the same fields, and ignores the old kind.',
  remedy: 'use ListenerSet of gateway.networking.k8s.io/v1',
  examples: {
    bad: 'apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XListenerSet',
    good: 'apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet',
  },
  check(context) {
    const references = [...referencesOf(context.index)];
    const byName = groupBy(references, ({ name }) => name);
    for (const resource of context.input.strangers) {
      if (resource.kind !== 'XListenerSet' || splitApiVersion(resource.apiVersion).group !== former) continue;
      const { namespace, name } = resource.metadata;
      const { file } = resource.origin.document;
      const ofFile = (byName.get(`${namespace}/${name}`) ?? []).filter(
        (reference) => reference.resource.origin.document.file === file,
      );
      report(
        context,
        resource,
        ['kind'],
        [
          { place: { resource, path: ['apiVersion'] }, newText: `${groups.gateway}/v1` },
          { place: { resource, path: ['kind'] }, newText: 'ListenerSet' },
          ...ofFile.flatMap(editsOf),
        ],
      );
    }
    for (const reference of references) {
      report(context, reference.resource, [...reference.path, 'kind'], editsOf(reference));
    }
  },
};

const former = groups.gatewayExperimental;

/** A part of an object that names the kind by `group` and `kind`. */
interface KindReference {
  readonly resource: Resource;
  readonly path: Path;
  /** `namespace/name` of the object, where one is named. */
  readonly name: string;
}

/** The parentRefs of routes, and what ReferenceGrants let in or give. */
function* referencesOf(index: ResourceIndex): Generator<KindReference> {
  for (const crd of routeCrds) for (const route of index.list(crd)) yield* inList(route, 'parentRefs');
  for (const grant of index.list('referencegrants.gateway.networking.k8s.io')) {
    yield* inList(grant, 'from');
    yield* inList(grant, 'to');
  }
}

function* inList(resource: Resource, field: string): Generator<KindReference> {
  for (const [i, { group, kind, namespace, name }] of objectsIn(resource.spec, field).entries()) {
    if (group !== former || kind !== 'XListenerSet') continue;
    yield { resource, path: ['spec', field, i], name: `${namespace ?? resource.metadata.namespace}/${name}` };
  }
}

function editsOf({ resource, path }: KindReference): readonly Edit[] {
  return [
    { place: { resource, path: [...path, 'group'] }, newText: groups.gateway },
    { place: { resource, path: [...path, 'kind'] }, newText: 'ListenerSet' },
  ];
}

function report(
  { profile, settings, report: found }: RuleContext,
  resource: Resource,
  path: Path,
  edits: readonly Edit[],
): void {
  const place = { resource, path };
  const isRead = profile.has('xListenerSets') && !profile.has('listenerSets');
  if (isRead) {
    // The successor is not read yet.
    if (settings.EnableAlphaGatewayAPI) return;
    found({
      severity: 'warning',
      message: 'XListenerSet is ignored unless istiod runs with PILOT_ENABLE_ALPHA_GATEWAY_API=true',
      place,
      help: 'run gwx with --istiod-env PILOT_ENABLE_ALPHA_GATEWAY_API=true if that is how your istiod runs',
    });
    return;
  }
  found({
    message: `istiod ${profile.release} does not read XListenerSet; use ListenerSet (gateway.networking.k8s.io/v1)`,
    place,
    help: 'change apiVersion and kind of the object, and group and kind of what refers to it',
    ...(profile.has('listenerSets') && { fix: { title: 'write ListenerSet', safe: true, edits } }),
  });
}
