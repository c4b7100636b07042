import type { ServicePort, ServiceSpec } from '../../model/core.ts';
import { declaredProtocol, servicePortProtocol } from '../../model/port-protocol.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const servicePortName: Rule = {
  code: 'GWX1021',
  name: 'service-port-name',
  severity: 'info',
  description: "neither name nor appProtocol of a Service's port says which protocol it speaks",
  rationale:
    'Istio then looks at the first bytes of each connection, which takes time and fails where the server speaks first. Ports of ExternalName Services are taken for TCP.',
  remedy: 'set appProtocol, or begin the name of the port with the protocol',
  examples: { bad: 'ports: [{name: web, port: 80}]', good: 'ports: [{name: http-web, port: 80}]' },
  equivalents: { istioctl: ['IST0118', 'IST0150'] },
  check(context) {
    const meshParents = layer7Parents(context);
    for (const resource of context.index.list('services.')) {
      if (isNobodysOwn(resource)) continue;
      for (const [i, port] of (resource.spec.ports ?? []).entries()) {
        const path = ['spec', 'ports', i, ...(port.name === undefined ? [] : ['name'])];
        checkPort(context, resource, port, path, isMeant(port, resource.spec, meshParents.get(resource) ?? []));
      }
    }
  },
};

/** Services that are parents of routes with rules about requests, with the ports that the parentRefs name; undefined is all of them. */
function layer7Parents({ index, conversion }: RuleContext): ReadonlyMap<Resource, readonly (number | undefined)[]> {
  const found = new Map<Resource, (number | undefined)[]>();
  for (const { flavour, parent, denied } of conversion.bindings) {
    const { kind, namespace, name, routeKind, parentRef } = parent;
    const ofRequests = flavour === 'mesh' && denied === undefined && ['HTTPRoute', 'GRPCRoute'].includes(routeKind);
    const service = ofRequests && kind === 'Service' ? index.get('services.', namespace, name) : undefined;
    if (service === undefined) continue;
    const ports = found.get(service);
    if (ports === undefined) found.set(service, [parentRef.port]);
    else ports.push(parentRef.port);
  }
  return found;
}

/** Whether a route means a port: it names it, or means all ports of a Service of which none is for requests. */
function isMeant(port: ServicePort, { ports = [] }: ServiceSpec, named: readonly (number | undefined)[]): boolean {
  const isOpaque = ports.every((one) => declaredProtocol(one)?.protocol === 'tcp');
  return named.some((number) => (number === undefined ? isOpaque : number === port.port));
}

function checkPort(
  { report }: RuleContext,
  resource: Resource<ServiceSpec>,
  port: ServicePort,
  path: Path,
  hasRequestRules: boolean,
): void {
  const { name = '', port: number = 0, targetPort = number } = port;
  const place = { resource, path };
  const isOpaque = declaredProtocol(port)?.protocol === 'tcp';
  const isKnown = servicePortProtocol(port) !== undefined;
  if (resource.spec.type === 'ExternalName') {
    if (isKnown && !isOpaque) return;
    const message =
      'Port name for ExternalName service is invalid. Proxy may prevent tcp named ports and unmatched traffic for ports serving TCP protocol from being forwarded correctly';
    report({
      severity: 'warning',
      istioctl: 'IST0150',
      message,
      place,
      subject: `${number}`,
      help: 'begin the name with http, https, tls or another protocol that has host names',
    });
    return;
  }
  const hides = isOpaque && hasRequestRules;
  if (isKnown && !hides) return;
  report({
    severity: hides ? 'warning' : 'info',
    message: `Port name ${name} (port: ${number}, targetPort: ${targetPort}) doesn't follow the naming convention of Istio port.`,
    place,
    subject: `${number}`,
    help: hides
      ? 'name a protocol of requests, as in "http"; rules of an HTTPRoute or GRPCRoute do not apply to a TCP port'
      : 'set "appProtocol", or begin the name with the protocol, as in "http-web"',
  });
}

const systemNamespaces = ['kube-node-lease', 'kube-public', 'kube-system', 'local-path-storage'];

/** Services of the cluster, of Istio, and those that istiod makes for Gateways. */
function isNobodysOwn({ metadata: { namespace, labels = {} } }: Resource): boolean {
  if (systemNamespaces.includes(namespace) || labels['gateway.istio.io/managed'] !== undefined) return true;
  return labels['istio'] !== undefined || labels['release'] === 'istio' || labels['app'] === 'istiod';
}
