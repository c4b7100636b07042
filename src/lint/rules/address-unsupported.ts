import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const addressUnsupported: Rule = {
  code: 'GWX0609',
  name: 'address-unsupported',
  severity: 'error',
  description: 'addresses of a Gateway are of types that istiod skips',
  rationale:
    'With one address of type IPAddress istiod deploys the Gateway and asks for that address. With two or more addresses, or one of another type, it deploys nothing, reads addresses of type Hostname only, and skips the rest. If none is left, the whole Gateway does nothing.',
  remedy: 'name the Service of the Gateway as an address of type Hostname',
  examples: {
    bad: 'addresses: [{type: IPAddress, value: 10.0.0.1}, {type: IPAddress, value: 10.0.0.2}]',
    good: 'addresses: [{type: Hostname, value: gateway.infra.svc.cluster.local}]',
  },
  equivalents: { feature: ['GatewayAddressEmpty', 'GatewayStaticAddresses'] },
  check: fromIssues(
    { condition: 'Accepted', reason: 'UnsupportedAddress', kinds: ['Gateway'] },
    {
      severity: ({ severity }, { complete }) => (severity === 'hard' || complete ? 'error' : 'warning'),
      help: ({ severity }) =>
        `use one address of type IPAddress for a Gateway that istiod deploys, or addresses of type Hostname for Services that exist; an address without "type" becomes an IPAddress in a cluster${
          severity === 'hard' ? '; no address is left, so that nothing is generated for the Gateway' : ''
        }`,
    },
  ),
};
