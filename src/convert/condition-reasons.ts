import type { ConditionType } from './issue.ts';

/** What a reason in a condition means, and what to do about it. */
export interface ConditionReason {
  /** Types of the conditions that have it. */
  readonly types: readonly ConditionType[];
  /** Kinds of the objects whose statuses have it. */
  readonly on: string;
  /** Sentences. */
  readonly meaning: string;
  /** As an imperative; undefined where all is well. */
  readonly remedy?: string;
  /** Codes of lint rules that say where the mistake is. */
  readonly rules?: readonly string[];
}

const routes = 'HTTPRoute, GRPCRoute, TCPRoute and TLSRoute, for each parent';
const listeners = 'listeners of Gateways and ListenerSets';

/** Every reason that istiod writes into a status, as `gwx status` shows it. */
export const conditionReasons: Readonly<Record<string, ConditionReason>> = {
  Accepted: {
    types: ['Accepted'],
    on: 'all kinds with a status',
    meaning:
      'istiod has taken the object. Of a route it says that at least one listener of the parent lets it in; whether its backends exist is told by ResolvedRefs.',
  },
  AddressNotAssigned: {
    types: ['Programmed'],
    on: 'Gateway',
    meaning:
      'The Service of the Gateway has no address yet, or no ports. Files do not hold the addresses that a cluster gives out: where the Service is not in the input, this is an assumption.',
    remedy: 'wait for the load balancer, or look at the events of the Service',
  },
  AddressNotUsable: {
    types: ['Programmed'],
    on: 'Gateway',
    meaning: "A Service that the Gateway names is not in the Gateway's namespace, or has not the port of a listener.",
    remedy:
      'name a Service of the namespace in spec.addresses, and give it the port of each listener: the port of the Service counts, not that of its pods',
    rules: ['GWX0317'],
  },
  BackendNotFound: {
    types: ['ResolvedRefs'],
    on: routes,
    meaning:
      'A backendRef names an object that does not exist, or one whose port cannot be told. The share of the requests that would go to it gets 500.',
    remedy: 'correct name, namespace or port of the backendRef, or add the object',
    rules: ['GWX0305', 'GWX0307'],
  },
  ConfigurationChanged: {
    types: ['InsecureFrontendValidationMode'],
    on: 'Gateway',
    meaning:
      'A port validates client certificates with mode AllowInsecureFallback: clients without a valid certificate are let in.',
    remedy: 'use mode AllowValidOnly unless this is what you want',
  },
  Conflicted: {
    types: ['Accepted'],
    on: 'BackendTLSPolicy',
    meaning:
      'An older policy is for the same target, or for the same section of it. It counts, and this one has no effect.',
    remedy: 'merge the two policies, or give them targets that differ',
    rules: ['GWX0512'],
  },
  DeprecatedField: {
    types: ['Accepted'],
    on: 'Gateway',
    meaning: 'An annotation is used that istiod has replaced by another one.',
    remedy: 'use the annotation that the message names',
  },
  HTTPRouteNotAccepted: {
    types: ['Accepted'],
    on: 'InferencePool, for each parent',
    meaning: 'An HTTPRoute that sends requests to the pool is not accepted by this Gateway.',
    remedy: 'look at the conditions of the HTTPRoute',
  },
  HostnameConflict: {
    types: ['Accepted', 'Conflicted', 'Programmed'],
    on: listeners,
    meaning: 'Another listener has the same port and hostname. The one that comes first counts.',
    remedy: 'change hostname or port of one of them',
    rules: ['GWX0203', 'GWX0501'],
  },
  IgnoredByIstio: {
    types: ['Accepted'],
    on: 'BackendTLSPolicy and XBackendTrafficPolicy',
    meaning: 'An annotation tells istiod to leave the policy aside.',
    remedy: 'remove the annotation that the message names if istiod is to carry the policy out',
  },
  Invalid: {
    types: ['Accepted', 'Programmed'],
    on: `${listeners}, ListenerSet, BackendTLSPolicy and XBackend`,
    meaning:
      'Something in the object keeps istiod from using it. Other conditions of the same object or listener tell what.',
    remedy: 'repair what the message and the other conditions name',
  },
  InvalidCACertificateKind: {
    types: ['ResolvedRefs'],
    on: `${listeners}, BackendTLSPolicy`,
    meaning:
      'A reference to a CA certificate names a kind that istiod does not take: it takes ConfigMaps and, of a Gateway, Secrets.',
    remedy: 'put the certificate into a ConfigMap, under the key ca.crt',
    rules: ['GWX0313'],
  },
  InvalidCACertificateRef: {
    types: ['ResolvedRefs'],
    on: `${listeners}, BackendTLSPolicy`,
    meaning: 'A CA certificate that is referred to does not exist, or holds no certificate under the key ca.crt.',
    remedy: 'correct the reference, or add the object with a PEM certificate under ca.crt',
    rules: ['GWX0313'],
  },
  InvalidCertificateRef: {
    types: ['ResolvedRefs'],
    on: listeners,
    meaning:
      'A certificate that a listener refers to does not exist, is no Secret, or holds no pair of certificate and key that fit. A listener without any valid certificate is left out.',
    remedy: 'name a Secret of type kubernetes.io/tls with tls.crt and tls.key',
    rules: ['GWX0311', 'GWX0312', 'GWX0313'],
  },
  InvalidClientCertificateRef: {
    types: ['ResolvedRefs'],
    on: 'Gateway',
    meaning:
      'The certificate that the Gateway is to show to backends (spec.tls.backend.clientCertificateRef) does not exist or cannot be used.',
    remedy: 'name a Secret of type kubernetes.io/tls with tls.crt and tls.key',
    rules: ['GWX0311', 'GWX0312'],
  },
  InvalidConfiguration: {
    types: ['ResolvedRefs'],
    on: routes,
    meaning:
      'A match or another value of a rule is one that istiod does not know. The whole route is dropped, not only the rule.',
    remedy: 'correct the value that the message names',
  },
  InvalidDestination: {
    types: ['ResolvedRefs'],
    on: routes,
    meaning:
      'A backendRef cannot be made into a destination: it has no port, or names a host where a name belongs. The whole route is dropped, not only the rule.',
    remedy: 'give name and port of a Service of the namespace that the backendRef means',
    rules: ['GWX0205', 'GWX0307'],
  },
  InvalidExtensionRef: {
    types: ['ResolvedRefs'],
    on: 'InferencePool, for each parent',
    meaning: 'The endpoint picker that the pool names is no Service, does not exist, or has no port.',
    remedy: 'correct spec.endpointPickerRef',
  },
  InvalidFilter: {
    types: ['ResolvedRefs'],
    on: routes,
    meaning:
      'A rule has a filter that istiod does not implement, or a header value that it cannot use. The whole route is dropped.',
    remedy: 'remove the filter, or write it as one that Istio has',
    rules: ['GWX0601'],
  },
  InvalidKind: {
    types: ['ResolvedRefs'],
    on: `${routes}, and BackendTLSPolicy`,
    meaning:
      'A backendRef names a kind that istiod sends nothing to, or one whose feature is switched off. The requests for it get 500. Of a policy: a CA certificate is in something else than a ConfigMap.',
    remedy: 'name a Service, or switch the feature on as the message says',
    rules: ['GWX0602', 'GWX0604'],
  },
  InvalidParameters: {
    types: ['Accepted'],
    on: 'Gateway',
    meaning: 'spec.infrastructure.parametersRef names something that is no ConfigMap, or one that does not exist.',
    remedy: "name a ConfigMap of the Gateway's namespace",
    rules: ['GWX0315'],
  },
  InvalidRouteKinds: {
    types: ['ResolvedRefs'],
    on: listeners,
    meaning: 'allowedRoutes.kinds names a kind of route that does not fit the protocol of the listener.',
    remedy: 'name kinds that the protocol can carry, or leave the list out',
    rules: ['GWX0407'],
  },
  ListenersNotValid: {
    types: ['Accepted', 'Programmed'],
    on: 'Gateway and ListenerSet',
    meaning: 'Some listeners cannot be used. With status False it is all of them, so that nothing is served.',
    remedy: 'look at the conditions of the listeners',
  },
  NoConflicts: {
    types: ['Conflicted'],
    on: listeners,
    meaning: 'No other listener has the same port and hostname.',
  },
  NoMatchingListenerHostname: {
    types: ['Accepted'],
    on: routes,
    meaning: 'No hostname of the route fits the hostname of a listener that it could be bound to.',
    remedy: "use hostnames that the listener's hostname covers, or name another listener by sectionName",
    rules: ['GWX0402'],
  },
  NoMatchingParent: {
    types: ['Accepted'],
    on: routes,
    meaning: 'The parent has no listener of the sectionName or port that the parentRef names, or does not exist.',
    remedy: 'name a section or port that the parent has',
    rules: ['GWX0302', 'GWX0304'],
  },
  NoValidCACertificate: {
    types: ['Accepted'],
    on: `${listeners}, BackendTLSPolicy`,
    meaning: 'None of the CA certificates that are referred to can be used, so that no peer could be validated.',
    remedy: 'repair the references that ResolvedRefs complains about',
    rules: ['GWX0313'],
  },
  NotAllowed: {
    types: ['Accepted', 'Programmed'],
    on: 'ListenerSet',
    meaning:
      'The Gateway does not let ListenerSets of this namespace in. By default it lets none in. Classes of waypoints let none in at all.',
    remedy: 'set spec.allowedListeners of the Gateway',
    rules: ['GWX0406'],
  },
  NotAllowedByListeners: {
    types: ['Accepted'],
    on: routes,
    meaning:
      "The listener does not let in routes of this namespace, or of this kind. By default it lets in those of the Gateway's own namespace, and those that fit its protocol.",
    remedy: 'set allowedRoutes.namespaces or allowedRoutes.kinds of the listener',
    rules: ['GWX0401', 'GWX0403'],
  },
  Programmed: {
    types: ['Programmed'],
    on: 'Gateway, ListenerSet and listeners',
    meaning: 'The configuration is complete and, of a Gateway, its Service has an address.',
  },
  ProtocolConflict: {
    types: ['Accepted', 'Conflicted', 'Programmed'],
    on: listeners,
    meaning: 'Listeners of one port have protocols that cannot share it. The one that comes first counts.',
    remedy: 'give the listeners different ports',
    rules: ['GWX0501'],
  },
  RefNotPermitted: {
    types: ['ResolvedRefs'],
    on: `Gateway, ${listeners}, ${routes}`,
    meaning:
      'A reference leads into another namespace, and no ReferenceGrant of that namespace allows it. Of a backendRef the requests get 500; of a certificate the listener is left out.',
    remedy: 'add a ReferenceGrant to the namespace that is referred to, or move the object',
    rules: ['GWX0308'],
  },
  ResolvedRefs: {
    types: ['ResolvedRefs'],
    on: 'Gateway, listeners, routes, BackendTLSPolicy and InferencePool',
    meaning: 'Everything that is referred to exists and may be used.',
  },
  ResolvedWaypoints: {
    types: ['ResolvedWaypoints'],
    on: 'routes, where istiod runs in ambient mode',
    meaning:
      'A remark about the waypoint that would carry out the route; the message says more. The condition is True in any case.',
  },
  TargetNotFound: {
    types: ['Accepted'],
    on: 'BackendTLSPolicy and XBackendTrafficPolicy',
    meaning:
      'A targetRef names an object, or a section of it, that does not exist or is of a kind that the policy cannot be for.',
    remedy: 'correct the targetRef: policies reach objects of their own namespace only',
    rules: ['GWX0316'],
  },
  UnsupportedAddress: {
    types: ['Accepted', 'Programmed'],
    on: 'Gateway and ListenerSet',
    meaning:
      'spec.addresses has an address that is no Hostname. A Gateway that istiod does not deploy needs the host of a Service.',
    remedy: 'write {type: Hostname, value: <name>.<namespace>.svc.cluster.local}',
    rules: ['GWX0609'],
  },
  UnsupportedProtocol: {
    types: ['Accepted'],
    on: listeners,
    meaning:
      'The protocol is none that istiod knows, or lacks something that it needs: a port, a tls section, or the mode that the class of the Gateway demands.',
    remedy: 'write HTTP, HTTPS, TLS or TCP in capitals, with what the message asks for',
    rules: ['GWX0605', 'GWX0703'],
  },
};
