import { isObject } from '../model/json.ts';
import { kinds } from '../model/kinds.ts';
import type { Metadata, Resource } from '../model/resource.ts';
import type { ReadObject, Stranger } from './objects.ts';

/** The resource that an object stands for. What its metadata holds of wrong types is left out; the check of types reports it. */
export function createResource(read: ReadObject, defaultNamespace: string): Resource {
  const { crd, apiVersion, kind, object, document, path, context } = read;
  const { namespaced, specless } = kinds[crd];
  const { spec, status } = object;
  return {
    apiVersion,
    kind,
    metadata: metadataOf(object['metadata'], namespaced ? defaultNamespace : undefined),
    spec: specless ? object : isObject(spec) ? spec : {},
    ...(status !== undefined && { status }),
    origin: { document, path, context, ...(namespaced && !namesNamespace(object) && { namespaceAssumed: true }) },
  };
}

/** An object of which only the place and the name are of interest. */
export function createStranger({ apiVersion, kind, object, document, path, context }: Stranger): Resource {
  return {
    apiVersion,
    kind,
    metadata: metadataOf(object['metadata'], ''),
    spec: {},
    origin: { document, path, context },
  };
}

function metadataOf(metadata: unknown, defaultNamespace: string | undefined): Metadata {
  const { name, namespace, labels, annotations, creationTimestamp, generation, uid, resourceVersion } = isObject(
    metadata,
  )
    ? metadata
    : {};
  const own = text(namespace) || defaultNamespace;
  return {
    name: text(name) ?? '',
    namespace: defaultNamespace === undefined ? '' : (own ?? ''),
    ...(isObject(labels) && { labels: texts(labels) }),
    ...(isObject(annotations) && { annotations: texts(annotations) }),
    ...(typeof creationTimestamp === 'string' && { creationTimestamp }),
    ...(typeof generation === 'number' && { generation }),
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

function namesNamespace({ metadata }: ReadObject['object']): boolean {
  return isObject(metadata) && Boolean(text(metadata['namespace']));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(mapping: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
