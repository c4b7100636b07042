/** A case of section 14 of the rule catalogue. */
export interface Case {
  /** Its number, with a letter where it has several parts. */
  readonly id: string;
  readonly title: string;
  readonly input: string;
  /** Further files, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly context?: string;
  readonly args?: readonly string[];
  /** The only findings expected, but for the note on assumed objects: `severity CODE kind namespace/name path`. */
  readonly findings: readonly string[];
  /** What the note on assumed objects names: `Kind namespace: names`; not looked at if it is left out. */
  readonly assumed?: readonly string[];
  /** Texts that the first finding holds somewhere: in message, help or related places. */
  readonly says?: readonly string[];
  /** Texts that no finding holds. */
  readonly saysNot?: readonly string[];
  /** Roles and paths of the related places of the first finding. */
  readonly related?: readonly string[];
  readonly data?: object;
  /** New text of the safe fix of the first finding. */
  readonly fix?: string;
}

function yaml(strings: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: strings }, ...values).trim();
}

/** Documents of one file. */
export function documents(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('---\n');
}

export function gateway(name: string, namespace: string, listeners: string, more = ''): string {
  return yaml`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  gatewayClassName: istio
  listeners: ${listeners}
${more}`;
}

export const httpListener = '[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]';

export function service(name: string, namespace: string, ports = '[{name: http, port: 80}]'): string {
  return yaml`
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {ports: ${ports}}`;
}

/** A route of some kind; `spec` are the lines of its spec, indented by two. */
export function route(kind: string, name: string, namespace: string, spec: string, metadata = ''): string {
  return yaml`
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}${metadata}}
spec:
${spec}`;
}

export const toPublic = '  parentRefs: [{name: public, namespace: infra}]\n';
export const backend = 'backendRefs: [{name: cart, port: 80}]';
export const rules = `  rules: [{${backend}}]`;
export const publicGateway = gateway('public', 'infra', httpListener);
export const cart = service('cart', 'shop');
export const api = 'matches: [{path: {value: /api}}]';

/** An HTTPRoute of namespace `shop`. */
export function shopRoute(name: string, spec: string, metadata = ''): string {
  return route('HTTPRoute', name, 'shop', spec, metadata);
}

/** One for `/api` of one host of the public Gateway. */
export function apiRoute(name: string, metadata = '', matches = api): string {
  const rule = `  hostnames: [shop.example.com]\n  rules: [{name: ${name}, ${matches}, timeouts: {request: ${name.length}s}, ${backend}}]`;
  return shopRoute(name, `${toPublic}${rule}`, metadata);
}
