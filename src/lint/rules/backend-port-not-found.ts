import type { ServiceSpec } from '../../model/core.ts';
import type { BackendObjectReference } from '../../model/gateway-api.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import { backendRefsOf } from '../backend-refs.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const backendPortNotFound: Rule = {
  code: 'GWX0306',
  name: 'backend-port-not-found',
  severity: 'error',
  description: 'a backendRef names a port that its Service does not have',
  rationale:
    'istiod does not look at the ports of Services, so the status is fine, and every request for the backend gets 500.',
  remedy: "name the Service's port, which need not be the port of its pods",
  examples: {
    bad: 'backendRefs: [{name: cart, port: 8080}] # port 80, targetPort 8080',
    good: 'backendRefs: [{name: cart, port: 80}]',
  },
  equivalents: { istioctl: ['IST0101'] },
  check(context) {
    for (const { route, ref, path } of backendRefsOf(context.index)) {
      const service = serviceOf(context, route, ref);
      const { port } = ref;
      if (service === undefined || port === undefined) continue;
      const ports = service.spec.ports ?? [];
      if (ports.some((one) => one.port === port)) continue;
      const place = { resource: route, path: [...path, 'port'] };
      const behind = ports.filter(({ targetPort }) => targetPort === port);
      const [only] = behind.length === 1 ? behind : [];
      context.report({
        message: `Service "${namespacedName(service.metadata)}" has no port ${port}; its ports are ${portsText(service.spec)}`,
        place,
        subject: `${namespacedName(service.metadata)}:${port}`,
        related: [{ role: 'target', message: 'the Service', place: { resource: service, path: ['spec', 'ports'] } }],
        help: only
          ? `write ${only.port}: ${port} is the targetPort behind it; requests get 500`
          : 'name one of its ports; requests get 500',
        ...(only?.port !== undefined && {
          fix: { title: `write ${only.port}`, safe: true, edits: [{ place, newText: String(only.port) }] },
        }),
      });
    }
  },
};

function serviceOf(
  { index }: RuleContext,
  route: Resource,
  { group = '', kind = 'Service', name = '', namespace = route.metadata.namespace }: BackendObjectReference,
): Resource<ServiceSpec> | undefined {
  return group === '' && kind === 'Service' ? index.get('services.', namespace, name) : undefined;
}

function portsText({ ports = [] }: ServiceSpec): string {
  return ports.length === 0 ? 'none' : ports.map(({ port }) => String(port)).join(', ');
}
