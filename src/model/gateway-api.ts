/** The fields of Gateway API objects that are read, as they come from a file: everything may be absent. */

/** A reference to an object in the own or another namespace. */
export interface ObjectReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface LabelSelectorRequirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface GatewayClassSpec {
  readonly controllerName?: string;
  readonly parametersRef?: ObjectReference;
  readonly description?: string;
}

export interface RouteNamespaces {
  readonly from?: string;
  readonly selector?: LabelSelector;
}

export interface RouteGroupKind {
  readonly group?: string;
  readonly kind?: string;
}

export interface AllowedRoutes {
  readonly namespaces?: RouteNamespaces;
  readonly kinds?: readonly RouteGroupKind[];
}

export interface ListenerTLSConfig {
  readonly mode?: string;
  readonly certificateRefs?: readonly ObjectReference[];
  readonly options?: Readonly<Record<string, string>>;
}

/** A listener of a Gateway or an entry of a ListenerSet: the two have the same fields. */
export interface ListenerSpec {
  readonly name?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly tls?: ListenerTLSConfig;
  readonly allowedRoutes?: AllowedRoutes;
}

export interface GatewayAddress {
  readonly type?: string;
  readonly value?: string;
}

export interface FrontendTLSValidation {
  readonly mode?: string;
  readonly caCertificateRefs?: readonly ObjectReference[];
}

export interface FrontendTLSConfig {
  readonly validation?: FrontendTLSValidation;
}

export interface GatewayTLSConfig {
  readonly frontend?: {
    readonly default?: FrontendTLSConfig;
    readonly perPort?: readonly { readonly port?: number; readonly tls?: FrontendTLSConfig }[];
  };
  readonly backend?: { readonly clientCertificateRef?: ObjectReference };
}

export interface GatewaySpec {
  readonly gatewayClassName?: string;
  readonly listeners?: readonly ListenerSpec[];
  readonly addresses?: readonly GatewayAddress[];
  readonly infrastructure?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly parametersRef?: ObjectReference;
  };
  readonly allowedListeners?: { readonly namespaces?: RouteNamespaces };
  readonly tls?: GatewayTLSConfig;
  readonly defaultScope?: string;
}

export interface ListenerSetSpec {
  readonly parentRef?: ObjectReference;
  readonly listeners?: readonly ListenerSpec[];
}

export interface ReferenceGrantSpec {
  readonly from?: readonly { readonly group?: string; readonly kind?: string; readonly namespace?: string }[];
  readonly to?: readonly { readonly group?: string; readonly kind?: string; readonly name?: string }[];
}

export interface ParentReference extends ObjectReference {
  readonly sectionName?: string;
  readonly port?: number;
}

export interface BackendObjectReference extends ObjectReference {
  readonly port?: number;
}

export interface BackendRef extends BackendObjectReference {
  readonly weight?: number;
}

/** What every route kind has in common. */
export interface RouteSpec<Rule = unknown> {
  readonly parentRefs?: readonly ParentReference[];
  readonly hostnames?: readonly string[];
  readonly useDefaultGateways?: string;
  readonly rules?: readonly Rule[];
}

export interface HTTPPathMatch {
  readonly type?: string;
  readonly value?: string;
}

/** A header or query parameter match. */
export interface NamedMatch {
  readonly type?: string;
  readonly name?: string;
  readonly value?: string;
}

export interface HTTPRouteMatch {
  readonly path?: HTTPPathMatch;
  readonly headers?: readonly NamedMatch[];
  readonly queryParams?: readonly NamedMatch[];
  readonly method?: string;
}

export interface HTTPHeader {
  readonly name?: string;
  readonly value?: string;
}

export interface HTTPHeaderFilter {
  readonly set?: readonly HTTPHeader[];
  readonly add?: readonly HTTPHeader[];
  readonly remove?: readonly string[];
}

export interface HTTPPathModifier {
  readonly type?: string;
  readonly replaceFullPath?: string;
  readonly replacePrefixMatch?: string;
}

export interface HTTPRequestRedirectFilter {
  readonly scheme?: string;
  readonly hostname?: string;
  readonly path?: HTTPPathModifier;
  readonly port?: number;
  readonly statusCode?: number;
}

export interface HTTPURLRewriteFilter {
  readonly hostname?: string;
  readonly path?: HTTPPathModifier;
}

