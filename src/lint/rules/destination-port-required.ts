import { goQuote } from '../../model/go-quote.ts';
import { viewersOf } from '../absent-references.ts';
import { destinationsOf } from '../destinations.ts';
import { expandHost } from '../mesh-hosts.ts';
import type { Rule } from '../rule.ts';

export const destinationPortRequired: Rule = {
  code: 'GWX1007',
  name: 'destination-port-required',
  severity: 'error',
  description: 'a destination names no port of a host that has several',
  rationale: 'istiod takes the port of the request, which the host need not have: then requests get 503.',
  remedy: 'name the port',
  examples: { bad: 'destination: {host: cart}', good: 'destination: {host: cart, port: {number: 80}}' },
  equivalents: { istioctl: ['IST0112'] },
  check({ index, istio, settings, report }) {
    for (const virtualService of index.list('virtualservices.networking.istio.io')) {
      for (const { destination, path } of destinationsOf(virtualService)) {
        const { host = '', port } = destination;
        if (host === '' || port?.number !== undefined) continue;
        const expanded = expandHost(host, virtualService.metadata.namespace, settings.domainSuffix);
        const found = istio.meshHosts().find(expanded, viewersOf(virtualService));
        if (found === undefined || found.ports.length < 2) continue;
        report({
          message: `This VirtualService routes to a service ${goQuote(host)} that exposes multiple ports [${found.ports.join(' ')}]. Specifying a port in the destination is required to disambiguate.`,
          place: { resource: virtualService, path },
          subject: expanded,
          related: [
            { role: 'target', message: 'its ports', place: { resource: found.resource, path: ['spec', 'ports'] } },
          ],
          help: `add port: {number: ${found.ports[0]}}, or another of its ports`,
        });
      }
    }
  },
};
