import { labels } from '../../model/names.ts';
import type { MessageLevel, MessageText } from './message.ts';

type Build<Facts> = (facts: Facts) => string;

function row<Facts>(level: MessageLevel, code: string, message: Build<Facts>, help?: Build<Facts>) {
  return (facts: Facts): MessageText => {
    return { code: `GWX-${code}`, level, message: message(facts), ...(help && { help: help(facts) }) };
  };
}

/** A rule of a route in a VirtualService: `vs` is `namespace/name`, `rule` the index in the route. */
interface Rule {
  readonly vs: string;
  readonly rule: number;
}

/** A Gateway as `namespace/name`. */
interface OfGateway {
  readonly gateway: string;
}

const selectorFlag = ({ gateway }: OfGateway) => `--gateway-selector ${gateway}=key=value`;
const onePodOwner = () => 'rename one, pass --gateway-selector, or set PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true in istiod';

/** Everything that is said about the apply-ready form (chapter 50, section 10). Rows with one code are forms of one message. */
export const messages = {
  exported: row<object>(
    'warning',
    'A01',
    () =>
      'the input carries status written by Istio (exported from a cluster that serves these objects): applied there, every route exists twice',
  ),
  partial: row<{ vs: string; host: string; listener: string }>(
    'warning',
    'A03',
    ({ vs, host, listener }) => `${vs} replaces every rule for ${host} on ${listener}; run convert over all its routes`,
  ),
  sharedName: row<{ base: string; names: readonly string[] }>(
    'note',
    'A10',
    ({ base, names }) => `name ${base} is used by several resources; hash suffixes added: ${names.join(', ')}`,
  ),
  assumedSelector: row<OfGateway & { selector: string; host: string }>(
    'note',
    'A20',
    ({ gateway, selector, host }) =>
      `Gateway ${gateway}: assuming pods labelled ${selector} behind ${host}; use ${selectorFlag({ gateway })} to override`,
  ),
  unknownPods: row<OfGateway & { host: string }>(
    'error',
    'A21',
    ({ gateway, host }) => `Gateway ${gateway}: cannot find the pods behind ${host}; pass ${selectorFlag({ gateway })}`,
    () => 'the gateway Helm chart labels its pods istio: <release name without a leading "istio-">',
  ),
  genericSelector: row<OfGateway & { selector: string }>(
    'warning',
    'A22',
    ({ gateway, selector }) =>
      `Gateway ${gateway}: selector ${selector} may also match gateway pods in other namespaces`,
  ),
  outOfReach: row<OfGateway & { listenerSet: string; namespace: string }>(
    'warning',
    'A22',
    ({ gateway, listenerSet, namespace }) =>
      `ListenerSet ${listenerSet}: with PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true its selector does not reach the pods of Gateway ${gateway} in namespace ${namespace}`,
  ),
  portNotExposed: row<{ port: number; service: string }>(
    'warning',
    'A23',
    ({ port, service }) =>
      `listener port ${port} is not exposed by Service ${service}: dead in istiod's own conversion, but a selector-based Gateway opens it on the pod`,
  ),
  portNotTranslated: row<{ port: number; service: string }>(
    'error',
    'A24',
    ({ port, service }) =>
      `Service ${service} disables gateway port translation; listener port ${port} cannot be expressed with a selector`,
  ),
  notDeployed: row<OfGateway & { name: string }>(
    'warning',
    'A25',
    ({ gateway, name }) =>
      `Gateway ${gateway} was deployed by istiod; where istiod does not read it, provide a Service and pods labelled ${labels.gatewayName}=${name}`,
  ),
  singleLabel: row<{ host: string }>(
    'error',
    'A26',
    ({ host }) => `hostname "${host}" has no dot: Istio refuses it in a Gateway and expands it in a VirtualService`,
  ),
  tunnel: row<{ listener: string }>(
    'error',
    'A27',
    ({ listener }) => `listener ${listener}: protocol HBONE cannot be written in an Istio Gateway`,
  ),
  foreignService: row<OfGateway & { host: string; namespace: string }>(
    'error',
    'A28',
    ({ gateway, host, namespace }) =>
      `Gateway ${gateway} points at Service ${host} in namespace ${namespace}; istiod only binds Gateways to Services of their own namespace, so it serves nothing today`,
    ({ namespace }) => `move the Gateway to namespace ${namespace}`,
  ),
  sharedPods: row<{ first: string; second: string }>(
    'error',
    'A29',
    ({ first, second }) =>
      `Gateways ${first} and ${second} have one name: label ${labels.gatewayName} carries no namespace, so each would also configure the pods of the other`,
    onePodOwner,
  ),
  podsOfOthers: row<OfGateway & { name: string }>(
    'note',
    'A29',
    ({ gateway, name }) =>
      `selector ${labels.gatewayName}=${name} of Gateway ${gateway} also matches the pods of a Gateway of that name in another namespace`,
    onePodOwner,
  ),
  secretAccess: row<{ serviceAccount: string; namespace: string; secret: string }>(
    'note',
    'A30',
    ({ serviceAccount, namespace, secret }) =>
      `service account ${serviceAccount} in ${namespace} needs get/list/watch on secrets to load ${secret}`,
  ),
  noLongerIgnored: row<OfGateway>(
    'warning',
    'A31',
    ({ gateway }) =>
      `Istio Gateway ${gateway} selects the same pods and was ignored while strict merging protected the managed Gateway; it will now be merged`,
  ),
  foreignSecret: row<{ listener: string; secret: string; namespace: string }>(
    'error',
    'A32',
    ({ listener, secret, namespace }) =>
      `listener ${listener}: Secret ${secret} must be copied to namespace ${namespace}; istiod only serves Secrets of the gateway pod's own namespace to Istio Gateways`,
  ),
  ignoredTLS: row<{ listener: string; protocol: string }>(
    'warning',
    'A33',
    ({ listener, protocol }) => `listener ${listener}: tls settings on protocol ${protocol} are ignored`,
  ),
  noCertificate: row<{ listener: string }>(
    'error',
    'A34',
    ({ listener }) => `listener ${listener}: TLS is terminated but no certificate is available`,
  ),
  emptyPath: row<Rule>(
    'warning',
    'A40',
    ({ vs, rule }) => `${vs} rule ${rule}: empty replaceFullPath is written as "/"`,
  ),
  redirectCode: row<Rule & { code: number }>(
    'error',
    'A41',
    ({ vs, rule, code }) => `${vs} rule ${rule}: redirect code ${code} is not supported by istiod`,
  ),
  missingBackend: row<{ host: string }>(
    'warning',
    'A42',
    ({ host }) =>
      `backend ${host} is not in the input; if it does not exist clients get 503 where istiod's own conversion gives 500`,
  ),
  destinationHost: row<Rule & { host: string }>(
    'error',
    'A43',
    ({ vs, rule, host }) => `${vs} rule ${rule}: destination host "${host}" cannot be written in a VirtualService`,
  ),
  literalPercent: row<Rule & { header: string }>(
    'note',
    'A44',
    ({ vs, rule, header }) => `${vs} rule ${rule}: "%" in header ${header} doubled so that Envoy takes it literally`,
  ),
  ignoredHeader: row<Rule & { header: string }>(
    'note',
    'A44',
    ({ vs, rule, header }) => `${vs} rule ${rule}: header ${header} left out, istiod ignores it there`,
  ),
  inferencePool: row<Rule>(
    'error',
    'A45',
    ({ vs, rule }) => `${vs} rule ${rule}: InferencePool backends need istiod's Gateway API controller`,
  ),
  retryCode: row<Rule & { code: string }>(
    'warning',
    'A46',
    ({ vs, rule, code }) => `${vs} rule ${rule}: retry code ${code} dropped, the Istio webhook does not accept it`,
  ),
  expression: row<{ route: string; rule: number; expression: string; reason: string }>(
    'error',
    'A47',
    ({ route, rule, expression, reason }) =>
      `route ${route} rule ${rule}: invalid regular expression ${expression}: ${reason}`,
  ),
  tooNew: row<{ subject: string; field: string; version: string }>(
    'error',
    'A48',
    ({ subject, field, version }) => `${subject}: ${field} needs Istio ${version} or newer`,
  ),
  leftOutForRelease: row<{ subject: string; field: string; version: string }>(
    'warning',
    'A48',
    ({ subject, field, version }) => `${subject}: ${field} needs Istio ${version} or newer; left out`,
  ),
  shadowedTCP: row<{ loser: string; winner: string; listener: string }>(
    'warning',
    'A50',
    ({ loser, winner, listener }) => `TCPRoute ${loser} is shadowed by ${winner} on listener ${listener}`,
  ),
  ignoredTLSRoute: row<{ listener: string; winner: string; loser: string }>(
    'warning',
    'A51',
    ({ listener, winner, loser }) =>
      `listener ${listener} terminates TLS: istiod sends every connection to the first TLSRoute (${winner}), ${loser} is ignored`,
  ),
  claimedSNI: row<{ host: string; port: number; winner: string; loser: string }>(
    'warning',
    'A52',
    ({ host, port, winner, loser }) =>
      `SNI ${host} on port ${port} is claimed by ${winner} and ${loser}; ${loser} is ignored`,
  ),
  neverUsed: row<{ vs: string; other: string }>(
    'warning',
    'A60',
    ({ vs, other }) => `${vs} never takes effect: ${other} for the same host is older`,
  ),
  wildcardHost: row<{ vs: string; host: string }>(
    'warning',
    'A61',
    ({ vs, host }) =>
      `${vs}: wildcard host ${host} has no effect in sidecars under istiod's conversion but will have one as a user VirtualService`,
  ),
  widenedHosts: row<{ vs: string; host: string }>(
    'warning',
    'A62',
    ({ vs, host }) => `${vs}: SNI host ${host} added to hosts; the rule now also applies to registry services under it`,
  ),
  waypoint: row<{ service: string }>(
    'note',
    'A63',
    ({ service }) => `Service ${service} uses a waypoint: do not mix VirtualService and Gateway API routes for it`,
  ),
  noPreference: row<{ vs: string; other: string; host: string; namespace: string }>(
    'warning',
    'A64',
    ({ vs, other, host, namespace }) =>
      `${vs} and VirtualService ${other} both configure ${host}: clients in namespace ${namespace} no longer prefer their own`,
  ),
  boundByName: row<OfGateway & { vs: string }>(
    'warning',
    'A65',
    ({ vs, gateway }) =>
      `VirtualService ${vs} names ${gateway}: without effect in istiod's conversion, bound once this output is applied`,
  ),
  legacyMesh: row<{ route: string; hosts: readonly string[] }>(
    'warning',
    'A66',
    ({ route, hosts }) =>
      `${route}: parentRef kind Mesh is deprecated and not read by istiod any more; ${
        hosts.length === 0
          ? 'nothing is written, it has no hostnames'
          : `written for ${hosts.join(', ')} as a VirtualService on mesh`
      }`,
    () => 'name each Service in a parentRef of its own',
  ),
  namedHosts: row<{ vs: string; route: string; hosts: readonly string[] }>(
    'warning',
    'A67',
    ({ vs, route, hosts }) =>
      `${vs}: no hostname of TLSRoute ${route} lies within the host of its parent, for which istiod lets it take every server name; ${
        hosts.length === 0 ? 'nothing is written' : `written for ${hosts.join(', ')} alone`
      }`,
    () => 'give the route one hostname alone, or a parent for each',
  ),
  ownRule: row<{ rule: string; host: string }>(
    'error',
    'A70',
    ({ rule, host }) =>
      `DestinationRule ${rule} already configures ${host}; merge the policy by hand (suggested result follows)`,
  ),
  protocols: row<{ first: string; second: string; host: string; port: number }>(
    'error',
    'A71',
    ({ first, second, host, port }) =>
      `XBackends ${first} and ${second} declare ${host}:${port} with different protocols`,
  ),
  sharedHost: row<{ host: string; port: number; first: string; second: string }>(
    'warning',
    'A80',
    ({ host, port, first, second }) =>
      `${host}:${port} is served by ${first} and ${second} from different listeners; rule order between them follows the age, then the names, of the Gateways`,
  ),
  sharedTLSHost: row<{ host: string; port: number; first: string; second: string }>(
    'warning',
    'A81',
    ({ host, port, first, second }) =>
      `TLS host ${host} on port ${port} is configured by ${first} and ${second}; istiod ignores the second`,
  ),
  /** Not in the specification, in which the API server accepts all objects of the input. */
  refusedSource: row<{ resource: string; reason: string }>(
    'error',
    'A98',
    ({ resource, reason }) => `${resource} is left out, Istio refuses it: ${reason}`,
    () =>
      'correct the object that it is made from, which the API server refuses as well, or fill in its placeholders first',
  ),
  /** AF-7: no message to the user but a bug of gwx. */
  violation: row<{ resource: string; rule: string }>(
    'error',
    'A99',
    ({ resource, rule }) => `internal error: emitted ${resource} violates ${rule}`,
  ),
} as const;
