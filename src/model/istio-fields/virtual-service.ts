/** The fields of a VirtualService as users write them. Nothing is certain: see `Field`. */

type Map<T> = Readonly<Record<string, T>>;

export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface HTTPMatchRequest {
  readonly name?: string;
  readonly uri?: StringMatch;
  readonly scheme?: StringMatch;
  readonly method?: StringMatch;
  readonly authority?: StringMatch;
  readonly headers?: Map<StringMatch>;
  readonly withoutHeaders?: Map<StringMatch>;
  readonly queryParams?: Map<StringMatch>;
  readonly port?: number;
  readonly sourceLabels?: Map<string>;
  readonly sourceNamespace?: string;
  readonly gateways?: readonly string[];
  readonly ignoreUriCase?: boolean;
  readonly statPrefix?: string;
}

export interface Destination {
  readonly host?: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

export interface HeaderOperations {
  readonly set?: Map<string>;
  readonly add?: Map<string>;
  readonly remove?: readonly string[];
}

export interface Headers {
  readonly request?: HeaderOperations;
  readonly response?: HeaderOperations;
}

export interface RouteDestination {
  readonly destination?: Destination;
  readonly weight?: number;
  /** Of `http` alone. */
  readonly headers?: Headers;
}

export interface HTTPRedirect {
  readonly uri?: string;
  readonly prefixRewrite?: string;
  readonly authority?: string;
  readonly port?: number;
  readonly derivePort?: string;
  readonly scheme?: string;
  readonly redirectCode?: number;
}

export interface HTTPDirectResponse {
  readonly status?: number;
  readonly body?: { readonly string?: string; readonly bytes?: string };
}

export interface HTTPRewrite {
  readonly uri?: string;
  readonly authority?: string;
  readonly uriRegexRewrite?: { readonly match?: string; readonly rewrite?: string };
}

export interface Percent {
  readonly value?: number;
}

export interface Abort {
  readonly percentage?: Percent;
  readonly httpStatus?: number;
  readonly grpcStatus?: string;
  readonly http2Error?: string;
}

export interface Delay {
  /** Deprecated. */
  readonly percent?: number;
  readonly percentage?: Percent;
  readonly fixedDelay?: string;
  readonly exponentialDelay?: string;
}

export interface HTTPFaultInjection {
  readonly abort?: Abort;
  readonly delay?: Delay;
}

export interface HTTPMirrorPolicy {
  readonly destination?: Destination;
  readonly percentage?: Percent;
}

export interface CorsPolicy {
  readonly allowOrigins?: readonly StringMatch[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: string;
}

export interface HTTPRetry {
  readonly attempts?: number;
  readonly perTryTimeout?: string;
  readonly retryOn?: string;
  readonly retryRemoteLocalities?: boolean;
  readonly backoff?: string;
}

/** An entry of `http`. */
export interface HTTPRoute {
  readonly name?: string;
  readonly match?: readonly HTTPMatchRequest[];
  readonly route?: readonly RouteDestination[];
  readonly redirect?: HTTPRedirect;
  readonly directResponse?: HTTPDirectResponse;
  readonly delegate?: { readonly name?: string; readonly namespace?: string };
  readonly rewrite?: HTTPRewrite;
  readonly timeout?: string;
  readonly retries?: HTTPRetry;
  readonly fault?: HTTPFaultInjection;
  readonly mirror?: Destination;
  readonly mirrors?: readonly HTTPMirrorPolicy[];
  readonly mirrorPercent?: number;
  /** The same by its other name in the CRD. */
  readonly mirror_percent?: number;
  readonly mirrorPercentage?: Percent;
  readonly corsPolicy?: CorsPolicy;
  readonly headers?: Headers;
}

export interface L4MatchAttributes {
  readonly sourceSubnet?: string;
  readonly destinationSubnets?: readonly string[];
  readonly port?: number;
  readonly sourceLabels?: Map<string>;
  readonly sourceNamespace?: string;
  readonly gateways?: readonly string[];
}

export interface TLSMatchAttributes extends L4MatchAttributes {
  readonly sniHosts?: readonly string[];
}

/** An entry of `tls`. */
export interface TLSRoute {
  readonly match?: readonly TLSMatchAttributes[];
  readonly route?: readonly RouteDestination[];
}

/** An entry of `tcp`. */
export interface TCPRoute {
  readonly match?: readonly L4MatchAttributes[];
  readonly route?: readonly RouteDestination[];
}

export interface VirtualServiceSpec {
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  readonly http?: readonly HTTPRoute[];
  readonly tls?: readonly TLSRoute[];
  readonly tcp?: readonly TCPRoute[];
  readonly exportTo?: readonly string[];
}
