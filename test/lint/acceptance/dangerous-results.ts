import { type Case, gateway } from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '34a',
    title: 'a selector that is missing opens the listener',
    input: gateway(
      'web',
      'shop',
      '[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}]',
    ),
    findings: ['error GWX0702 Gateway shop/web spec.listeners[0].allowedRoutes.namespaces.from'],
  },
];
