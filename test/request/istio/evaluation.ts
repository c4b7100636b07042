import { expect } from '@jest/globals';
import { convert } from '../../../src/convert/index.ts';
import { load } from '../../../src/input/load.ts';
import { loadRegularExpressions } from '../../../src/model/regular-expressions.ts';
import { evaluateIstio } from '../../../src/request/istio.ts';
import { type IstioWorld, mirrorWorld, type WorldSettings } from '../../../src/request/istio-world.ts';
import type { Evaluation, Outcome, Request } from '../../../src/request/request.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { outcomeText } from '../outcome-text.ts';

export type Form = 'mirror' | 'user';

export const forms: readonly Form[] = ['mirror', 'user'];

interface WorldOptions {
  readonly complete?: boolean;
  readonly settings?: Partial<WorldSettings>;
}

/** The world of Istio resources written by hand, of both forms. */
async function worldOf(yaml: string, options: WorldOptions = {}): Promise<IstioWorld> {
  const input = await load([{ name: 'istio.yaml', text: yaml }], { validate: 'ignore' });
  expect(input.diagnostics).toEqual([]);
  const world = mirrorWorld(convert(input, { settings: defaultSettings, complete: options.complete ?? false }));
  return { ...world, settings: { ...world.settings, ...options.settings } };
}

/** What becomes of a request in a world written by hand. */
export async function evaluate(yaml: string, request: Request, options?: WorldOptions): Promise<Evaluation> {
  return evaluateIstio(await worldOf(yaml, options), request, await loadRegularExpressions());
}

/** The outcome in the words of `outcomeText`. */
export async function outcomeOf(yaml: string, request: Request, options?: WorldOptions): Promise<string> {
  return outcomeText((await evaluate(yaml, request, options)).outcome);
}

/** The outcome of a request that goes to backends. */
export async function forwarded(yaml: string, request: Request, options?: WorldOptions) {
  const { outcome } = await evaluate(yaml, request, options);
  return asForwarded(outcome);
}

function asForwarded(outcome: Outcome): Extract<Outcome, { kind: 'backends' }> {
  if (outcome.kind !== 'backends') throw new Error(`nothing was forwarded: ${outcomeText(outcome)}`);
  return outcome;
}

interface ObjectOptions {
  readonly namespace?: string;
  /** A small number, 1 the oldest. */
  readonly age?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A document; `spec` is YAML in flow style, or a value. */
function document(kind: string, name: string, spec: string, options: ObjectOptions, apiVersion: string): string {
  const { namespace = 'ns', age, annotations = {} } = options;
  const creationTimestamp = age === undefined ? '' : `, creationTimestamp: "2026-01-01T00:00:0${age}Z"`;
  return `
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}, annotations: ${JSON.stringify(annotations)}${creationTimestamp}}
spec: ${spec}
`;
}

const istio = 'networking.istio.io/v1';

const front = 'front.ns.svc.cluster.local';

/** The Gateway `ns/gw`, or another one on the same pods: of the mirror form in front of the Service `front`, of the user form by a label. */
export function gateway(
  form: Form,
  servers: string,
  { name = 'gw', ...options }: ObjectOptions & { name?: string } = {},
) {
  const annotations = form === 'mirror' ? { 'internal.istio.io/gateway-service': front } : {};
  const selector = form === 'mirror' ? '' : 'selector: {app: front}, ';
  const more = { ...options, annotations: { ...annotations, ...options.annotations } };
  return document('Gateway', name, `{${selector}servers: [${servers}]}`, more, istio);
}

/** A server on port 80 in the clear. */
export function httpServer(...hosts: readonly string[]): string {
  return `{port: {number: 80, name: http, protocol: HTTP}, hosts: ${JSON.stringify(hosts)}}`;
}

/** A server on port 443, by default one that terminates TLS for HTTP. */
export function tlsServer(hosts: readonly string[], protocol = 'HTTPS', mode = 'SIMPLE'): string {
  return `{port: {number: 443, name: s, protocol: ${protocol}}, hosts: ${JSON.stringify(hosts)}, tls: {mode: ${mode}, credentialName: c}}`;
}

/** A VirtualService with the fields of its `spec` in flow style. */
export function virtualService(form: Form, name: string, spec: string, options: ObjectOptions = {}): string {
  const annotations = form === 'mirror' ? { 'internal.istio.io/route-semantics': 'gateway' } : {};
  const more = { ...options, annotations: { ...annotations, ...options.annotations } };
  return document('VirtualService', name, `{${spec}}`, more, istio);
}

/** A VirtualService of `ns/gw` for all hosts, with these `http` entries. */
export function rules(form: Form, http: string, name = 'vs', options: ObjectOptions = {}): string {
  return virtualService(form, name, `hosts: ["*"], gateways: [ns/gw], http: [${http}]`, options);
}

/** A Gateway for all hosts on port 80 with these `http` entries. */
export function site(form: Form, http: string): string {
  return gateway(form, httpServer('*/*')) + rules(form, http);
}

/** A destination: `to('v1')` is the Service `ns/v1`. */
export function to(service: string, more = ''): string {
  return `{destination: {host: ${service}.ns.svc.cluster.local, port: {number: 80}}${more && `, ${more}`}}`;
}

/** The field `route` with one destination. */
export function route(service: string): string {
  return `route: [${to(service)}]`;
}

export function service(name: string, ports: string, { namespace = 'ns', selector = '{}' } = {}): string {
  return document('Service', name, `{ports: [${ports}], selector: ${selector}}`, { namespace }, 'v1');
}

export function serviceEntry(name: string, spec: string, namespace = 'ns'): string {
  return document('ServiceEntry', name, `{${spec}}`, { namespace }, istio);
}

/** An Istio resource of another kind. */
export function istioObject(kind: string, name: string, spec: string, options: ObjectOptions = {}): string {
  return document(kind, name, `{${spec}}`, options, istio);
}
