import { isObject, type JsonObject } from '../model/json.ts';
import { groups, labels } from '../model/names.ts';
import type { OverlayKey } from './merge-schema.ts';
import { type Template, templates } from './templates/index.ts';
import type { Workload } from './workload.ts';

/** The value of the label that says which controller manages an object (DEP-27). */
export function managedLabel({ class: { controllerName } }: Workload): string {
  return controllerName.replaceAll('/', '-');
}

/** The objects of a workload as the templates have them, before overlays; in the order in which istiod applies them (DEP-10). */
export function templateObjects(workload: Workload): Readonly<Record<OverlayKey, JsonObject>> {
  const template = templates[workload.class.template];
  return {
    serviceAccount: withoutUndefined(serviceAccount(workload, template)),
    deployment: withoutUndefined(deployment(workload, template)),
    service: withoutUndefined(service(workload, template)),
    horizontalPodAutoscaler: withoutUndefined(horizontalPodAutoscaler(workload, template)),
    podDisruptionBudget: withoutUndefined(podDisruptionBudget(workload, template)),
  };
}

function serviceAccount(workload: Workload, { ownsServiceAccount }: Template): JsonObject {
  const metadata = metadataOf(workload, workload.serviceAccount);
  // Before, Kubernetes could delete the account before the pods that need it.
  const isOwned = ownsServiceAccount || workload.kubernetesMinor >= 28;
  const ownerReferences = isOwned ? owners(workload, workload.gateway.metadata.name) : undefined;
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, ownerReferences } };
}

function deployment(workload: Workload, template: Template): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadataOf(workload, workload.name), ownerReferences: owners(workload, nameIn(workload, template)) },
    spec: {
      selector: { matchLabels: selector(workload, template) },
      template: { metadata: podMetadata(workload, template), spec: template.podSpec(workload) },
    },
  };
}

function podMetadata(workload: Workload, { waypoint, managedBy }: Template): JsonObject {
  const { infrastructure, name, revision } = workload;
  return {
    annotations: {
      ...infrastructure.annotations,
      [labels.revision]: revision || 'default',
      'prometheus.io/path': '/stats/prometheus',
      'prometheus.io/port': '15020',
      'prometheus.io/scrape': 'true',
    },
    labels: {
      [labels.inject]: 'false',
      [labels.canonicalName]: name,
      [labels.canonicalRevision]: 'latest',
      ...(waypoint && { [labels.dataplaneMode]: 'none' }),
      ...labelsOf(workload),
      [labels.managed]: managedBy ?? managedLabel(workload),
    },
  };
}

function service(workload: Workload, template: Template): JsonObject {
  const { infrastructure, gateway, name, ports, serviceType } = workload;
  const address = serviceType === 'LoadBalancer' ? gateway.spec.addresses?.[0]?.value : undefined;
  const { uid = '' } = gateway.metadata;
  const shownUid = template.unquoted ? workload.unquoted(uid) : uid;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadataOf(workload, name),
      annotations: { ...template.serviceAnnotations, ...infrastructure.annotations },
      ownerReferences: owners(workload, nameIn(workload, template), shownUid),
    },
    spec: {
      ipFamilyPolicy: 'PreferDualStack',
      ports: ports.map((port) => ({ ...port, protocol: template.onlyTcp ? 'TCP' : port.protocol })),
      selector: selector(workload, template),
      loadBalancerIP: address,
      type: serviceType,
    },
  };
}

function horizontalPodAutoscaler(workload: Workload, template: Template): JsonObject {
  const { name } = workload;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { ...metadataOf(workload, name), ownerReferences: owners(workload, nameIn(workload, template)) },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 1 },
  };
}

function podDisruptionBudget(workload: Workload, template: Template): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { ...metadataOf(workload, workload.name), ownerReferences: owners(workload, nameIn(workload, template)) },
    spec: { selector: { matchLabels: selector(workload, template) } },
  };
}

function metadataOf(workload: Workload, name: string): JsonObject {
  const { infrastructure, gateway } = workload;
  const { namespace } = gateway.metadata;
  return { name, namespace, annotations: infrastructure.annotations, labels: labelsOf(workload) };
}

function labelsOf({ infrastructure, gateway, className }: Workload): Readonly<Record<string, string>> {
  return {
    ...infrastructure.labels,
    [labels.gatewayName]: gateway.metadata.name,
    [labels.gatewayClassName]: className,
  };
}

/** The Gateway's name as the template has it: a name such as `123` is no string without quotes. */
function nameIn({ gateway, unquoted }: Workload, template: Template): unknown {
  return template.unquoted ? unquoted(gateway.metadata.name) : gateway.metadata.name;
}

function selector(workload: Workload, template: Template): JsonObject {
  return { [labels.gatewayName]: nameIn(workload, template) };
}

/** DEP-28. An API server refuses an owner without a uid, which only a Gateway of a cluster has. */
function owners(workload: Workload, name: unknown, uid: unknown = workload.gateway.metadata.uid ?? ''): unknown {
  if (!workload.ownedWithoutUid && !workload.gateway.metadata.uid) return undefined;
  return [{ apiVersion: `${groups.gateway}/v1`, kind: 'Gateway', name, uid }];
}

/** Fields that do not apply are undefined in the templates; what is merged and compared has none. */
function withoutUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [[name, cleaned(value)]])),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return isObject(value) ? withoutUndefined(value) : value;
}
