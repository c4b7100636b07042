/** How a field of a built-in Kubernetes type merges. */
export type FieldMerge =
  /** A list of mappings that are matched by a key. */
  | { readonly type: 'keyed-list'; readonly key: string; readonly items: MergeSchema }
  /** A list of scalars that holds each once. */
  | { readonly type: 'set' }
  /** A mapping that is replaced whole. */
  | { readonly type: 'replaced' }
  | { readonly type: 'mapping'; readonly fields: MergeSchema };

/** The fields of a type that merge otherwise than by default, which is key by key for mappings and replacement for lists. */
export type MergeSchema = Readonly<Record<string, FieldMerge>>;

/** The keys of the overlays, each the kind of an object (DEP-57). */
export type OverlayKey =
  | 'deployment'
  | 'horizontalPodAutoscaler'
  | 'podDisruptionBudget'
  | 'service'
  | 'serviceAccount';

const nothing: MergeSchema = {};

function keyedList(key: string, items: MergeSchema = nothing): FieldMerge {
  return { type: 'keyed-list', key, items };
}

function mapping(fields: MergeSchema): FieldMerge {
  return { type: 'mapping', fields };
}

const metadata = mapping({ finalizers: { type: 'set' }, ownerReferences: keyedList('uid') });

const container: MergeSchema = {
  env: keyedList('name'),
  ports: keyedList('containerPort'),
  volumeDevices: keyedList('devicePath'),
  volumeMounts: keyedList('mountPath'),
};

const podSpec = mapping({
  containers: keyedList('name', container),
  ephemeralContainers: keyedList('name', container),
  hostAliases: keyedList('ip'),
  imagePullSecrets: keyedList('name'),
  initContainers: keyedList('name', container),
  resourceClaims: keyedList('name'),
  schedulingGates: keyedList('name'),
  topologySpreadConstraints: keyedList('topologyKey'),
  volumes: keyedList('name'),
});

/** What merges by key in each type, as its Go structs say (DEP-60). */
export const mergeSchemas: Readonly<Record<OverlayKey, MergeSchema>> = {
  deployment: { metadata, spec: mapping({ template: mapping({ metadata, spec: podSpec }) }) },
  horizontalPodAutoscaler: { metadata },
  podDisruptionBudget: { metadata, spec: mapping({ selector: { type: 'replaced' } }) },
  service: { metadata, spec: mapping({ ports: keyedList('port') }) },
  serviceAccount: { metadata, secrets: keyedList('name') },
};
