import { objectsIn, valueAt } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const serviceEntryAddressesRequired: Rule = {
  code: 'GWX1015',
  name: 'service-entry-addresses-required',
  severity: 'warning',
  description: 'a ServiceEntry has a TCP port and no address, and none is allocated',
  rationale:
    'Nothing but the address tells TCP connections apart: without one the port takes all connections to its number. Istio allocates addresses unless it is told not to.',
  remedy: 'add addresses, name a protocol that has host names, or switch the allocation on',
  examples: {
    bad: 'ports: [{number: 5432, name: db, protocol: TCP}]',
    good: 'addresses: [10.0.0.1]\nports: [{number: 5432, name: db, protocol: TCP}]',
  },
  equivalents: { istioctl: ['IST0134'] },
  check(context) {
    for (const resource of context.index.list('serviceentries.networking.istio.io')) {
      const { addresses = [], ports = [] } = resource.spec;
      if (addresses.length > 0 || objectsIn(resource.status, 'addresses').length > 0) continue;
      if (!isAllocationOff(context, resource)) continue;
      for (const [i, { protocol = '' }] of ports.entries()) {
        if (protocol !== '' && protocol.toUpperCase() !== 'TCP') continue;
        context.report({
          message: 'ServiceEntry addresses are required for this protocol.',
          place: { resource, path: ['spec', 'ports', i] },
          help: 'add "addresses", or a "protocol" that has host names: HTTP, HTTPS, TLS, GRPC',
        });
      }
    }
  },
};

const allocationLabel = 'networking.istio.io/enable-autoallocate-ip';
const proxySwitches = ['ISTIO_META_DNS_CAPTURE', 'ISTIO_META_DNS_AUTO_ALLOCATE'];

/** By the label of the entry, else by the mesh configuration; where there is none, all is known only of a closed world. */
function isAllocationOff({ istio, complete }: RuleContext, { metadata }: Resource): boolean {
  const label = metadata.labels?.[allocationLabel]?.toLowerCase();
  if (label === 'true' || label === 'false') return label === 'false';
  if (istio.meshConfig === undefined) return complete;
  const values = valueAt(istio.meshConfig, ['defaultConfig', 'proxyMetadata']);
  return !proxySwitches.every((name) => String(valueAt(values, [name])) === 'true');
}
