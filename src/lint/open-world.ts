import type { Related, Severity } from '../model/diagnostic.ts';
import type { CrdName } from '../model/kinds.ts';
import type { ObjectName } from '../model/resource.ts';
import type { NearObjects, RuleContext } from './rule.ts';

/** What grading asks for. */
type GradingContext = Pick<RuleContext, 'coverage' | 'holdsAll' | 'nearest'>;

/** How an absent object is reported. */
export interface Absence {
  readonly severity: Severity;
  /** What may have been meant. */
  readonly hint: string | undefined;
  readonly related: readonly Related[];
}

interface ReferableKind {
  readonly crd: CrdName;
  readonly assumed: boolean;
  /** Where its objects lie says nothing about where the absent one would. */
  readonly anywhere?: true;
}

/** Kinds that references name, and whether the open world takes absent ones to exist (LN-22) or not (LN-22a). */
const referable: Readonly<Record<string, ReferableKind>> = {
  ConfigMap: { crd: 'configmaps.', assumed: true },
  DestinationRule: { crd: 'destinationrules.networking.istio.io', assumed: true },
  Gateway: { crd: 'gateways.gateway.networking.k8s.io', assumed: false },
  Host: { crd: 'serviceentries.networking.istio.io', assumed: true, anywhere: true },
  InferencePool: { crd: 'inferencepools.inference.networking.k8s.io', assumed: false },
  'Istio Gateway': { crd: 'gateways.networking.istio.io', assumed: true },
  ListenerSet: { crd: 'listenersets.gateway.networking.k8s.io', assumed: false },
  Namespace: { crd: 'namespaces.', assumed: true },
  RequestAuthentication: { crd: 'requestauthentications.security.istio.io', assumed: true },
  Secret: { crd: 'secrets.', assumed: true },
  Service: { crd: 'services.', assumed: true },
  ServiceEntry: { crd: 'serviceentries.networking.istio.io', assumed: true },
  'ServiceEntry host': { crd: 'serviceentries.networking.istio.io', assumed: true },
  XBackend: { crd: 'xbackends.gateway.networking.x-k8s.io', assumed: false },
};

/**
 * Grades that an object is absent (LN-22, LN-22a); undefined if that is no finding: the open world takes it to exist, and nothing in the
 * input speaks against it. Kinds that are not known here have no near names and are certain to be absent.
 */
export function gradeAbsence(context: GradingContext, target: ObjectName): Absence | undefined {
  const kind = referable[target.kind];
  if (kind === undefined) return { severity: 'error', hint: undefined, related: [] };
  const { coverage } = context;
  const isClosed = context.holdsAll(target.namespace);
  const covered = kind.anywhere ? coverage.coversAnywhere(kind.crd) : coverage.covers(kind.crd, target.namespace);
  if (kind.assumed && !isClosed && !covered) return undefined;
  const { hint, related } = nearObjects(context, kind.crd, target);
  const certain = isClosed || (!kind.assumed && (covered || hint !== undefined));
  return { severity: certain ? 'error' : 'warning', hint, related };
}

/** Hosts and what is chosen by hosts or labels. */
const hasNoName: ReadonlySet<string> = new Set([
  'DestinationRule',
  'Host',
  'RequestAuthentication',
  'ServiceEntry host',
]);

function nearObjects(context: GradingContext, crd: CrdName, { kind, namespace, name }: ObjectName): NearObjects {
  return hasNoName.has(kind) ? { hint: undefined, related: [] } : context.nearest(crd, namespace, name);
}
