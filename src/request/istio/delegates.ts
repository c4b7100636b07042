import type { StringMatch } from '../../model/istio.ts';
import { originOf, type RouteOrigin, type VirtualServiceObject } from './istio-objects.ts';
import type { HTTPFields, HTTPMatchFields } from './virtual-service-fields.ts';

/**
 * The VirtualServices with the entries of those that they delegate to in place of the entries that say so.
 * Generated ones neither delegate nor are delegated to. An entry whose delegate is not there is dropped.
 */
export function mergeDelegates(all: readonly VirtualServiceObject[]): readonly VirtualServiceObject[] {
  const delegates = new Map(all.filter(isDelegate).map((one) => [one.id, one]));
  return all.map((root) => {
    if (root.form === 'mirror' || !root.http.some(({ delegate }) => delegate !== undefined)) return root;
    const origins = new Map<HTTPFields, RouteOrigin>();
    const http = root.http.flatMap((entry) => {
      if (entry.delegate === undefined) return [entry];
      const { name, namespace = root.metadata.namespace } = entry.delegate;
      const delegate = delegates.get(`${namespace}/${name}`);
      if (delegate === undefined || !isVisible(delegate, root.metadata.namespace)) return [];
      return delegate.http.flatMap((inner, index) => {
        const merged = mergeEntry(entry, inner);
        if (merged !== undefined) origins.set(merged, originOf(delegate, 'http', index, undefined));
        return merged === undefined ? [] : [merged];
      });
    });
    return { ...root, http, origins };
  });
}

function isDelegate({ form, hosts }: VirtualServiceObject): boolean {
  return form === 'user' && hosts.length === 0;
}

function isVisible({ exportTo, metadata }: VirtualServiceObject, namespace: string): boolean {
  if (exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace)) return true;
  return exportTo.includes('.') && metadata.namespace === namespace;
}

/** What the delegate leaves open is the root's; undefined if the conditions of the two exclude each other. */
function mergeEntry(root: HTTPFields, inner: HTTPFields): HTTPFields | undefined {
  const match = mergeMatches(root.match, inner.match);
  if (match === undefined) return undefined;
  const names = [root.name, inner.name].filter((name) => name !== undefined && name !== '');
  return {
    ...inner,
    delegate: undefined,
    match,
    name: names.length === 0 ? undefined : names.join('-'),
    rewrite: inner.rewrite ?? root.rewrite,
    directResponse: inner.directResponse ?? root.directResponse,
    timeout: inner.timeout ?? root.timeout,
    retries: inner.retries ?? root.retries,
    abort: inner.abort ?? root.abort,
    delayed: inner.delayed || root.delayed,
    mirrors: inner.mirrors.length > 0 ? inner.mirrors : root.mirrors,
    cors: inner.cors ?? root.cors,
    headers: inner.headers ?? root.headers,
  };
}

/** Every match of the delegate with every match of the root that it fits into; each has to fit into one at least. */
function mergeMatches(
  root: readonly HTTPMatchFields[],
  inner: readonly HTTPMatchFields[],
): readonly HTTPMatchFields[] | undefined {
  if (root.length === 0 || inner.length === 0) return root.length === 0 ? inner : root;
  const merged = inner.map((own) =>
    root.filter((outer) => !conflicts(outer, own)).map((outer) => mergeMatch(outer, own)),
  );
  return merged.some((list) => list.length === 0) ? undefined : merged.flat();
}

function mergeMatch(outer: HTTPMatchFields, own: HTTPMatchFields): HTTPMatchFields {
  const named = (field: 'headers' | 'withoutHeaders' | 'queryParams') => [
    ...new Map([...outer[field], ...own[field]]).entries(),
  ];
  return {
    ...own,
    uri: own.uri ?? outer.uri,
    method: own.method ?? outer.method,
    authority: own.authority ?? outer.authority,
    scheme: own.scheme ?? outer.scheme,
    headers: named('headers'),
    withoutHeaders: named('withoutHeaders'),
    queryParams: named('queryParams'),
    port: own.port ?? outer.port,
    gateways: own.gateways.length > 0 ? own.gateways : outer.gateways,
    sourceLabels: { ...outer.sourceLabels, ...own.sourceLabels },
    sourceNamespace: own.sourceNamespace ?? outer.sourceNamespace,
  };
}

function conflicts(outer: HTTPMatchFields, own: HTTPMatchFields): boolean {
  const single = (['uri', 'method', 'authority', 'scheme'] as const).some((field) => exclude(outer[field], own[field]));
  const named = (['headers', 'withoutHeaders', 'queryParams'] as const).some((field) => {
    const ofOuter = new Map(outer[field]);
    return own[field].some(([name, matcher]) => exclude(ofOuter.get(name), matcher));
  });
  const labels = Object.entries(own.sourceLabels).some(([key, value]) => (outer.sourceLabels[key] ?? value) !== value);
  return (
    single ||
    named ||
    labels ||
    outer.ignoreUriCase !== own.ignoreUriCase ||
    (outer.port !== undefined && own.port !== undefined && outer.port !== own.port) ||
    (outer.sourceNamespace !== undefined && outer.sourceNamespace !== own.sourceNamespace) ||
    (outer.gateways.length > 0 && own.gateways.some((gateway) => !outer.gateways.includes(gateway)))
  );
}

/** Whether the matcher of a delegate is not within that of its root; istiod does not compare expressions. */
function exclude(outer: StringMatch | undefined, own: StringMatch | undefined): boolean {
  if (outer === undefined || own === undefined) return false;
  if (outer.regex || own.regex) return true;
  if (outer.exact) return own.exact !== outer.exact;
  return !outer.prefix || !(own.exact || own.prefix || '').startsWith(outer.prefix);
}
