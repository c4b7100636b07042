import type { Issue } from '../convert/issue.ts';
import { appProtocolOf, type ServicePorts } from './ports.ts';
import type { Workload } from './workload.ts';

/** A listener whose protocol the Service does not show, as an earlier one has the port (DEP-32). Of mere context the other one is told. */
export function portIssue({ skipped, kept }: ServicePorts['skipped'][number]): Issue[] {
  const { port, appProtocol, name } = kept.port;
  if (port === 0 || appProtocol === appProtocolOf(skipped.listener)) return [];
  const owner = kept.listener.name || name;
  const message = `port ${port} of the generated Service keeps appProtocol "${appProtocol}" of listener "${owner}"`;
  const isOwn = !skipped.place.resource.origin.context;
  const [place, other] = isOwn ? [skipped.place, kept.place] : [kept.place, skipped.place];
  const related = isOwn
    ? ({ role: 'winner', message: 'this listener comes first', place: other } as const)
    : ({ role: 'loser', message: 'the protocol of this listener is lost', place: other } as const);
  const subject = { resource: place.resource };
  return [{ subject, reason: 'port-skipped', message, place, related: [related], severity: 'silent' }];
}

/** An address is that of a load balancer, which other types of Services have not (DEP-33). */
export function unusedAddress({ gateway, serviceType }: Workload): Issue[] {
  const value = gateway.spec.addresses?.[0]?.value;
  if (value === undefined || !['ClusterIP', 'NodePort'].includes(serviceType)) return [];
  const message = `address "${value}" is not used, the Service type is ${serviceType}`;
  const place = { resource: gateway, path: ['spec', 'addresses'] };
  return [{ subject: { resource: gateway }, reason: 'field-ignored', message, place, severity: 'silent' }];
}
