import { type ApplyReadyOptions, renderApplyReady } from '../../../src/convert/apply-ready/index.ts';
import { convert } from '../../../src/convert/index.ts';
import { load } from '../../../src/input/load.ts';
import type { LoadOptions } from '../../../src/input/load-options.ts';
import { loadRegularExpressions } from '../../../src/model/regular-expressions.ts';
import { printJson } from '../../../src/output/resource-json.ts';
import { defaultSettings, type Settings } from '../../../src/settings.ts';
import { core, gatewayAPI } from '../conversion.ts';

/** How the objects of a test become apply-ready: by default an open world, with the defaults of the CRDs, nothing validated, without provenance. */
export interface ApplyOptions extends Partial<Omit<ApplyReadyOptions, 'expressions'>> {
  readonly settings?: Partial<Settings>;
  readonly complete?: boolean;
  readonly load?: LoadOptions;
  /** Objects that are read for reference only. */
  readonly context?: readonly object[];
}

/** A resource as it is printed. */
export interface AppliedResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: Spec;
}

/** The fields that tests look at. */
interface Spec {
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly exportTo?: readonly string[];
  readonly http?: readonly Readonly<Record<string, unknown>>[];
  readonly tcp?: readonly unknown[];
  readonly tls?: readonly unknown[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly servers?: readonly { readonly hosts: readonly string[]; readonly port: unknown; readonly tls?: unknown }[];
  readonly trafficPolicy?: unknown;
  readonly host?: string;
  readonly ports?: unknown;
}

const expressions = await loadRegularExpressions();

/** What is said of every Gateway that istiod deploys: left out of what tests compare. */
const always = ['GWX-A25', 'GWX-A29 note'];

/** Converts plain objects and renders them to apply. */
export async function apply(objects: readonly object[], options: ApplyOptions = {}) {
  const { settings, complete = false, load: loading, context = [], ...rest } = options;
  const source = (name: string, list: readonly object[], isContext: boolean) => ({
    name,
    text: list.map((object) => JSON.stringify(object)).join('\n---\n'),
    context: isContext,
  });
  const sources = [
    source('test.yaml', objects, false),
    ...(context.length > 0 ? [source('context.yaml', context, true)] : []),
  ];
  const input = await load(sources, { validate: 'ignore', channel: 'experimental', ...loading });
  const result = convert(input, { settings: { ...defaultSettings, ...settings }, complete });
  const applied = renderApplyReady(result, { provenance: false, ...rest, expressions });
  const printed: { items: AppliedResource[] } = JSON.parse(printJson(applied.resources, 'apply-ready'));
  const said = applied.messages.map(({ code, level, message }) => `${code} ${level}: ${message}`);
  const ofKind = (kind: string) => printed.items.filter((resource) => resource.kind === kind);
  return {
    applied,
    resources: printed.items,
    gateways: ofKind('Gateway'),
    virtualServices: ofKind('VirtualService'),
    destinationRules: ofKind('DestinationRule'),
    serviceEntries: ofKind('ServiceEntry'),
    allMessages: said,
    messages: said.filter((text) => !always.some((prefix) => text.startsWith(prefix))),
    corrections: applied.corrections,
  };
}

/** `namespace/name` of resources, for comparing at a glance. */
export function names(resources: readonly AppliedResource[]): readonly string[] {
  return resources.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

/** A Gateway with addresses: istiod deploys nothing for it. */
export function unmanaged(name: string, address: string, listeners: readonly object[], metadata: object = {}): object {
  const spec = { gatewayClassName: 'istio', addresses: [{ type: 'Hostname', value: address }], listeners };
  return gatewayAPI('Gateway', name, spec, metadata);
}

/** The Service of a gateway, with the labels of its pods. */
export function gatewayService(name: string, namespace: string, selector: object, more: object = {}): object {
  return core('Service', name, namespace, {
    metadata: { name, namespace, ...more },
    spec: { selector, ports: [{ name: 'http', port: 80 }] },
  });
}

/** A route to the Service `web`. */
export function route(kind: string, name: string, spec: object = {}, metadata: object = {}): object {
  const rules = [{ backendRefs: [{ name: 'web', port: 80 }] }];
  return gatewayAPI(kind, name, { parentRefs: [{ name: 'web', namespace: 'app' }], rules, ...spec }, metadata);
}

/** An object of an Istio kind. */
export function istio(kind: string, name: string, spec: object, metadata: object = {}): object {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace: 'app', ...metadata }, spec };
}

/** The `http` entries of one HTTPRoute or GRPCRoute `app/r` with these rules on the Gateway `app/web`. */
export async function applyRules(
  rules: readonly object[],
  options: ApplyOptions & { readonly kind?: string; readonly beside?: readonly object[] } = {},
) {
  const { kind = 'HTTPRoute', beside = [], ...rest } = options;
  const listener = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } };
  const gateway = gatewayAPI('Gateway', 'web', { gatewayClassName: 'istio', listeners: [listener] });
  const { virtualServices, messages, corrections } = await apply([gateway, route(kind, 'r', { rules }), ...beside], {
    ...rest,
    load: { defaults: false, ...rest.load },
  });
  return { http: virtualServices[0]?.spec.http, messages, corrections };
}
