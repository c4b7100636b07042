import { groupBy } from '../../model/group-by.ts';
import type { ServiceEntrySpec } from '../../model/istio-fields/service-entry.ts';
import { compareBytes } from '../../model/order.ts';
import { namespacedName, type Path, type Resource } from '../../model/resource.ts';
import { firstFew, namesText } from '../crowds.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { overlaps, type Visibility, visibilityOf } from '../visibility.ts';

export const serviceEntryProtocolConflict: Rule = {
  code: 'GWX1016',
  name: 'service-entry-protocol-conflict',
  severity: 'warning',
  description: 'two ServiceEntries give one host and port different protocols',
  rationale: 'Clients that see both use the protocol of one of them, and which one that is may change.',
  remedy: 'give both the same protocol, or restrict exportTo',
  examples: { bad: 'protocol: HTTP # and HTTPS in another ServiceEntry', good: 'protocol: HTTPS' },
  equivalents: { istioctl: ['IST0177'] },
  check(context) {
    const ports = context.index.list('serviceentries.networking.istio.io').flatMap(portsOf);
    for (const group of groupBy(ports, ({ host, port }) => `${host} ${port}`).values()) {
      if (new Set(group.map(({ protocol }) => protocol)).size > 1) reportGroup(context, group);
    }
  },
};

interface EntryPort {
  readonly resource: Resource;
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly visibility: Visibility;
  readonly path: Path;
}

function portsOf(resource: Resource<ServiceEntrySpec>): readonly EntryPort[] {
  const { hosts = [], ports = [], exportTo } = resource.spec;
  const visibility = visibilityOf(exportTo, resource.metadata.namespace);
  return hosts.flatMap((host) =>
    ports.map(({ number = 0, protocol = '' }, i) => {
      const path = ['spec', 'ports', i, 'protocol'];
      return { resource, host, port: number, protocol: protocol.toUpperCase(), visibility, path };
    }),
  );
}

/** Those that say the same and are seen by the same namespaces stand for each other, so few are compared. */
function reportGroup({ report }: RuleContext, group: readonly EntryPort[]): void {
  const alike = groupBy(group, ({ protocol, visibility }) =>
    JSON.stringify([protocol, visibility.everywhere, [...visibility.namespaces].sort()]),
  );
  for (const [first, ...others] of alike.values()) {
    const rivals = [...alike.values()].filter(
      ([other]) => other.protocol !== first.protocol && overlaps(other.visibility, first.visibility),
    );
    if (rivals.length === 0) continue;
    const all = [first, ...others, ...rivals.flat()].sort((a, b) => compareBytes(nameOf(a), nameOf(b)));
    const names = namesText([...new Set(all.map(nameOf))], ', ');
    const shown = firstFew(rivals.flat());
    const protocols = [...new Set(all.map(({ protocol }) => protocol))].sort(compareBytes).join(', ');
    for (const { resource, host, port, path } of [first, ...others]) {
      report({
        message: `Multiple ServiceEntries (${names}) define the same host "${host}" and port ${port} with conflicting protocols (${protocols}).`,
        place: { resource, path },
        subject: `${host}:${port}`,
        related: shown.map((one) => ({
          message: `${one.protocol} here`,
          place: { resource: one.resource, path: one.path },
        })),
        help: 'give both the same protocol, or restrict "exportTo"',
      });
    }
  }
}

function nameOf({ resource }: EntryPort): string {
  return namespacedName(resource.metadata);
}
