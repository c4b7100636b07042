import type { ConversionResult } from '../convert/result.ts';
import type { GatewaySpec, ListenerSpec } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import { routeCrds } from '../model/kinds.ts';
import { groups } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { categoryOf } from './categories.ts';
import { mayStandIn } from './missing-gateways.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Rules of these categories look at what becomes of a route on a stand-in (LN-22b), ... */
const seeing: ReadonlySet<string> = new Set(['01', '03', '05', '06', '07']);

/** ... except where they need what only the Gateway's own file says. */
const needsFile: ReadonlySet<string> = new Set(
  [301, 304, 311, 312, 313, 314, 315, 317, 501, 511, 703, 704, 705, 707, 708, 710, 712, 716].map(
    (number) => `GWX${String(number).padStart(4, '0')}`,
  ),
);

/** Whether a rule is given the conversion with stand-ins. */
export function seesStandIns(rule: Pick<Rule, 'code'>): boolean {
  return seeing.has(categoryOf(rule)) && !needsFile.has(rule.code);
}

/** How a parentRef picks listeners. */
interface Section {
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
  readonly protocol: 'HTTP' | 'TCP' | 'TLS';
}

/** A Gateway for each absent one that the open world may have in another repository: it lets in whatever the input attaches to it. */
export function standInGateways(context: Omit<RuleContext, 'report'>): readonly Resource<GatewaySpec>[] {
  const missing = context.conversion.issues.flatMap((issue) => (mayStandIn(context, issue) ? issue.target : []));
  const names = new Set(
    missing.flatMap((target) => (target === undefined ? [] : `${target.namespace}/${target.name}`)),
  );
  if (names.size === 0) return [];
  const sections = groupBy(sectionsOf(context.index), ({ gateway }) => gateway);
  return [...names].map((gateway) => {
    const [namespace = '', name = ''] = gateway.split('/');
    const wanted = (sections.get(gateway) ?? []).map(({ section }) => section);
    return standIn(namespace, name, context.conversion, wanted);
  });
}

function sectionsOf(index: ResourceIndex): readonly { readonly gateway: string; readonly section: Section }[] {
  return routeCrds.flatMap((crd) =>
    index.list(crd).flatMap(({ spec, metadata }) =>
      (spec.parentRefs ?? []).flatMap(
        ({ group = groups.gateway, kind = 'Gateway', name, sectionName, port, ...ref }) => {
          if (group !== groups.gateway || kind !== 'Gateway' || name === undefined) return [];
          const gateway = `${ref.namespace ?? metadata.namespace}/${name}`;
          return [{ gateway, section: { sectionName, port, protocol: protocols[crd] } }];
        },
      ),
    ),
  );
}

const protocols = {
  'httproutes.gateway.networking.k8s.io': 'HTTP',
  'grpcroutes.gateway.networking.k8s.io': 'HTTP',
  'tcproutes.gateway.networking.k8s.io': 'TCP',
  'tlsroutes.gateway.networking.k8s.io': 'TLS',
} as const;

function standIn(
  namespace: string,
  name: string,
  { settings }: ConversionResult,
  wanted: readonly Section[],
): Resource<GatewaySpec> {
  const distinct = new Map(wanted.map((section) => [JSON.stringify(section), section]));
  const picking = [...distinct.values()].filter(
    ({ sectionName, port }) => sectionName !== undefined || port !== undefined,
  );
  // A parentRef that picks none is bound to all of its protocol; if there is no other, to one.
  const open = [...distinct.values()].filter(({ protocol }) => !picking.some((other) => other.protocol === protocol));
  const listeners = [...picking, ...open].map(listenerFor);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: { gatewayClassName: settings.GatewayAPIDefaultGatewayClass, listeners },
    // As what is mere context: nothing is ever said about it.
    origin: { document: { file: '', text: '', start: 0, end: 0, context: true }, path: [], context: true },
  };
}

/** Ports that are not asked for are all different, so that no listener conflicts with another. */
const firstFreePort = 40_000;

function listenerFor({ sectionName, port, protocol }: Section, index: number): ListenerSpec {
  const tls = protocol === 'TLS' ? { tls: { mode: 'Passthrough' } } : {};
  return {
    name: sectionName ?? `stand-in-${index}`,
    port: port ?? firstFreePort + index,
    protocol,
    ...tls,
    allowedRoutes: { namespaces: { from: 'All' } },
  };
}
