import type { JsonObject } from '../model/json.ts';
import { gatewayAnnotations } from '../model/names.ts';
import type { ProxyConfig } from './proxy-config.ts';
import { annotationOr, firstSet, isSet, templateText, valueAt } from './values.ts';

type Annotations = Readonly<Record<string, string>> | undefined;

/** The image of a proxy container: the one that is named whole, or hub, name, tag and type put together (DEP-40, DEP-49). */
export function proxyImage(annotations: Annotations, values: JsonObject, config: ProxyConfig): string {
  const named = annotationOr(annotations, gatewayAnnotations.proxyImage, valueAt(values, 'global.proxy.image'));
  if (named.includes('/')) return named;
  const type =
    annotations?.[gatewayAnnotations.proxyImageType] ??
    (config.imageType || firstSet(valueAt(values, 'global.variant')));
  return imageOf(values, firstSet(valueAt(values, 'global.proxy.image'), 'proxyv2'), type);
}

/** The image of agentgateway. Its annotation names an image, or a type of one (DEP-45, DEP-50). */
export function agentgatewayImage(annotations: Annotations, values: JsonObject, config: ProxyConfig): string {
  const key = gatewayAnnotations.agentgatewayImage;
  const named = annotationOr(annotations, key, valueAt(values, 'global.agentgateway.image'));
  if (named.includes('/')) return named;
  const ofConfig = config.hasImage ? (config.imageType ?? '') : firstSet(valueAt(values, 'global.variant'));
  return imageOf(values, 'agentgateway', annotations?.[key] ?? ofConfig);
}

function imageOf(values: JsonObject, name: string, type: string): string {
  const [hub, tag] = ['global.hub', 'global.tag'].map((path) => textOrEmpty(valueAt(values, path)));
  return `${hub}/${name}:${withType(tag ?? '', type)}`;
}

/** A missing hub or tag is empty here, as it never goes through a template. */
function textOrEmpty(value: unknown): string {
  return isSet(value) ? templateText(value) : '';
}

function withType(tag: string, type: string): string {
  if (type === '') return tag;
  const bare = tag.replace(/-(?:distroless|debug)$/, '');
  return type === 'default' ? bare : `${bare}-${type}`;
}
