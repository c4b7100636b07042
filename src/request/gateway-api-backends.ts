import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import { clusterSetHost, groups, serviceHost, shadowServiceName } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { BackendUse, WorldBackend } from './gateway-api/world.ts';

/** Port of the Services that istiod makes for InferencePools. */
const shadowPort = 54321;

/** A backendRef without any judgement: where it leads, and whether that is in the input. */
interface Target {
  readonly host: string;
  readonly port?: number;
  /** What is looked for, for messages; undefined where nothing can be missing. */
  readonly missing?: string;
  /** Why it leads nowhere although istiod does not mind. */
  readonly problem?: string;
}

/** Tells where backendRefs lead. What is wrong with them convert has found out; what is merely absent is assumed or not (RQ-4). */
export function backendLookup(result: ConversionResult): (use: BackendUse) => WorldBackend {
  const problems = backendProblems([...result.issues, ...result.contextIssues]);
  return (use) => {
    const { missing, problem: own, ...target } = targetOf(use, result);
    const problem = problems.get(useKey(use.route, use.parent, use.path)) ?? own;
    if (problem !== undefined) return { ...target, status: 'invalid', why: problem };
    if (missing === undefined) return { ...target, status: 'ok' };
    if (result.holdsAll(use.ref.namespace ?? use.route.metadata.namespace))
      return { ...target, status: 'invalid', why: `${missing} does not exist` };
    return { ...target, status: 'missing?', why: `${target.host} is not in the input and taken to exist` };
  };
}

/** What convert found wrong with backendRefs and mirrors, by use. */
function backendProblems(issues: readonly Issue[]): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { condition, flavour, place, message } of issues) {
    if (condition !== 'ResolvedRefs' || flavour === undefined) continue;
    const path = backendPath(place.path);
    if (path === undefined) continue;
    const key = useKey(place.resource, flavour, path);
    if (!problems.has(key)) problems.set(key, message);
  }
  return problems;
}

/** The path of the backendRef that a path leads into. */
function backendPath(path: Path): Path | undefined {
  if (path[3] === 'backendRefs') return path[5] === 'filters' ? undefined : path.slice(0, 5);
  return path[3] === 'filters' && path[5] === 'requestMirror' ? path.slice(0, 7) : undefined;
}

function useKey({ kind, metadata }: Resource, parent: BackendUse['parent'], path: Path): string {
  return `${parent} ${kind}/${metadata.namespace}/${metadata.name} ${path.join('/')}`;
}

function targetOf({ route, ref }: BackendUse, result: ConversionResult): Target {
  const { seen, settings } = result;
  const { group = '', kind = 'Service', name = '' } = ref;
  const namespace = ref.namespace ?? route.metadata.namespace;
  const port = ref.port === undefined ? {} : { port: ref.port };
  const service = (host: string): Target => {
    const known = seen.get('services.', namespace, name)?.spec;
    const what = `Service "${namespace}/${name}"`;
    const ports = known?.ports ?? [];
    const lacksPort = ports.length > 0 && !ports.some((each) => each.port === ref.port);
    return {
      host,
      ...port,
      ...(known === undefined && { missing: what }),
      ...(lacksPort && { problem: `${what} has no port ${ref.port}` }),
    };
  };
  switch (`${group}/${kind}`) {
    case '/Service':
      return service(serviceHost(name, namespace, settings.domainSuffix));
    case `${settings.MCSAPIGroup}/ServiceImport`:
      return service(
        settings.EnableMCSHost ? clusterSetHost(name, namespace) : serviceHost(name, namespace, settings.domainSuffix),
      );
    case `${groups.istio}/Hostname`: {
      const exists = hostsOf(namespace, result).includes(name);
      return { host: name, ...port, ...(!exists && { missing: `host "${name}"` }) };
    }
    case `${groups.inference}/InferencePool`:
      return poolTarget(name, namespace, seen, settings.domainSuffix);
    case `${groups.gatewayExperimental}/XBackend`: {
      const spec = seen.get('xbackends.gateway.networking.x-k8s.io', namespace, name)?.spec;
      const own = spec?.port?.port;
      return { host: spec?.externalHostname?.hostname ?? name, ...(own === undefined ? port : { port: own }) };
    }
    default:
      return { host: `${kind}/${name}`, ...port };
  }
}

/** The Service that istiod makes for an InferencePool stands for the pool. */
function poolTarget(name: string, namespace: string, seen: ResourceIndex, domainSuffix: string): Target {
  const shadow = shadowServiceName(name);
  const service = seen.get('services.', namespace, shadow);
  return { host: serviceHost(shadow, namespace, domainSuffix), port: service?.spec.ports?.[0]?.port ?? shadowPort };
}

/** The hosts that a namespace registers: of Services, ServiceEntries and XBackends (RT-77). */
function hostsOf(namespace: string, { seen, settings }: ConversionResult): readonly string[] {
  const own = ({ metadata }: Resource) => metadata.namespace === namespace;
  const xbackends = settings.EnableAlphaGatewayAPI ? seen.list('xbackends.gateway.networking.x-k8s.io') : [];
  return [
    ...seen
      .list('services.')
      .filter(own)
      .map(({ metadata }) => serviceHost(metadata.name, namespace, settings.domainSuffix)),
    ...seen
      .list('serviceentries.networking.istio.io')
      .filter(own)
      .flatMap(({ spec }) => spec.hosts ?? []),
    ...xbackends.filter(own).flatMap(({ spec }) => spec.externalHostname?.hostname ?? []),
  ];
}
