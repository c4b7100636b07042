/** The fields of a DestinationRule as users write them. Nothing is certain: see `Field`. */

type Map<T> = Readonly<Record<string, T>>;

export interface HTTPPool {
  readonly http1MaxPendingRequests?: number;
  readonly http2MaxRequests?: number;
  readonly maxRequestsPerConnection?: number;
  readonly maxRetries?: number;
  readonly maxConcurrentStreams?: number;
  readonly idleTimeout?: string;
  readonly h2UpgradePolicy?: string;
  readonly useClientProtocol?: boolean;
  readonly http2KeepAlive?: { readonly interval?: string; readonly timeout?: string };
}

export interface TCPPool {
  readonly maxConnections?: number;
  readonly connectTimeout?: string;
  readonly maxConnectionDuration?: string;
  readonly idleTimeout?: string;
  readonly tcpKeepalive?: { readonly time?: string; readonly interval?: string };
}

export interface ConnectionPoolSettings {
  readonly http?: HTTPPool;
  readonly tcp?: TCPPool;
}

export interface OutlierDetection {
  readonly consecutiveErrors?: number;
  readonly consecutiveLocalOriginFailures?: number;
  readonly splitExternalLocalOriginErrors?: boolean;
  readonly interval?: string;
  readonly baseEjectionTime?: string;
  readonly maxEjectionPercent?: number;
  readonly minHealthPercent?: number;
}

export interface HTTPCookie {
  readonly name?: string;
  readonly attributes?: readonly { readonly name?: string }[];
}

export interface ConsistentHash {
  readonly httpCookie?: HTTPCookie;
  readonly minimumRingSize?: number;
  readonly ringHash?: object;
  readonly maglev?: { readonly tableSize?: number };
}

export interface Failover {
  readonly from?: string;
  readonly to?: string;
}

export interface Distribute {
  readonly from?: string;
  readonly to?: Map<number>;
}

export interface LocalityLoadBalancerSetting {
  readonly distribute?: readonly Distribute[];
  readonly failover?: readonly Failover[];
  readonly failoverPriority?: readonly string[];
}

export interface Warmup {
  readonly duration?: string;
  readonly minimumPercent?: number;
  readonly aggression?: number;
}

export interface LoadBalancerSettings {
  readonly consistentHash?: ConsistentHash;
  readonly localityLbSetting?: LocalityLoadBalancerSetting;
  readonly zoneAwareLbSetting?: LocalityLoadBalancerSetting;
  readonly warmup?: Warmup;
  readonly warmupDurationSecs?: string;
}

export interface ClientTLSSettings {
  readonly mode?: string;
  readonly clientCertificate?: string;
  readonly privateKey?: string;
  readonly caCertificates?: string;
  readonly caCrl?: string;
  readonly credentialName?: string;
  readonly subjectAltNames?: readonly string[];
  readonly insecureSkipVerify?: boolean;
}

/** What a port and a whole host can both have. */
export interface PortTrafficPolicy {
  readonly port?: { readonly number?: number };
  readonly connectionPool?: ConnectionPoolSettings;
  readonly loadBalancer?: LoadBalancerSettings;
  readonly outlierDetection?: OutlierDetection;
  readonly tls?: ClientTLSSettings;
}

export interface Tunnel {
  readonly protocol?: string;
  readonly targetHost?: string;
  readonly targetPort?: number;
}

export interface TrafficPolicy extends Omit<PortTrafficPolicy, 'port'> {
  readonly portLevelSettings?: readonly PortTrafficPolicy[];
  readonly tunnel?: Tunnel;
  readonly proxyProtocol?: { readonly version?: number };
  readonly retryBudget?: object;
}

export interface Subset {
  readonly name?: string;
  readonly labels?: Map<string>;
  readonly trafficPolicy?: TrafficPolicy;
}

export interface DestinationRuleSpec {
  readonly host?: string;
  readonly trafficPolicy?: TrafficPolicy;
  readonly subsets?: readonly Subset[];
  readonly exportTo?: readonly string[];
  readonly workloadSelector?: { readonly matchLabels?: Map<string> };
}