export interface HTTPRequestMirrorFilter {
  readonly backendRef?: BackendObjectReference;
  readonly percent?: number;
  readonly fraction?: { readonly numerator?: number; readonly denominator?: number };
}

export interface HTTPCORSFilter {
  readonly allowOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: number;
}

/** A filter of an HTTPRoute or GRPCRoute: `type` names the field that counts. */
export interface RouteFilter {
  readonly type?: string;
  readonly requestHeaderModifier?: HTTPHeaderFilter;
  readonly responseHeaderModifier?: HTTPHeaderFilter;
  readonly requestMirror?: HTTPRequestMirrorFilter;
  readonly requestRedirect?: HTTPRequestRedirectFilter;
  readonly urlRewrite?: HTTPURLRewriteFilter;
  readonly cors?: HTTPCORSFilter;
}

export interface HTTPBackendRef extends BackendRef {
  readonly filters?: readonly RouteFilter[];
}

export interface HTTPRouteRetry {
  readonly codes?: readonly number[];
  readonly attempts?: number;
  readonly backoff?: string;
}

export interface HTTPRouteTimeouts {
  readonly request?: string;
  readonly backendRequest?: string;
}

export interface HTTPRouteRule {
  readonly name?: string;
  readonly matches?: readonly HTTPRouteMatch[];
  readonly filters?: readonly RouteFilter[];
  readonly backendRefs?: readonly HTTPBackendRef[];
  readonly timeouts?: HTTPRouteTimeouts;
  readonly retry?: HTTPRouteRetry;
  readonly sessionPersistence?: unknown;
}

export interface GRPCMethodMatch {
  readonly type?: string;
  readonly service?: string;
  readonly method?: string;
}

export interface GRPCRouteMatch {
  readonly method?: GRPCMethodMatch;
  readonly headers?: readonly NamedMatch[];
}

export interface GRPCRouteRule {
  readonly name?: string;
  readonly matches?: readonly GRPCRouteMatch[];
  readonly filters?: readonly RouteFilter[];
  readonly backendRefs?: readonly HTTPBackendRef[];
  readonly sessionPersistence?: unknown;
}

/** A rule of a TCPRoute or TLSRoute. */
export interface L4RouteRule {
  readonly name?: string;
  readonly backendRefs?: readonly BackendRef[];
}

export type HTTPRouteSpec = RouteSpec<HTTPRouteRule>;
export type GRPCRouteSpec = RouteSpec<GRPCRouteRule>;
export type TCPRouteSpec = RouteSpec<L4RouteRule>;
export type TLSRouteSpec = RouteSpec<L4RouteRule>;

/** A target of a policy, always in the policy's own namespace. */
export interface PolicyTargetReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly sectionName?: string;
}

/** How a backend's certificate is checked. */
export interface BackendTLSValidation {
  readonly caCertificateRefs?: readonly ObjectReference[];
  readonly wellKnownCACertificates?: string;
  readonly hostname?: string;
  readonly subjectAltNames?: readonly { readonly type?: string; readonly hostname?: string; readonly uri?: string }[];
}

export interface BackendTLSPolicySpec {
  readonly targetRefs?: readonly PolicyTargetReference[];
  readonly validation?: BackendTLSValidation;
  readonly options?: Readonly<Record<string, string>>;
}

export interface RetryConstraint {
  readonly budget?: { readonly percent?: number; readonly interval?: string };
  readonly minRetryRate?: { readonly count?: number; readonly interval?: string };
}

export interface XBackendTrafficPolicySpec {
  readonly targetRefs?: readonly PolicyTargetReference[];
  readonly retryConstraint?: RetryConstraint;
  readonly sessionPersistence?: unknown;
}

export interface XBackendSpec {
  readonly type?: string;
  readonly externalHostname?: { readonly hostname?: string };
  readonly port?: { readonly port?: number; readonly protocol?: string; readonly name?: string };
  readonly protocol?: string;
  readonly tls?: { readonly mode?: string; readonly validation?: BackendTLSValidation };
}

export interface InferencePoolSpec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly targetPorts?: readonly { readonly number?: number }[];
  readonly appProtocol?: string;
  readonly endpointPickerRef?: {
    readonly group?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly port?: { readonly number?: number };
    readonly failureMode?: string;
  };
}
