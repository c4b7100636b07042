/** Istio resources as istiod generates them and as a cluster accepts them, in protobuf JSON form. `undefined` stands for an unset field and is never printed. */

export interface Destination {
  readonly host?: string | undefined;
  readonly subset?: string | undefined;
  readonly port?: { readonly number: number } | undefined;
}

export interface HeaderOperations {
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly add?: Readonly<Record<string, string>> | undefined;
  readonly remove?: readonly string[] | undefined;
}

export interface Headers {
  readonly request?: HeaderOperations | undefined;
  readonly response?: HeaderOperations | undefined;
}

/** A destination of an `http`, `tcp` or `tls` entry. */
export interface RouteDestination {
  readonly destination: Destination;
  readonly weight?: number | undefined;
  readonly headers?: Headers | undefined;
}

export interface StringMatch {
  readonly exact?: string | undefined;
  readonly prefix?: string | undefined;
  readonly regex?: string | undefined;
}

export interface HTTPMatchRequest {
  readonly uri?: StringMatch | undefined;
  readonly method?: StringMatch | undefined;
  readonly headers?: Readonly<Record<string, StringMatch>> | undefined;
  readonly queryParams?: Readonly<Record<string, StringMatch>> | undefined;
  readonly port?: number | undefined;
}

export interface HTTPRedirect {
  readonly uri?: string | undefined;
  readonly prefixRewrite?: string | undefined;
  readonly authority?: string | undefined;
  readonly scheme?: string | undefined;
  readonly port?: number | undefined;
  readonly derivePort?: 'FROM_PROTOCOL_DEFAULT' | 'FROM_REQUEST_PORT' | undefined;
  readonly redirectCode?: number | undefined;
}

export interface HTTPRewrite {
  readonly uri?: string | undefined;
  readonly authority?: string | undefined;
  readonly uriRegexRewrite?: { readonly match: string; readonly rewrite?: string | undefined } | undefined;
}

export interface HTTPMirrorPolicy {
  readonly destination: Destination;
  readonly percentage?: { readonly value?: number | undefined } | undefined;
}

export interface CorsPolicy {
  readonly allowOrigins?: readonly StringMatch[] | undefined;
  readonly allowMethods?: readonly string[] | undefined;
  readonly allowHeaders?: readonly string[] | undefined;
  readonly exposeHeaders?: readonly string[] | undefined;
  readonly maxAge?: string | undefined;
  readonly allowCredentials?: boolean | undefined;
  readonly unmatchedPreflights?: 'IGNORE' | undefined;
}

export interface HTTPRetry {
  readonly attempts?: number | undefined;
  readonly perTryTimeout?: string | undefined;
  readonly retryOn?: string | undefined;
  readonly backoff?: string | undefined;
}

/** A share of the requests that is answered with a status, without reaching any destination. */
export interface HTTPFaultInjection {
  readonly abort: { readonly httpStatus: number; readonly percentage: { readonly value: number } };
}

/** One entry of `VirtualService.spec.http`. */
export interface HTTPRoute {
  readonly name?: string | undefined;
  readonly match?: readonly HTTPMatchRequest[] | undefined;
  readonly route?: readonly RouteDestination[] | undefined;
  readonly redirect?: HTTPRedirect | undefined;
  readonly directResponse?: { readonly status: number } | undefined;
  readonly rewrite?: HTTPRewrite | undefined;
  readonly fault?: HTTPFaultInjection | undefined;
  readonly timeout?: string | undefined;
  readonly retries?: HTTPRetry | undefined;
  readonly mirrors?: readonly HTTPMirrorPolicy[] | undefined;
  /** A single mirror, as releases before `mirrors` have it. */
  readonly mirror?: Destination | undefined;
  readonly mirrorPercentage?: { readonly value?: number | undefined } | undefined;
  readonly corsPolicy?: CorsPolicy | undefined;
  readonly headers?: Headers | undefined;
}

/** One entry of `VirtualService.spec.tcp`. */
export interface TCPRoute {
  readonly match?: readonly { readonly port: number }[] | undefined;
  readonly route: readonly RouteDestination[];
}

export interface TLSMatchAttributes {
  readonly sniHosts?: readonly string[] | undefined;
  readonly port?: number | undefined;
}

/** One entry of `VirtualService.spec.tls`. */
export interface TLSRoute {
  readonly match?: readonly TLSMatchAttributes[] | undefined;
  readonly route: readonly RouteDestination[];
}

export interface VirtualServiceSpec {
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  /** Namespaces that see it: unset all of them, `.` its own. */
  readonly exportTo?: readonly string[] | undefined;
  readonly http?: readonly HTTPRoute[] | undefined;
  readonly tls?: readonly TLSRoute[] | undefined;
  readonly tcp?: readonly TCPRoute[] | undefined;
}

/** `tls` of a server. Passthrough is the zero mode, which istiod leaves unset. */
export interface ServerTLSSettings {
  readonly mode?:
    | 'PASSTHROUGH'
    | 'SIMPLE'
    | 'MUTUAL'
    | 'OPTIONAL_MUTUAL'
    | 'ISTIO_MUTUAL'
    | 'AUTO_PASSTHROUGH'
    | undefined;
  readonly credentialName?: string | undefined;
  readonly credentialNames?: readonly string[] | undefined;
  readonly caCertCredentialName?: string | undefined;
  readonly insecureSkipVerify?: boolean | undefined;
  readonly cipherSuites?: readonly string[] | undefined;
}

export interface Server {
  readonly port: { readonly number?: number | undefined; readonly protocol: string; readonly name: 'default' };
  readonly hosts: readonly string[];
  readonly tls?: ServerTLSSettings | undefined;
}

export interface GatewaySpec {
  /** Labels of the pods that it configures. */
  readonly selector?: Readonly<Record<string, string>> | undefined;
  readonly servers: readonly Server[];
}

export interface ClientTLSSettings {
  readonly mode: 'SIMPLE';
  readonly sni?: string | undefined;
  readonly subjectAltNames?: readonly string[] | undefined;
  readonly credentialName?: string | undefined;
}

export interface RetryBudget {
  readonly percent?: number | undefined;
  readonly budgetInterval?: string | undefined;
  readonly minRetryConcurrency?: number | undefined;
}

export interface PortTrafficPolicy {
  readonly port: { readonly number: number };
  readonly tls: ClientTLSSettings;
}

export interface TrafficPolicy {
  readonly tls?: ClientTLSSettings | undefined;
  /** Present but empty as soon as an XBackendTrafficPolicy has a part in it. */
  readonly loadBalancer?: Readonly<Record<string, never>> | undefined;
  readonly retryBudget?: RetryBudget | undefined;
  readonly portLevelSettings?: readonly PortTrafficPolicy[] | undefined;
}

export interface DestinationRuleSpec {
  readonly host: string;
  readonly trafficPolicy: TrafficPolicy;
}

/** The ServiceEntry of one host. */
export interface ServiceEntrySpec {
  readonly hosts: readonly string[];
  readonly ports: readonly {
    readonly number?: number | undefined;
    readonly protocol: string;
    readonly name: string;
  }[];
  readonly location: 'MESH_EXTERNAL';
  readonly resolution: 'DNS';
}
