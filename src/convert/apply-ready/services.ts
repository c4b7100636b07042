import type { ServiceSpec } from '../../model/core.ts';
import { labels } from '../../model/names.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import type { Listener } from '../listeners.ts';
import type { ConversionResult } from '../result.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

/** What a host of the cluster's domain says, and the Service if it is in the input. */
interface ServiceHost {
  readonly namespace: string;
  readonly service?: Resource<ServiceSpec>;
}

/** The Service that a host names; undefined for hosts of another form. */
export function serviceAt({ seen, settings }: ConversionResult, host: string): ServiceHost | undefined {
  const suffix = `.svc.${settings.domainSuffix}`;
  if (!host.endsWith(suffix)) return undefined;
  const [name = '', namespace = '', ...more] = host.slice(0, -suffix.length).split('.');
  if (namespace === '' || more.length > 0) return undefined;
  const service = seen.get('services.', namespace, name);
  return { namespace, ...(service && { service }) };
}

/** Whether a selector opens the port that istiod opens for the Services behind a listener (AF-23). */
export function opensPort(scope: ApplyReadyScope, { gateway, owner, index, port }: Listener): boolean {
  const place = { resource: owner, path: ['spec', 'listeners', index, 'port'] };
  let opens = true;
  for (const host of gateway.services) {
    const { namespace, service } = serviceAt(scope.result, host) ?? {};
    if (service === undefined || namespace !== gateway.resource.metadata.namespace) continue;
    const name = namespacedName(service.metadata);
    if (service.metadata.labels?.[labels.disablePortTranslation] !== undefined) {
      scope.say(messages.portNotTranslated({ port, service: name }), place);
      opens = false;
    } else if (!service.spec.ports?.some((entry) => entry.port === port)) {
      scope.say(messages.portNotExposed({ port, service: name }), place);
    }
  }
  return opens;
}
