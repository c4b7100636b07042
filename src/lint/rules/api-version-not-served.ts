import type { Diagnostic } from '../../model/diagnostic.ts';
import { objectsIn, valueAt } from '../../model/json.ts';
import { kindsOfGroups } from '../../model/kind-groups.ts';
import { crdOf, isKnownKind, kinds, splitApiVersion } from '../../model/kinds.ts';
import { bundleAnnotations, groups } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import { profile } from '../../profiles.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import { installedCrd, serves } from '../installed-crds.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const apiVersionNotServed: Rule = {
  code: 'GWX0801',
  name: 'api-version-not-served',
  severity: 'warning',
  description: 'the installed CRDs do not serve the version of an object',
  rationale:
    'kubectl apply fails with "no matches for kind". The object is judged all the same, by the schema of the newest version. It is an error where the channel was chosen, where the CRD is in the input, and for versions that no CRD ever had; else the cluster may serve more than is assumed.',
  remedy: 'use the version that the CRDs serve',
  examples: {
    bad: 'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TCPRoute',
    good: 'apiVersion: gateway.networking.k8s.io/v1\nkind: TCPRoute',
  },
  equivalents: { istioctl: ['IST0156', 'IST0172'] },
  check(context) {
    ofBundle(context);
    reportByCrds(context);
    reportUnknown(context);
  },
};

/** Versions that the assumed bundle does not serve, where the input does not say better. */
const ofBundle = fromDiagnostics('api-version-not-served', {
  where: (diagnostic, { index }) => crdIn(index, resourceOf(diagnostic)) === undefined,
  severity: (_, { channelChosen }) => (channelChosen ? 'error' : 'warning'),
  fix: (diagnostic) => stableFix(resourceOf(diagnostic)),
});

function resourceOf({ place }: Diagnostic): Resource | undefined {
  return place !== undefined && 'resource' in place ? place.resource : undefined;
}

function crdIn(index: RuleContext['index'], resource: Resource | undefined): Resource | undefined {
  const crd = resource && crdOf(resource.apiVersion, resource.kind);
  return crd && installedCrd(index, crd);
}

/** What the CRDs of the input do not serve, the cluster will not. */
function reportByCrds({ index, report }: RuleContext): void {
  if (index.list('customresourcedefinitions.apiextensions.k8s.io').length === 0) return;
  for (const resource of index.all()) {
    const crd = crdIn(index, resource);
    const { version } = splitApiVersion(resource.apiVersion);
    if (crd === undefined || serves(crd, version)) continue;
    const { annotations = {} } = crd.metadata;
    const bundle = annotations[bundleAnnotations.version];
    const by =
      bundle === undefined
        ? 'the CustomResourceDefinition of the input'
        : `Gateway API ${bundle.replace(/^v/, '')} (${annotations[bundleAnnotations.channel] ?? 'standard'})`;
    const fix = serves(crd, 'v1') ? stableFix(resource) : undefined;
    report({
      severity: 'error',
      message: `${resource.kind} version "${version}" is not served by ${by}`,
      place: { resource, path: ['apiVersion'] },
      related: [
        {
          role: 'cause',
          message: 'the versions that are served',
          place: { resource: crd, path: ['spec', 'versions'] },
        },
      ],
      help: 'use a version that it serves',
      ...(fix && { fix }),
    });
  }
}

/** Versions that no CRD of a kind ever had, and the kinds of a group that is gone. */
function reportUnknown({ input, channel, report }: RuleContext): void {
  for (const resource of input.strangers) {
    const { apiVersion, kind } = resource;
    const { group, version } = splitApiVersion(apiVersion);
    const isGone = group === groups.gatewayFormer;
    if (isGone ? !kindsOfGroups[group]?.includes(kind) : !isKnownKind(group, kind)) continue;
    const by = group.endsWith('.istio.io')
      ? `Istio ${profile.istio}`
      : `Gateway API ${profile.gatewayApi} (${channel})`;
    report({
      severity: 'error',
      message: `${kind} version "${version}" is not served by ${by}`,
      place: { resource, path: ['apiVersion'] },
      help: isGone ? `use ${groups.gateway}/v1: this group is gone` : 'use a version that the CRDs serve',
    });
  }
}

/** Kinds whose older versions have the fields of v1. */
const unchanged: ReadonlySet<string> = new Set([
  'GRPCRoute',
  'HTTPRoute',
  'ReferenceGrant',
  'TCPRoute',
  'TLSRoute',
  'UDPRoute',
]);
/** Of these v1 takes one rule alone. */
const withOneRule: ReadonlySet<string> = new Set(['TCPRoute', 'TLSRoute', 'UDPRoute']);

/** Safe where the fields are the same, and v1 does not demand more than the object has. */
function stableFix(resource: Resource | undefined): Fix | undefined {
  const crd = resource && crdOf(resource.apiVersion, resource.kind);
  if (resource === undefined || crd === undefined || !unchanged.has(resource.kind)) return undefined;
  const { kind, spec } = resource;
  const newText = `${kinds[crd].group}/v1`;
  const hostnames = valueAt(spec, ['hostnames']);
  const fits = !withOneRule.has(kind) || objectsIn(spec, 'rules').length === 1;
  const named = kind !== 'TLSRoute' || (Array.isArray(hostnames) && hostnames.length > 0);
  return {
    title: `write ${newText}`,
    safe: fits && named,
    edits: [{ place: { resource, path: ['apiVersion'] }, newText }],
  };
}
