/** The releases whose behaviour is mirrored. */
export const profile = { istio: '1.32', istioCommit: '86c9f01', gatewayApi: '1.6.1' };

/** What Istio has since a release. */
const behaviours = {
  // What istiod reads of the Gateway API; older releases pass it over or refuse it.
  backendTLSPolicies: '1.26',
  corsFilters: '1.26',
  httpRetries: '1.26',
  inferencePools: '1.27',
  listenerSets: '1.30',
  stableTCPRoutes: '1.31',
  stableTLSRoutes: '1.30',
  xBackends: '1.32',
  xListenerSets: '1.27',
  // What a rule with no backendRefs at all is answered with: 404 in one release, 500 before and after it.
  emptyRulesNotFound: '1.30',
  emptyRulesRefused: '1.31',
  // What istiod sets on the workloads of Gateways (DEP-64).
  podsWithoutIstioGatewayName: '1.24',
  // What Istio's CRDs have; older API servers drop such fields without a word (chapter 50, section 12).
  networkingV1: '1.22',
  mirrors: '1.19',
  uriRegexRewrite: '1.19',
  unmatchedPreflights: '1.23',
  retryBackoff: '1.26',
  redirectPrefixRewrite: '1.31',
  credentialNames: '1.26',
  caCertCredentialName: '1.28',
  insecureSkipVerify: '1.31',
  retryBudget: '1.27',
  configMapCredentialName: '1.26',
} as const;

export type Behaviour = keyof typeof behaviours;

/** The oldest release that output is written for. */
const oldest = '1.18';

/** All releases that output is written for, the newest first. */
export function knownReleases(): readonly string[] {
  const newest = minorNumber(profile.istio);
  return Array.from({ length: newest - minorNumber(oldest) + 1 }, (_, i) => `1.${newest - i}`);
}

/** A release of Istio that resources are written for. */
export interface IstioProfile {
  /** As `1.31`. */
  readonly release: string;
  has(behaviour: Behaviour): boolean;
}

/** The release that first has something, as `1.31`. */
export function since(behaviour: Behaviour): string {
  return behaviours[behaviour];
}

/** The profile of a release, given as `1.30`, `1.30.2` or `v1.30.2`; why there is none for it. */
export function istioProfile(version: string = profile.istio): IstioProfile | { readonly unknown: string } {
  const minor = minorOf(version);
  const known = `known are ${oldest} to ${profile.istio}`;
  if (minor === undefined) return { unknown: `not a release such as ${profile.istio} or ${oldest}.3; ${known}` };
  if (minor < minorNumber(oldest) || minor > minorNumber(profile.istio)) return { unknown: known };
  return profileOf(minor);
}

function profileOf(minor: number): IstioProfile {
  return { release: `1.${minor}`, has: (behaviour) => minor >= minorNumber(behaviours[behaviour]) };
}

/** The second number of a version 1.x; undefined for anything else. */
function minorOf(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d{1,3})(?:\.\d+)?(?:-[\w.]+)?$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

function minorNumber(version: string): number {
  return minorOf(version) ?? Number.NaN;
}

/** The release that is mirrored. */
export const mirroredRelease: IstioProfile = profileOf(minorNumber(profile.istio));

/** The oldest Gateway API bundle whose CRD of a kind istiod reads; of the other kinds it reads any (chapter 10, section 14). */
export const minimumBundles = {
  'backendtlspolicies.gateway.networking.k8s.io': '1.4.0',
  'grpcroutes.gateway.networking.k8s.io': '1.1.0',
  'tcproutes.gateway.networking.k8s.io': '1.6.0',
  'tlsroutes.gateway.networking.k8s.io': '1.5.0',
} as const;

/** Whether a bundle, as `v1.4.1`, is older than another one. A pre-release counts as its release; what is no version is not old. */
export function isOlderBundle(bundle: string, than: string): boolean {
  const [a, b] = [bundleNumbers(bundle), bundleNumbers(than)];
  const differing = a.findIndex((number, i) => number !== b[i]);
  return (a[differing] ?? 0) < (b[differing] ?? 0);
}

function bundleNumbers(version: string): readonly number[] {
  return (/^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
}
