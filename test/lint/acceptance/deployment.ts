import { type Case, documents, gateway, httpListener } from '../acceptance-case.ts';

function gatewayClass(name: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: ${name}}\nspec: {controllerName: istio.io/gateway-controller}`;
}

function ofClass(name: string, className: string): string {
  return gateway(name, 'infra', httpListener).replace('gatewayClassName: istio', `gatewayClassName: ${className}`);
}

export const cases: readonly Case[] = [
  {
    id: '28',
    title: 'the names of two Gateways and their classes come to one name of a Deployment',
    input: documents(gatewayClass('c'), gatewayClass('b-c'), ofClass('a-b', 'c'), ofClass('a', 'b-c')),
    findings: ['error GWX0510 Gateway infra/a-b metadata.name'],
    says: ['generated Deployment "infra/a-b-c" is also used by Gateway "infra/a"', 'gateway.istio.io/name-override'],
    related: ['duplicate metadata.name'],
  },
];
