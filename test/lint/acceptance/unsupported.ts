import {
  type Case,
  cart,
  documents,
  gateway,
  publicGateway,
  route,
  rules,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

const xbackend = `apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: pay, namespace: shop}
spec:
  type: ExternalHostname
  externalHostname: {hostname: pay.example.com}
  port: {port: 443}`;

const secureListener = (protocol: string) =>
  `[{name: secure, port: 443, protocol: ${protocol}, tls: {certificateRefs: [{name: cert}]}}]`;

/** An HTTPRoute of namespace `shop` with one rule for the Service `cart`. */
function withRule(more: string): string {
  return shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: cart, port: 80}], ${more}}]`);
}

const setHeader = (value: string) =>
  `filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-offer, value: ${value}}]}}]`;

const headerPath = 'spec.rules[0].filters[0].requestHeaderModifier.set[0].value';

export const cases: readonly Case[] = [
  {
    id: '30',
    title: 'a filter that Istio has not is one finding, whatever it does to the other rules',
    input: documents(
      publicGateway,
      cart,
      shopRoute(
        'r',
        `${toPublic}  rules:
  - backendRefs: [{name: cart, port: 80}]
  - matches: [{path: {value: /a}}]
    filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: Auth, name: login}}]
    backendRefs: [{name: cart, port: 80}]
  - matches: [{path: {value: /b}}]
    backendRefs: [{name: cart, port: 80}]`,
      ),
    ),
    findings: ['error GWX0601 HTTPRoute shop/r spec.rules[1].filters[0].type'],
    says: ['unsupported filter type "ExtensionRef"', 'the whole route is dropped by istiod'],
  },
  {
    id: '31a',
    title: 'a protocol in lower case',
    input: gateway('web', 'shop', secureListener('https')),
    findings: ['error GWX0605 Gateway shop/web spec.listeners[0].protocol'],
    says: ['protocol "https" is unsupported. hint: "HTTPS" (uppercase) may be supported'],
    fix: 'HTTPS',
  },
  {
    id: '31b',
    title: 'a kind that istiod does not read',
    input: documents(publicGateway, cart, route('UDPRoute', 'r', 'shop', `${toPublic}${rules}`)),
    findings: ['warning GWX0603 UDPRoute shop/r kind'],
    says: ['istiod does not read UDPRoute; the object has no effect'],
  },
  {
    id: '32a',
    title: 'a field of the experimental channel, which the standard CRDs drop',
    input: documents(publicGateway, cart, withRule('retry: {attempts: 2}')),
    findings: ['warning GWX0802 HTTPRoute shop/r spec.rules[0].retry'],
  },
  {
    id: '32b',
    title: 'the same where those CRDs are installed',
    input: documents(publicGateway, cart, withRule('retry: {attempts: 2}')),
    args: ['--channel', 'experimental'],
    findings: [],
  },
  {
    id: '32c',
    title: 'a field of the experimental channel that istiod does not read',
    input: documents(publicGateway, cart, withRule('sessionPersistence: {cookie: {name: cart}}')),
    args: ['--channel', 'experimental'],
    findings: ['warning GWX0606 HTTPRoute shop/r spec.rules[0].sessionPersistence'],
    says: ['"sessionPersistence" is not supported by Istio and has no effect'],
  },
  {
    id: '33',
    title: 'an XBackend and a route to it, without the switch that both need',
    input: documents(
      publicGateway,
      xbackend,
      shopRoute(
        'r',
        `${toPublic}  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: pay, port: 443}]}]`,
      ),
    ),
    findings: [
      'warning GWX0604 XBackend shop/pay kind',
      'error GWX0604 HTTPRoute shop/r spec.rules[0].backendRefs[0].kind',
    ],
    says: ['--istiod-env PILOT_ENABLE_ALPHA_GATEWAY_API=true'],
  },
  {
    id: '35c',
    title: 'a percent sign in the value of a header',
    input: documents(publicGateway, cart, withRule(setHeader('50% off'))),
    findings: [`error GWX0614 HTTPRoute shop/r ${headerPath}`],
    fix: '50%% off',
  },
];
