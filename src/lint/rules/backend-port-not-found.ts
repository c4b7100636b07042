import type { ConversionResult } from '../../convert/result.ts';
import type { Place, Resource } from '../../model/resource.ts';
import { type BackendPorts, createBackendPorts } from '../backend-ports.ts';
import { backendRefsOf } from '../backend-refs.ts';
import { fromIssues } from '../from-issues.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';

const effect = 'requests get 500';

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
    reportUndeclared(context);
    presentXBackends(context);
  },
};

/** Of an XBackend istiod knows the one port, and says it. */
const presentXBackends = fromIssues(
  { condition: 'ResolvedRefs', reason: 'BackendNotFound', message: / does not expose port / },
  { help: `name the port of the XBackend, or leave "port" out; ${effect}` },
);

function reportUndeclared({ index, conversion, report }: RuleContext): void {
  const converted = convertedRoutes(conversion);
  const portsOf = createBackendPorts(conversion);
  for (const { route, ref, path } of backendRefsOf(index)) {
    const { port } = ref;
    if (port === undefined || !converted.has(route)) continue;
    const backend = portsOf(route, ref);
    if (backend === undefined || backend.ports.some((one) => one.port === port)) continue;
    report(undeclared(backend, port, { resource: route, path: [...path, 'port'] }));
  }
}

/** RT-31: nobody looks at the backends of a route that no parent takes notice of. */
function convertedRoutes({ bindings }: ConversionResult): ReadonlySet<Resource> {
  return new Set(bindings.map(({ parent }) => parent.route));
}

function undeclared({ name, resources, ports }: BackendPorts, port: number, place: Place): FindingDraft {
  const list = ports.length === 0 ? 'none' : ports.map((one) => String(one.port)).join(', ');
  const behind = ports.filter(({ targetPort }) => targetPort === port);
  const [only] = behind.length === 1 ? behind : [];
  return {
    message: `${name} has no port ${port}; its ports are ${list}`,
    place,
    subject: `${name}:${port}`,
    related: resources.map((resource) => ({
      role: 'target',
      message: `the ${resource.kind}`,
      place: { resource, path: ['spec', 'ports'] },
    })),
    help: only
      ? `write ${only.port}: ${port} is the targetPort behind it; ${effect}`
      : `name one of its ports; ${effect}`,
    ...(only?.port !== undefined && {
      fix: { title: `write ${only.port}`, safe: true, edits: [{ place, newText: String(only.port) }] },
    }),
  };
}
