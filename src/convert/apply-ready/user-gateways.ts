import { isObject } from '../../model/json.ts';
import { indexLabels } from '../../model/label-index.ts';
import { labels } from '../../model/names.ts';
import { namespacedName } from '../../model/resource.ts';
import type { HandledGateway } from '../gateways.ts';
import type { GatewayDraft } from './gateways.ts';
import { messages } from './messages.ts';
import type { PodLabels } from './options.ts';
import { type ApplyReadyScope, atName } from './scope.ts';
import { textsIn, userResources } from './user-resources.ts';

/** Says which Istio Gateways of users begin to count on the pods of managed Gateways (S13). */
export function reportUserGateways(scope: ApplyReadyScope, drafts: readonly GatewayDraft[]): void {
  const { settings } = scope.result;
  // An istiod that keeps Gateways to their namespace has protected nothing that it will not protect then.
  if (!settings.EnableStrictGatewayMerging || settings.ScopeGatewayToNamespace) return;
  const protectedPods = new Map<HandledGateway, ProtectedPods>();
  for (const { listener, namespace } of drafts) {
    const { gateway } = listener;
    if (!gateway.managed) continue;
    const known = protectedPods.get(gateway) ?? { pods: podLabels(gateway), namespaces: new Set() };
    known.namespaces.add(namespace);
    protectedPods.set(gateway, known);
  }
  const selectedBy = indexLabels(protectedPods.values(), ({ pods }) => pods);
  for (const { resource, spec } of userResources(scope.result, 'gateways.networking.istio.io')) {
    const selected = selectedBy(labelsIn(spec['selector']));
    const merges = selected.some(({ namespaces }) => !namespaces.has(resource.metadata.namespace));
    if (merges) scope.say(messages.noLongerIgnored({ gateway: namespacedName(resource.metadata) }), atName(resource));
  }
}

/** Pods of a managed Gateway, and the namespaces of the Istio Gateways that are generated for them. */
interface ProtectedPods {
  readonly pods: PodLabels;
  readonly namespaces: Set<string>;
}

/** Says which VirtualServices of users name a Gateway that exists only once the output is applied (AF-94). */
export function reportNewlyBound(scope: ApplyReadyScope, gatewayNames: ReadonlySet<string>): void {
  for (const { resource, spec } of userResources(scope.result, 'virtualservices.networking.istio.io')) {
    const { namespace } = resource.metadata;
    textsIn(spec, 'gateways').forEach((name, i) => {
      const gateway = name.includes('/') ? name.replace(/^\.\//, `${namespace}/`) : `${namespace}/${name}`;
      if (!gatewayNames.has(gateway)) return;
      const place = { resource, path: ['spec', 'gateways', i] };
      scope.say(messages.boundByName({ vs: namespacedName(resource.metadata), gateway }), place);
    });
  }
}

/** What is known of the labels of the pods that istiod deploys (DEP-26). */
function podLabels({ resource }: HandledGateway): PodLabels {
  const { metadata, spec } = resource;
  return {
    ...(spec.infrastructure?.labels ?? metadata.labels),
    [labels.gatewayName]: metadata.name,
    [labels.gatewayClassName]: spec.gatewayClassName ?? '',
  };
}

/** A selector without labels selects everything. */
function labelsIn(selector: unknown): PodLabels {
  const labels = isObject(selector) ? selector : {};
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}
