import { addToGroup, groupBy } from '../../model/group-by.ts';
import { isWildcard } from '../../model/hosts.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName, type Path } from '../../model/resource.ts';
import { firstFew, namesText } from '../crowds.ts';
import type { VirtualServiceResource } from '../destinations.ts';
import { createHostTable, type HostTable } from '../host-table.ts';
import { expandHost } from '../mesh-hosts.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { overlaps, type Visibility, visibilityOf } from '../visibility.ts';

export const meshHostsConflict: Rule = {
  code: 'GWX1008',
  name: 'mesh-hosts-conflict',
  severity: 'error',
  description: 'two VirtualServices of the mesh define one host',
  rationale: 'For clients that see both only one of them counts, and the order decides which.',
  remedy: 'merge them, or restrict exportTo',
  examples: {
    bad: '# two VirtualServices\nhosts: [cart]\ngateways: [mesh]',
    good: '# one VirtualService with the rules of both\nhosts: [cart]',
  },
  equivalents: { istioctl: ['IST0109'], kiali: ['KIA1106'] },
  check(context) {
    const claims = context.index
      .list('virtualservices.networking.istio.io')
      .flatMap((one) => claimsOf(one, context.settings.domainSuffix));
    const byHost = groupBy(claims, ({ host }) => host);
    const wildcards = createHostTable(
      claims
        .filter(({ host, visibility }) => isWildcard(host) && visibility.everywhere)
        .map((value) => ({ host: value.host, value })),
    );
    const below = wildcardsBelow(claims, wildcards);
    for (const [host, ofHost] of byHost) {
      const above = isWildcard(host) ? wildcards.matching(host).filter((claim) => claim.host !== host) : [];
      reportHost(context, ofHost, [...above, ...(below.get(host) ?? [])]);
    }
  },
};

/** A host that a VirtualService defines for the mesh. */
interface Claim {
  readonly resource: VirtualServiceResource;
  readonly path: Path;
  readonly host: string;
  readonly visibility: Visibility;
}

function claimsOf(resource: VirtualServiceResource, domainSuffix: string): readonly Claim[] {
  const { hosts = [], gateways = [], exportTo } = resource.spec;
  const { namespace } = resource.metadata;
  if (gateways.length > 0 && !gateways.includes('mesh')) return [];
  const visibility = visibilityOf(exportTo, namespace);
  return hosts.map((host, i) => {
    return { resource, path: ['spec', 'hosts', i], host: expandHost(host, namespace, domainSuffix), visibility };
  });
}

/** Of wildcards that are seen everywhere: those of single namespaces that lie below them. `istioctl` counts such pairs as well. */
function wildcardsBelow(claims: readonly Claim[], everywhere: HostTable<Claim>): ReadonlyMap<string, readonly Claim[]> {
  const below = new Map<string, [Claim, ...Claim[]]>();
  for (const claim of claims) {
    if (!isWildcard(claim.host) || claim.visibility.everywhere) continue;
    for (const { host } of everywhere.matching(claim.host)) {
      if (host !== claim.host) addToGroup(below, host, claim);
    }
  }
  return below;
}

/** Claims of one scope are told alike. */
function reportHost({ report }: RuleContext, ofHost: readonly Claim[], others: readonly Claim[]): void {
  if (ofHost.length + others.length < 2) return;
  const scopes = groupBy([...ofHost, ...others], scopeOf);
  const seenTogether = (a: Claim, b: Claim) =>
    overlaps(a.visibility, b.visibility) && (a.host === b.host || a.visibility.everywhere !== b.visibility.everywhere);
  for (const [scope, claims] of groupBy(ofHost, scopeOf)) {
    const [first] = claims;
    const all = [...scopes.values()].filter(([one]) => seenTogether(one, first)).flat();
    const names = [...new Set(all.map(({ resource }) => namespacedName(resource.metadata)))].sort(compareBytes);
    if (names.length < 2) continue;
    const list = namesText(names, ',');
    for (const { resource, path, host } of claims) {
      report({
        message: `The VirtualServices ${list} associated with mesh gateway define the same host ${scope}/${host} which can lead to undefined behavior. This can be fixed by merging the conflicting VirtualServices into a single resource.`,
        place: { resource, path },
        subject: host,
        related: firstFew(all, (one) => one.resource !== resource).map((one) => ({
          message: 'defined here too',
          place: { resource: one.resource, path: one.path },
        })),
        help: 'merge them into one, or restrict "exportTo"; only one of them counts for a client',
      });
    }
  }
}

/** How Istio names who sees a claim. */
function scopeOf({ visibility }: Claim): string {
  return visibility.everywhere ? '*' : [...visibility.namespaces].sort(compareBytes).join(',');
}
