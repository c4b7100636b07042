import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const gatewayAddressNotUsable: Rule = {
  code: 'GWX0317',
  name: 'gateway-address-not-usable',
  severity: 'error',
  openWorld: true,
  description: 'an address of a Gateway leads to no Service, or to one without the port of a listener',
  rationale:
    'A Gateway with an address of type Hostname is served by a workload that somebody else deploys. Where its Service is not found in the namespace of the Gateway, or lacks a port, istiod sets Programmed to False with reason AddressNotUsable.',
  remedy: 'name a Service of the namespace of the Gateway, and give the listeners ports of that Service',
  examples: {
    bad: 'listeners: [{name: http, port: 8080, protocol: HTTP}] # the Service has port 80, targetPort 8080',
    good: 'listeners: [{name: http, port: 80, protocol: HTTP}]',
  },
  equivalents: { istioctl: ['IST0162'] },
  check: fromIssues(
    { condition: 'Programmed', reason: 'AddressNotUsable' },
    {
      help: ({ message }) =>
        message.startsWith('port ')
          ? 'write a port of the Service: a listener port is that of the Service, not that of its pods'
          : "name a Service in the Gateway's own namespace",
    },
  ),
};
