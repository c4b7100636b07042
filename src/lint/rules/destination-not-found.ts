import { goQuote } from '../../model/go-quote.ts';
import { viewersOf } from '../absent-references.ts';
import { destinationsOf } from '../destinations.ts';
import { fromAbsences } from '../from-absences.ts';
import { expandHost } from '../mesh-hosts.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const destinationNotFound: Rule = {
  code: 'GWX1005',
  name: 'destination-not-found',
  severity: 'error',
  openWorld: true,
  description: 'a VirtualService sends requests to a host or port that does not exist',
  rationale:
    'The requests get 503: no cluster has that name. A Service that is not exported to the namespace counts as absent.',
  remedy: 'correct host and port, or add the Service or ServiceEntry',
  examples: { bad: 'destination: {host: crat}', good: 'destination: {host: cart}' },
  equivalents: { istioctl: ['IST0101'], kiali: ['KIA1101'] },
  check(context) {
    presentHosts(context);
    checkPorts(context);
  },
};

const presentHosts = fromAbsences('GWX1005', {
  help: 'name the host of a Service or ServiceEntry that is exported to the namespace; a short name means the namespace of the VirtualService',
});

function checkPorts({ index, istio, settings, report }: RuleContext): void {
  for (const virtualService of index.list('virtualservices.networking.istio.io')) {
    for (const { destination, path } of destinationsOf(virtualService)) {
      const { host = '', port } = destination;
      const { number } = port ?? {};
      const expanded = expandHost(host, virtualService.metadata.namespace, settings.domainSuffix);
      const found = host === '' ? undefined : istio.meshHosts().find(expanded, viewersOf(virtualService));
      if (number === undefined || found === undefined || found.ports.includes(number)) continue;
      const ports = found.ports.join(', ') || 'none';
      report({
        severity: 'error',
        message: `Referenced host:port not found: ${goQuote(`${host}:${number}`)}`,
        place: { resource: virtualService, path: [...path, 'port', 'number'] },
        subject: `${expanded}:${number}`,
        related: [
          { role: 'target', message: 'its ports', place: { resource: found.resource, path: ['spec', 'ports'] } },
        ],
        help: `name one of its ports: ${ports}`,
      });
    }
  }
}
