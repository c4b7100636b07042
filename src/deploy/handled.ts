import type { Issue } from '../convert/issue.ts';
import type { GatewaySpec } from '../model/gateway-api.ts';
import { matchesSelector, namespaceLabels } from '../model/labels.ts';
import { gatewayAnnotations, labels } from '../model/names.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import type { MeshConfig } from './mesh-config.ts';

/** The version of istiod's deployment controller, which it notes on the Gateways that it handles (DEP-7). */
export const controllerVersion = 5;

/** What decides whether istiod handles a Gateway. */
export interface Handling {
  readonly index: ResourceIndex;
  readonly settings: Settings;
  /** Whether the input holds all of a namespace. */
  holdsAll(namespace: string): boolean;
  readonly revision: string;
  readonly mesh: MeshConfig;
}

/** Why istiod deploys nothing for a Gateway of its classes, as an issue that it tells nobody; undefined if it does (DEP-5 to DEP-8). */
export function whyNotDeployed(handling: Handling, gateway: Resource<GatewaySpec>): Issue | undefined {
  const reasons = [manualAddresses, otherRevision, newerController, hiddenNamespace];
  for (const reason of reasons) {
    const found = reason(handling, gateway);
    if (found === undefined) continue;
    const { tag, message, path } = found;
    const place = { resource: gateway, path };
    return { subject: { resource: gateway }, reason: tag, message, place, severity: 'silent' };
  }
  return undefined;
}

interface Reason {
  readonly tag: 'not-deployed' | 'object-not-selected';
  readonly message: string;
  readonly path: Path;
}

type Judge = (handling: Handling, gateway: Resource<GatewaySpec>) => Reason | undefined;

const manualAddresses: Judge = ({ settings }, { spec }) => {
  const [first, ...others] = spec.addresses ?? [];
  if (!settings.EnableGatewayAPIManualDeployment || first === undefined) return undefined;
  if (others.length === 0 && (first.type === undefined || first.type === 'IPAddress')) return undefined;
  const message = 'istiod does not deploy this Gateway; the Service in "addresses" must exist';
  return { tag: 'not-deployed', message, path: ['spec', 'addresses'] };
};

const otherRevision: Judge = ({ index, revision }, { metadata }) => {
  const own = metadata.labels?.[labels.revision];
  const namespace = index.get('namespaces.', '', metadata.namespace);
  // Of a Namespace that nobody knows it is not known either which revision it is for.
  if (own === undefined && namespace === undefined) return undefined;
  const selected = own ?? namespace?.metadata.labels?.[labels.revision] ?? '';
  if (selected === revision || (selected === '' && revision === 'default')) return undefined;
  const where = own === undefined ? `Namespace ${metadata.namespace}` : `label "${labels.revision}"`;
  const which = selected === '' ? 'the default revision' : `revision "${selected}"`;
  const message = `not deployed: ${where} selects ${which}, this is "${revision}"`;
  return { tag: 'object-not-selected', message, path: ['metadata', 'labels', labels.revision] };
};

const newerController: Judge = (_, { metadata }) => {
  const version = metadata.annotations?.[gatewayAnnotations.controllerVersion];
  if (version === undefined || (/^[-+]?\d+$/.test(version) && Number(version) <= controllerVersion)) return undefined;
  const message = `not deployed: controller version "${version}" is not one up to ${controllerVersion}, which is this istiod's`;
  const path = ['metadata', 'annotations', gatewayAnnotations.controllerVersion];
  return { tag: 'object-not-selected', message, path };
};

const hiddenNamespace: Judge = ({ index, holdsAll, mesh }, { metadata }) => {
  const { namespace } = metadata;
  const known = index.get('namespaces.', '', namespace);
  // An absent Namespace may have any label in the open world, and none is selected in the closed one.
  const isVisible = mesh.discoverySelectors.some((selector) => {
    if (known !== undefined) return matchesSelector(selector, namespaceLabels(known.metadata));
    return !holdsAll(namespace) && mayMatch(selector, namespace);
  });
  if (mesh.discoverySelectors.length === 0 || isVisible) return undefined;
  const message = `not deployed: the discoverySelectors of the mesh hide namespace "${namespace}" from istiod`;
  return { tag: 'object-not-selected', message, path: ['metadata', 'namespace'] };
};

/** Whether a Namespace of which the name alone is known may match: only its name can speak against it. */
function mayMatch(selector: MeshConfig['discoverySelectors'][number], namespace: string): boolean {
  const byName = {
    matchLabels: Object.fromEntries(
      Object.entries(selector.matchLabels ?? {}).filter(([key]) => key === labels.namespaceName),
    ),
    matchExpressions: (selector.matchExpressions ?? []).filter(({ key }) => key === labels.namespaceName),
  };
  return matchesSelector(byName, namespaceLabels({ name: namespace }));
}
