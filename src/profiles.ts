/** The releases whose behaviour is mirrored. */
export const profile = { istio: '1.32', istioCommit: '86c9f01', gatewayApi: '1.6.1' };

/** What Istio's CRDs have since a release; older API servers drop such fields without a word (chapter 50, section 12). */
const behaviours = {
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

/** A release of Istio that resources are written for. */
export interface IstioProfile {
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
  return { has: (behaviour) => minor >= minorNumber(behaviours[behaviour]) };
}

/** The second number of a version 1.x; undefined for anything else. */
function minorOf(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d{1,3})(?:\.\d+)?(?:-[\w.]+)?$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

function minorNumber(version: string): number {
  return minorOf(version) ?? Number.NaN;
}
