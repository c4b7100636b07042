import type { Issue } from '../convert/issue.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { labels } from '../model/names.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { illegalChange } from './illegal-changes.ts';
import { isForeign, keepSelector, liveObject } from './live-objects.ts';
import { StrategicMergeError } from './merge-error.ts';
import { mergeSchemas, type OverlayKey } from './merge-schema.ts';
import { managedLabel, templateObjects } from './objects.ts';
import type { Overlay, Overlays } from './overlays.ts';
import { type DeployProblem, overlayProblem } from './problem.ts';
import { unsafe } from './safeguards.ts';
import { strategicMerge } from './strategic-merge.ts';
import type { Workload } from './workload.ts';

/** An object that istiod applies for a Gateway. */
export interface DeployedObject {
  /** What it is by the key of its overlays; `version` for istiod's note on the Gateway. */
  readonly part: OverlayKey | 'version';
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  /** The whole object, as it is printed. */
  readonly object: JsonObject;
  /** The same without overlays, to see what they have done. */
  readonly template: JsonObject;
  readonly overlays: readonly Overlay[];
}

/** What is deployed for a Gateway, or why nothing is. */
export interface Rendered {
  readonly objects: readonly DeployedObject[];
  readonly problems: readonly DeployProblem[];
  /** What istiod leaves out because something of that name is there already. */
  readonly issues: readonly Issue[];
}

/** In the order in which istiod applies them; the last two only if an overlay asks for them (DEP-10, DEP-55). */
const order: readonly { readonly key: OverlayKey; readonly onlyOnRequest: boolean }[] = [
  { key: 'serviceAccount', onlyOnRequest: false },
  { key: 'deployment', onlyOnRequest: false },
  { key: 'service', onlyOnRequest: false },
  { key: 'horizontalPodAutoscaler', onlyOnRequest: true },
  { key: 'podDisruptionBudget', onlyOnRequest: true },
];

/** The objects of a workload with overlays applied. One mistake and there are none. */
export function render(index: ResourceIndex, workload: Workload, { overlays, problems }: Overlays): Rendered {
  const found = [...problems];
  const fromTemplates = templateObjects(workload);
  const objects = order.flatMap(({ key, onlyOnRequest }): DeployedObject[] => {
    const own = overlays.filter((overlay) => overlay.key === key);
    if (onlyOnRequest && own.length === 0) return [];
    const { namespace } = workload.gateway.metadata;
    const template =
      key === 'deployment'
        ? keepSelector(fromTemplates[key], liveObject(index, 'Deployment', { namespace, name: workload.name }))
        : fromTemplates[key];
    const object = applyOverlays(workload, template, own, found);
    return object === undefined ? [] : [{ ...object, part: key, template, overlays: own }];
  });
  if (found.length > 0) return { objects: [], problems: found, issues: [] };
  const issues: Issue[] = [];
  const own = objects.flatMap((object) => overwriting(index, workload, object, issues));
  return { objects: own, problems: [], issues };
}

/** The object under its overlays; undefined if one of them is wrong. */
function applyOverlays(
  workload: Workload,
  template: JsonObject,
  overlays: readonly Overlay[],
  problems: DeployProblem[],
): Pick<DeployedObject, 'apiVersion' | 'kind' | 'metadata' | 'object'> | undefined {
  let object = template;
  for (const overlay of overlays) {
    const next = applyOverlay(workload, object, overlay);
    if ('message' in next) {
      problems.push(next);
      return undefined;
    }
    object = next.merged;
  }
  const applied = withManagedLabel(object, managedLabel(workload));
  const reason = unsafe(applied, workload);
  const { apiVersion, kind, metadata } = applied;
  const last = overlays.at(-1);
  if (reason !== undefined && last !== undefined) problems.push(overlayProblem(workload.gateway, last, reason));
  const { name, namespace } = isObject(metadata) ? metadata : {};
  return {
    apiVersion: String(apiVersion),
    kind: String(kind),
    metadata: { name: String(name), namespace: String(namespace) },
    object: applied,
  };
}

function applyOverlay(
  { gateway }: Workload,
  before: JsonObject,
  overlay: Overlay,
): { readonly merged: JsonObject } | DeployProblem {
  try {
    const merged = strategicMerge(before, overlay.patch, mergeSchemas[overlay.key]);
    const illegal = illegalChange(before, merged);
    if (illegal === undefined) return { merged };
    return overlayProblem(gateway, overlay, 'illegal metadata change', illegal.split('.'));
  } catch (error) {
    if (!(error instanceof StrategicMergeError)) throw error;
    return overlayProblem(gateway, overlay, `strategic merge patch failed: ${error.message}`, error.path);
  }
}

/** DEP-27: the last word is the controller's, whatever overlays say. */
function withManagedLabel(object: JsonObject, value: string): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const own = isObject(metadata['labels']) ? metadata['labels'] : {};
  return { ...object, metadata: { ...metadata, labels: { ...own, [labels.managed]: value } } };
}

/** DEP-14: what is there already and somebody else's is left alone; istiod's own is overwritten. */
function overwriting(
  index: ResourceIndex,
  { gateway, ownedWithoutUid }: Workload,
  deployed: DeployedObject,
  issues: Issue[],
): DeployedObject[] {
  const { kind, metadata: name } = deployed;
  const live = liveObject(index, kind, name);
  if (live === undefined) return [deployed];
  if (isForeign(live)) {
    issues.push(leftAlone(gateway, live));
    return [];
  }
  const { resourceVersion } = live.metadata;
  const { metadata, ...rest } = deployed.object;
  if (!ownedWithoutUid || resourceVersion === undefined || !isObject(metadata)) return [deployed];
  return [{ ...deployed, object: { ...rest, metadata: { ...metadata, resourceVersion } } }];
}

function leftAlone(gateway: Workload['gateway'], live: Resource): Issue {
  const { kind, metadata } = live;
  return {
    subject: { resource: gateway },
    reason: 'not-deployed',
    message: `istiod leaves ${kind} ${namespacedName(metadata)} as it is: it has no label "${labels.managed}"`,
    place: { resource: gateway, path: ['metadata', 'name'] },
    related: [{ message: 'it is there already', place: { resource: live, path: ['metadata', 'name'] } }],
    target: { kind, namespace: metadata.namespace, name: metadata.name },
    severity: 'silent',
  };
}
