import { describe, expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings.ts';
import { convertObjects, core, gateway, gatewayAPI, listener, service } from './conversion.ts';

export type Kind = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute';

export interface Attempt {
  readonly ref: object;
  readonly beside?: readonly object[];
  readonly settings?: Partial<Settings>;
  readonly kind?: Kind;
  readonly mesh?: boolean;
}

export const all = gateway(
  listener('http'),
  listener('tcp', { port: 90, protocol: 'TCP' }),
  listener('tls', { port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }),
);
const field = { HTTPRoute: 'http', GRPCRoute: 'http', TCPRoute: 'tcp', TLSRoute: 'tls' } as const;
const base = 'spec.rules[0].backendRefs[0]';

/** The destination of a backendRef, `undefined` after a hard error, and the issues, in a closed or open world. */
export async function resolve(
  { ref, beside = [], settings = {}, kind = 'HTTPRoute', mesh = false }: Attempt,
  complete = true,
) {
  const parent = mesh ? { group: '', kind: 'Service', name: 'parent' } : { name: 'web' };
  const route = gatewayAPI(kind, 'r', { parentRefs: [parent], rules: [{ backendRefs: [ref] }] });
  const objects = [all, route, service('parent'), ...beside];
  const conversion = await convertObjects(objects, { complete, settings, load: { defaults: false } });
  const [entry] = conversion.virtualServices[0]?.spec[field[kind]] ?? [];
  return {
    destination: entry?.route?.[0]?.destination,
    issues: conversion.issues.map((issue) => issue.replace(`${base}`, '').replace('ResolvedRefs ', '')),
    assumptions: conversion.assumptions,
  };
}

export const alpha = { EnableAlphaGatewayAPI: true };
export const inference = { EnableGatewayAPIInferenceExtension: true };
export const shadow = 'pool-ip-27cac550';
export const shadowHost = `${shadow}.app.svc.cluster.local`;
export const pool = {
  apiVersion: 'inference.networking.k8s.io/v1',
  kind: 'InferencePool',
  metadata: { name: 'pool', namespace: 'app' },
  spec: { endpointPickerRef: { name: 'picker', port: { number: 9002 } } },
};
export const toPool = { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'pool' };
export const extension = (values: Record<string, string>) =>
  core('Service', shadow, 'app', {
    metadata: {
      name: shadow,
      namespace: 'app',
      labels: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [`istio.io/inferencepool-extension-${key}`, value]),
      ),
    },
    spec: { ports: [{ port: 54321 }, { port: 54322 }] },
  });
export const labelled = { service: 'picker', port: '9002', 'failure-mode': 'FailClose' };
export const xbackend = (spec: object, namespace = 'app') => ({
  apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
  kind: 'XBackend',
  metadata: { name: 'ext', namespace },
  spec,
});
export const external = { type: 'ExternalHostname', externalHostname: { hostname: 'e.com' }, port: { port: 443 } };
export const toX = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'ext' };
export const toHostname = { group: 'networking.istio.io', kind: 'Hostname', name: 'e.com', port: 443 };
export const toImport = { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'web', port: 80 };
export const serviceEntry = (namespace: string, ...hosts: readonly string[]) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'se', namespace },
  spec: { hosts },
});
export const webHost = 'web.app.svc.cluster.local';
export const at = (host: string, number: number) => ({ host, port: { number } });
export const portless = ' InvalidDestination (hard): port is required in backendRef';

/** What it is, the attempt, the destination in a closed world, the issues there; what differs in an open world. */
export type Row = readonly [
  string,
  Attempt,
  object | undefined,
  readonly string[],
  { destination?: object; assumed?: string }?,
];

/** Runs a table of attempts in both worlds. */
export function describeBackends(kind: string, rows: readonly Row[]): void {
  describe(`RT-72, RT-75, section 10: ${kind}`, () => {
    // Wrapped, because Jest would take the missing last value of a short row for the place of a callback.
    const wrapped = rows.map((row) => [row[0], row] as const);

    test.each(wrapped)('%s, closed world', async (_name, [, attempt, destination, issues]) => {
      expect(await resolve(attempt)).toEqual({ destination, issues, assumptions: [] });
    });

    test.each(wrapped)('%s, open world', async (_name, [, attempt, destination, issues, open = {}]) => {
      const exists = open.assumed !== undefined || open.destination !== undefined;
      expect(await resolve(attempt, false)).toEqual({
        destination: open.destination ?? destination,
        issues: exists ? issues.filter((issue) => !issue.includes('BackendNotFound')) : issues,
        assumptions: open.assumed === undefined ? [] : [open.assumed],
      });
    });
  });
}
