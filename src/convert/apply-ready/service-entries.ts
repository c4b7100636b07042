import type { XBackendSpec } from '../../model/gateway-api.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ServiceEntrySpec } from '../../model/istio.ts';
import { serviceEntryName } from '../../model/names.ts';
import { type FieldPlace, namespacedName, type Resource } from '../../model/resource.ts';
import { registeredHost } from '../../model/xbackend-hosts.ts';
import { serviceEntrySpec } from '../backend-service-entries.ts';
import type { IstioResource } from '../result.ts';
import { messages } from './messages.ts';
import { nameAll } from './names.ts';
import { applyReadyResource } from './rendering.ts';
import { type ApplyReadyScope, isEmitted } from './scope.ts';

type Ports = ServiceEntrySpec['ports'];

/** An XBackend with the host that it registers. */
interface Registration {
  readonly backend: Resource<XBackendSpec>;
  readonly spec: ServiceEntrySpec;
}

/** The ServiceEntries that istiod keeps in its registry for XBackends, one for each host of a namespace (AF-83). */
export function renderServiceEntries(scope: ApplyReadyScope): readonly IstioResource[] {
  const byHost = groupBy(registrations(scope), ({ backend, spec }) => `${backend.metadata.namespace}/${spec.hosts[0]}`);
  const drafts = [...byHost.values()].flatMap((group) => {
    const [{ backend, spec }] = group;
    const ports = unionOfPorts(scope, group);
    const { name, namespace } = backend.metadata;
    const places: readonly FieldPlace[] = group.map((one) => ({ resource: one.backend, path: [] }));
    if (ports === undefined || !isEmitted({ sources: places })) return [];
    const texts = group.map((one) => `XBackend/${one.backend.metadata.name}.${namespace}`);
    return { namespace, mirrorName: serviceEntryName(name), spec: { ...spec, ports }, sources: { texts, places } };
  });
  const names = nameAll(scope, 'ServiceEntry', drafts);
  return drafts.map((draft) => {
    const { namespace, mirrorName, spec, sources } = draft;
    const name = names.get(draft) ?? mirrorName;
    return applyReadyResource(scope, 'ServiceEntry', { namespace, name }, spec, sources);
  });
}

function registrations({ result }: ApplyReadyScope): readonly Registration[] {
  const { seen, settings } = result;
  if (!settings.EnableAlphaGatewayAPI) return [];
  return seen.list('xbackends.gateway.networking.x-k8s.io').flatMap((backend) => {
    const host = registeredHost(backend.spec, settings.domainSuffix);
    return host === undefined ? [] : { backend, spec: serviceEntrySpec(backend.spec, host) };
  });
}

/** The ports of all XBackends of a host, each number once; undefined if they do not agree on a protocol, which is refused. */
function unionOfPorts(scope: ApplyReadyScope, group: readonly Registration[]): Ports | undefined {
  const byNumber = new Map<number | undefined, { readonly port: Ports[number]; readonly backend: Resource }>();
  let agree = true;
  for (const { backend, spec } of group) {
    for (const port of spec.ports) {
      const known = byNumber.get(port.number);
      if (known === undefined) byNumber.set(port.number, { port, backend });
      else if (known.port.protocol !== port.protocol) {
        const first = namespacedName(known.backend.metadata);
        const second = namespacedName(backend.metadata);
        const facts = { first, second, host: spec.hosts[0] ?? '', port: port.number ?? 0 };
        const related = [{ message: 'the other XBackend', place: { resource: known.backend, path: ['spec'] } }];
        scope.say(messages.protocols(facts), { resource: backend, path: ['spec', 'protocol'] }, { related });
        agree = false;
      }
    }
  }
  return agree ? withUniqueNames([...byNumber.values()].map(({ port }) => port)) : undefined;
}

function withUniqueNames(ports: Ports): Ports {
  const names = groupBy(ports, ({ name }) => name);
  return ports.map((port) => {
    const [first] = names.get(port.name) ?? [];
    return port === first ? port : { ...port, name: `${port.name}-${port.number}` };
  });
}
