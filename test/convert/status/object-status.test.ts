import { describe, expect, test } from '@jest/globals';
import { convertText, statusOf } from '../policies/conversion.ts';

const group = 'gateway.networking.k8s.io';
const gateway = (addresses = '', listener = 'protocol: HTTP, port: 80') => `
---
apiVersion: ${group}/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: istio, ${addresses} allowedListeners: {namespaces: {from: Same}}, listeners: [{name: a, ${listener}}]}
`;
const set = (listener: string) => `
---
apiVersion: ${group}/v1
kind: ListenerSet
metadata: {name: set}
spec: {parentRef: {name: gw}, listeners: [{name: b, hostname: a.b, ${listener}}]}
`;
const service = '\n---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1}]}}\n';

describe('what rests on an assumption', () => {
  const open = { complete: false };
  test.each([
    ['Programmed of a managed Gateway', gateway(), 'gw', ['Programmed']],
    [
      'not if another Service is wrong',
      gateway('addresses: [{type: Hostname, value: s}, {type: Hostname, value: t}],') + service,
      'gw',
      [],
    ],
    ['Programmed of a ListenerSet', gateway() + set('protocol: HTTP, port: 80'), 'set', ['Programmed']],
    ['not if none of its listeners is valid', gateway() + set('protocol: UDP, port: 81'), 'set', []],
  ])('%s', async (_case, text, name, assumed) => {
    const kind = name === 'gw' ? 'Gateway' : 'ListenerSet';
    expect(statusOf(await convertText(text, open), kind, name)?.assumed).toEqual(assumed);
    expect(statusOf(await convertText(text), kind, name)?.assumed).toEqual([]);
  });
});

describe('the entries that istiod writes itself', () => {
  const foreign = '{controllerName: x.io/c, parentRef: {name: other}, conditions: [{type: Accepted, status: "False"}]}';
  const route = `
---
apiVersion: ${group}/v1
kind: HTTPRoute
metadata: {name: r}
spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: p}]}]}
status: {parents: [${foreign}]}
`;
  const pool = `
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: {name: p}
spec: {targetPorts: [{number: 1}], endpointPickerRef: {name: s, port: {number: 1}}}
status: {parents: [{parentRef: {name: other}, conditions: [{type: Accepted, status: "False"}]}]}
`;
  const policy = `
---
apiVersion: ${group}/v1
kind: BackendTLSPolicy
metadata: {name: t}
spec: {targetRefs: [{group: '', kind: Service, name: s}], validation: {hostname: a.b, wellKnownCACertificates: System}}
status: {ancestors: [{controllerName: x.io/c, ancestorRef: {name: other}, conditions: [{type: Accepted, status: "False"}]}]}
`;
  test.each([
    ['HTTPRoute', 'r', 'parents'],
    ['InferencePool', 'p', 'parents'],
    ['BackendTLSPolicy', 't', 'ancestors'],
  ])('of a %s', async (kind, name, list) => {
    const found = statusOf(await convertText(gateway() + service + route + pool + policy), kind, name);
    const { [list]: entries } = found?.status ?? {};
    expect(Array.isArray(entries) ? entries.slice(1) : []).toEqual(found?.own);
    expect(found?.own).toHaveLength(1);
    expect(JSON.stringify(found?.own)).not.toContain('other');
  });
});
