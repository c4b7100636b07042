import { describe, expect, test } from '@jest/globals';
import { cart, documents, publicGateway, service, shopRoute, toPublic } from './acceptance-case.ts';
import { lintText } from './linting.ts';

/** The help of the findings of one rule. */
async function helpOf(text: string, rule: string): Promise<readonly (string | undefined)[]> {
  return (await lintText(text, ['--only', rule])).findings.map(({ help }) => help);
}

test.each([
  ['{type: RequestRedirect, urlRewrite: {hostname: a.com}}', 'type is "RequestRedirect", so set "requestRedirect"'],
  [
    '{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [a]}, requestHeaderModifier: {remove: [a]}}',
    'type is "ResponseHeaderModifier", so remove "requestHeaderModifier"',
  ],
  [
    '{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replacePrefixMatch: /}}}',
    'type is "ReplaceFullPath", so set "replaceFullPath"',
  ],
  [
    '{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /, replacePrefixMatch: /}}}',
    'type is "ReplaceFullPath", so remove "replacePrefixMatch"',
  ],
])('GWX0209 is one finding for the filter %s', async (filter, help) => {
  const route = shopRoute('r', `${toPublic}  rules: [{filters: [${filter}]}]`);
  expect(await helpOf(documents(publicGateway, route), 'GWX0209')).toEqual([help]);
});

describe('GWX0802', () => {
  test.each([
    ['{retry: {attempts: 2}}', '"retry" exists only in the experimental channel; the standard CRDs drop it'],
    [
      '{filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {}, backendRef: {name: cart, port: 80}}}]}',
      'this value exists only in the experimental channel; the standard CRDs refuse it: spec.rules[0].filters[0].type: Unsupported value: "ExternalAuth": supported values: "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "RequestRedirect", "URLRewrite", "ExtensionRef", "CORS"',
    ],
  ])('of the rule %s', async (rule, message) => {
    const route = shopRoute('r', `${toPublic}  rules: [${rule}]`);
    const { findings } = await lintText(documents(publicGateway, cart, route), ['--only', 'GWX0802']);
    const help = 'choose the channel for gwx (--channel experimental), or remove the field';
    expect(findings).toMatchObject(message.startsWith('this') ? [{ message, help }, { help }] : [{ message, help }]);
  });
});

test('GWX0717 suggests no name that is another protocol', async () => {
  const grpc = shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: cart, port: 9000}]}]`).replace(
    'HTTPRoute',
    'GRPCRoute',
  );
  const titles = async (name: string) => {
    const text = documents(publicGateway, grpc, service('cart', 'shop', `[{name: ${name}, port: 9000}]`));
    return (await lintText(text, ['--only', 'GWX0717'])).findings.map(({ fix }) => fix?.title);
  };
  expect(await titles('web')).toEqual(['declare the port by name: grpc']);
  expect(await titles('web-1')).toEqual(['declare the port by name: grpc']);
  expect(await titles('app')).toEqual(['declare the port by name: grpc-app']);
});

test('GWX0903 takes the group in front of a name for no namespace', async () => {
  const text = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: vs, namespace: shop}
spec:
  hosts: [a.example.com]
  gateways: [gateway.networking.k8s.io/public]
  http: [{route: [{destination: {host: cart}}]}]
`;
  expect(await helpOf(text, 'GWX0903')).toEqual([
    'use an HTTPRoute, or for what an HTTPRoute cannot say an Istio Gateway in namespace "shop" with selector "gateway.networking.k8s.io/gateway-name: public", and name that',
  ]);
});
