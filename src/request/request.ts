import type { FieldPlace } from '../model/resource.ts';

/** Where a request enters: a Gateway, or the sidecar of a client in the mesh. */
export type Entry =
  | { readonly type: 'gateway'; readonly namespace: string; readonly name: string }
  | {
      readonly type: 'mesh';
      readonly clientNamespace: string;
      /** Host of the Service or ServiceEntry that is addressed, as the mesh knows it: `echo.prod.svc.cluster.local`. */
      readonly service: string;
    };

/** How the bytes travel: HTTP, TLS that carries HTTP, TLS that carries anything, TCP. */
export type Transport = 'http' | 'https' | 'tls' | 'tcp';

/** A request to be evaluated. */
export interface Request {
  readonly entry: Entry;
  /** Port of the listener, or of the Service in the mesh; never a target port. */
  readonly port: number;
  readonly transport: Transport;
  /** Server name of the TLS handshake; `''` for none. Without meaning for `http` and `tcp`. */
  readonly sni: string;
  readonly method: string;
  /** `Host` header or `:authority`, with the port if one is sent; `''` for none. */
  readonly authority: string;
  /** As sent, with the query. */
  readonly path: string;
  /** In the order sent; a name may occur repeatedly. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Whether the content type starts with `application/grpc`. */
  readonly grpc: boolean;
}

/** Whether a request has a chance to be answered by a backend. `missing?`: it is not in the input and taken to exist. */
export type BackendStatus = 'ok' | 'invalid' | 'missing' | 'missing?' | 'no-endpoints?';

/** A backend that gets a share of the requests. */
export interface Choice {
  /** Host name in the mesh; what the backendRef says where that is no backend at all. */
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  readonly weight: number;
  /** Share of the requests, 0 to 1. */
  readonly probability: number;
  readonly status: BackendStatus;
  /** Status that answers the share of an unusable backend. */
  readonly response?: number;
}

/** Operations on headers in the order in which they take effect; names in lower case. */
export interface HeaderChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** What a backend sees of the request. */
export interface RequestAtBackend {
  readonly authority: string;
  /** With the query. */
  readonly path: string;
  /** Headers after all changes: the request's own, in lower case, repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A copy of the request that goes elsewhere. */
export interface Mirror {
  readonly host: string;
  readonly port?: number;
  /** 0 to 100. */
  readonly percent: number;
}

/** What a gateway does about cross-origin requests. */
export interface CorsAnswer {
  /** Whether the origin of the request is allowed; undefined for a request without one. */
  readonly allowed?: boolean;
  /** Headers added to the response. */
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** Repetition of failed tries. */
export interface Retries {
  readonly attempts: number;
  /** Conditions and status codes. */
  readonly on: readonly string[];
  readonly backoff?: string;
}

/** What becomes of a request. Durations are in Go's notation. */
export type Outcome =
  | {
      readonly kind: 'backends';
      readonly choices: readonly Choice[];
      /** By index in `choices`: what each backend sees. One entry for all of them where they see the same. */
      readonly requests: readonly RequestAtBackend[];
      /** By index in `choices`, as `requests`: what is done to the response. */
      readonly responses: readonly HeaderChanges[];
      readonly mirrors: readonly Mirror[];
      readonly timeout?: string;
      readonly perTryTimeout?: string;
      readonly retries?: Retries;
      readonly cors?: CorsAnswer;
    }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | {
      readonly kind: 'direct';
      readonly status: number;
      readonly grpcStatus?: number;
      /** `cors-preflight`: the gateway answers the preflight itself. */
      readonly cause: 'no-backends' | 'invalid-backends' | 'filter-error' | 'fault' | 'cors-preflight' | 'user';
      readonly cors?: CorsAnswer;
    }
  | {
      readonly kind: 'not-found';
      readonly status: 404;
      readonly grpcStatus?: number;
      readonly cause: 'no-host' | 'no-rule';
    }
  | { readonly kind: 'misdirected'; readonly status: 421 }
  | { readonly kind: 'tls-passthrough' | 'tcp'; readonly choices: readonly Choice[]; readonly terminated: boolean }
  | {
      readonly kind: 'rejected';
      readonly cause: 'no-listener' | 'no-sni-match' | 'no-route' | 'no-backend' | 'bad-certificate';
    }
  | { readonly kind: 'bad-request'; readonly status: number; readonly why: string }
  | { readonly kind: 'default-forward'; readonly host: string; readonly port: number }
  | { readonly kind: 'undefined'; readonly why: string };

/** One decision on the way (RQ-1). */
export interface Step {
  /** Rule of chapter 60: `GA-23`, `E-12`. */
  readonly rule: string;
  readonly text: string;
  readonly place?: FieldPlace;
}

/** What puts one match that holds before another in the Gateway API. */
export type Precedence = 'hostname' | 'match' | 'age' | 'name' | 'position';

/** A rule that could have got the request, with the first condition that kept it from that (RQ-1). */
export interface RunnerUp {
  readonly route: RouteName;
  readonly rule: number;
  readonly match?: number;
  /** `path "/b" does not match PathPrefix "/a"`, `comes after ...`. */
  readonly failed: string;
  /** Why it comes after the one that got the request, where it matches too; known of the Gateway API alone. */
  readonly decidedBy?: Precedence;
  readonly place: FieldPlace;
}

/** A route by kind and name. */
export interface RouteName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The listener that took a request. */
export interface ListenerName {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly namespace: string;
  readonly name: string;
  readonly listener: string;
  readonly port: number;
}

/** The answer of one evaluator: what becomes of a request, and the way there. Nothing in it is drawn by chance (RQ-2). */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly listener?: ListenerName;
  readonly virtualHost?: string;
  readonly route?: RouteName;
  readonly rule?: { readonly index: number; readonly name?: string };
  readonly match?: { readonly index: number };
  /** The match, or else the rule, that took the request. */
  readonly place?: FieldPlace;
  readonly steps: readonly Step[];
  readonly runnersUp: readonly RunnerUp[];
  /** Open points (chapter 60 section 7) and assumptions that the answer rests on. */
  readonly notes: readonly string[];
}
