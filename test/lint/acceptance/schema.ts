import { type Case, gateway } from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '20',
    title: 'equal listeners are the business of the CRD, and told once',
    input: gateway(
      'web',
      'shop',
      '[{name: a, port: 443, protocol: HTTP, hostname: a.example.com}, {name: b, port: 443, protocol: HTTP, hostname: a.example.com}]',
    ),
    findings: ['error GWX0203 Gateway shop/web spec.listeners[1]'],
    related: ['first spec.listeners[0]'],
  },
];
