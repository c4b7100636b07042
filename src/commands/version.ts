import { profile } from '../profiles.ts';

/** The version of gwx, that of package.json. */
export const version = '0.1.0';

/** What `gwx --version` prints: gwx, and what it mirrors. */
export const versions: string = [
  `gwx ${version}`,
  `mirrors Istio ${profile.istio} (development line, ${profile.istioCommit})`,
  `and Gateway API ${profile.gatewayApi}`,
].join('\n');
