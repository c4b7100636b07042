import { convert } from '../../src/convert/index.ts';
import type { Issue } from '../../src/convert/issue.ts';
import { load } from '../../src/input/load.ts';
import type { LoadOptions } from '../../src/input/load-options.ts';
import type { VirtualServiceSpec } from '../../src/model/istio.ts';
import type { Path } from '../../src/model/resource.ts';
import { printJson } from '../../src/output/resource-json.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';

/** How the objects of a test are converted: by default an open world, with the defaults of the CRDs, nothing validated. */
export interface TestOptions {
  readonly settings?: Partial<Settings>;
  readonly complete?: boolean;
  readonly load?: LoadOptions;
}

/** A generated resource as it is printed. */
export interface PrintedResource {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly creationTimestamp?: string;
  };
  readonly spec: VirtualServiceSpec;
}

/** What came out, in the forms that tests compare. */
export interface Conversion {
  readonly virtualServices: readonly PrintedResource[];
  /** `path condition-or-silent reason (severity): message`, in the order in which they were recorded. */
  readonly issues: readonly string[];
  /** `kind namespace/name`. */
  readonly assumptions: readonly string[];
}

/** Converts plain objects, given as they would be written in a file. */
export async function convertObjects(objects: readonly object[], options: TestOptions = {}): Promise<Conversion> {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = await load([{ name: 'test.yaml', text }], {
    validate: 'ignore',
    channel: 'experimental',
    ...options.load,
  });
  const settings = { ...defaultSettings, ...options.settings };
  const result = convert(input, { settings, complete: options.complete ?? false });
  const resources: PrintedResource[] = JSON.parse(printJson(result.resources, 'mirror') || '[]');
  return {
    virtualServices: resources.filter(({ kind }) => kind === 'VirtualService'),
    issues: result.issues.map(issueText),
    assumptions: result.assumptions.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
  };
}

function issueText({ place, condition, reason, severity, message }: Issue): string {
  const path = 'path' in place ? pathText(place.path) : '';
  return `${path} ${condition ?? 'silent'} ${reason} (${severity}): ${message}`;
}

function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

const gatewayVersion = 'gateway.networking.k8s.io/v1';

/** An object of a Gateway API kind in namespace `app` unless the metadata names another. */
export function gatewayAPI(kind: string, name: string, spec: object, metadata: object = {}): object {
  return { apiVersion: gatewayVersion, kind, metadata: { name, namespace: 'app', ...metadata }, spec };
}

/** An HTTP listener for routes of every namespace. */
export function listener(name: string, more: object = {}): object {
  return { name, port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } }, ...more };
}

/** The Gateway `app/web`. */
export function gateway(...listeners: readonly object[]): object {
  return gatewayAPI('Gateway', 'web', { gatewayClassName: 'istio', listeners });
}

/** An object of a core kind. */
export function core(kind: string, name: string, namespace: string, more: object = {}): object {
  return { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }) }, ...more };
}

/** A Service with port 80. */
export function service(name: string, namespace = 'app', labels: object = {}): object {
  return core('Service', name, namespace, {
    metadata: { name, namespace, labels },
    spec: { ports: [{ name: 'http', port: 80 }] },
  });
}

/** Merge keys, names and the like of VirtualServices, for comparing at a glance. */
export function names({ virtualServices }: Conversion): readonly string[] {
  return virtualServices.map(({ metadata }) => metadata.name);
}

/** The `http` entries and issues of the rules of one HTTPRoute or GRPCRoute `app/r` on a Gateway, with other objects beside it. */
export async function convertRules(
  kind: 'HTTPRoute' | 'GRPCRoute',
  rules: readonly object[],
  options: TestOptions & { beside?: readonly object[] } = {},
) {
  const route = gatewayAPI(kind, 'r', { parentRefs: [{ name: 'web' }], rules });
  const { virtualServices, issues, assumptions } = await convertObjects(
    [gateway(listener('http')), route, ...(options.beside ?? [])],
    { ...options, load: { defaults: false, ...options.load } },
  );
  return { http: virtualServices[0]?.spec.http, issues, assumptions };
}

/** A loaded route, for tests of functions that want one and do not care which. */
export async function loadRoute(spec: object = {}) {
  const { index } = await load([{ name: 'r.yaml', text: JSON.stringify(gatewayAPI('HTTPRoute', 'r', spec)) }], {
    validate: 'ignore',
    defaults: false,
  });
  const [route] = index.list('httproutes.gateway.networking.k8s.io');
  if (route === undefined) throw new Error('the route did not load');
  return route;
}
