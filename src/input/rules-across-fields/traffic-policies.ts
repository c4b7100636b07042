import { istioDuration } from './durations.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rules on a connection pool of a DestinationRule or a Sidecar. */
export const connectionPoolRules: RuleTree = {
  fields: {
    http: {
      fields: {
        http2KeepAlive: { fields: { interval: istioDuration, timeout: istioDuration } },
        idleTimeout: istioDuration,
      },
    },
    tcp: {
      fields: {
        connectTimeout: istioDuration,
        maxConnectionDuration: istioDuration,
        tcpKeepalive: { fields: { interval: istioDuration, time: istioDuration } },
      },
    },
  },
};

const portTraffic: Readonly<Record<string, RuleTree>> = {
  connectionPool: connectionPoolRules,
  loadBalancer: { fields: { warmup: { fields: { duration: istioDuration } }, warmupDurationSecs: istioDuration } },
  outlierDetection: { fields: { baseEjectionTime: istioDuration, interval: istioDuration } },
};

/** The rules on a traffic policy of a DestinationRule. */
export const trafficPolicyRules: RuleTree = {
  fields: { ...portTraffic, portLevelSettings: { each: { fields: portTraffic } } },
};
