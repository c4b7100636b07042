import { groupBy } from '../../model/group-by.ts';
import { serviceHost } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const gatewayNotDeployed: Rule = {
  code: 'GWX1107',
  name: 'gateway-not-deployed',
  severity: 'info',
  description: 'the addresses of a Gateway keep istiod from deploying it, or are not used',
  rationale:
    'istiod deploys a Gateway with no address, or with one IP address, which becomes that of its load balancer. With a host name, or with several addresses, somebody else deploys the workload and its Service. Services of other types than LoadBalancer have no address to set.',
  remedy: 'add the Service that the addresses name, or remove the addresses',
  examples: {
    bad: 'addresses: [{type: Hostname, value: ingress.istio-system.svc.cluster.local}] # and no such Service',
    good: 'addresses: [{type: IPAddress, value: 192.0.2.1}]',
  },
  check(context) {
    const isThere = createServiceCheck(context);
    for (const issue of context.workloads.issues) {
      const { reason, target, message, place, subject } = issue;
      if (reason === 'field-ignored') {
        const help = 'remove the address, or use a Service of type LoadBalancer';
        context.report({ severity: 'warning', message, place, issue, subject: message, help });
      }
      // What is there already and not istiod's own is another rule's.
      if (reason !== 'not-deployed' || target !== undefined || isThere(subject.resource)) continue;
      const help = 'name the files that hold the Service with --context PATH; without "addresses" istiod deploys one';
      context.report({ message, place, issue, help });
    }
  },
};

/** Whether the input holds every Service that the addresses of a Gateway name. */
function createServiceCheck({ conversion, index, settings }: RuleContext): (gateway: Resource) => boolean {
  const gateways = groupBy(conversion.gateways, ({ resource }): Resource => resource);
  let hosts: ReadonlySet<string> | undefined;
  const servicesOfInput = () =>
    new Set(
      index
        .list('services.')
        .map(({ metadata: { name, namespace } }) => serviceHost(name, namespace, settings.domainSuffix)),
    );
  return (gateway) => {
    const named = gateways.get(gateway)?.[0].services ?? [];
    hosts ??= servicesOfInput();
    const known = hosts;
    return named.length > 0 && named.every((host) => known.has(host));
  };
}
