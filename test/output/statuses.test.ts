import { expect, test } from '@jest/globals';
import { convert } from '../../src/convert/index.ts';
import { computeStatuses } from '../../src/convert/status/index.ts';
import { load } from '../../src/input/load.ts';
import { statusPrinters } from '../../src/output/index.ts';
import { defaultSettings } from '../../src/settings.ts';

const text = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: own}
spec: {controllerName: istio.io/gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: HTTPRoute
metadata: {name: r, namespace: app}
spec: {}
`;
const list = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'own' },
      status: {
        conditions: [{ type: 'Accepted', status: 'True', reason: 'Accepted', message: 'Handled by Istio controller' }],
      },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'r', namespace: 'app' },
      status: { parents: [] },
    },
  ],
};

test('documents are a List of what identifies an object and its status', async () => {
  const statuses = computeStatuses(convert(await load([{ name: 'a.yaml', text }]), { settings: defaultSettings }));
  expect(JSON.parse((await statusPrinters.json())(statuses))).toEqual(list);
  expect((await statusPrinters.yaml())(statuses)).toBe(`apiVersion: v1
items:
- apiVersion: gateway.networking.k8s.io/v1
  kind: GatewayClass
  metadata:
    name: own
  status:
    conditions:
    - message: Handled by Istio controller
      reason: Accepted
      status: "True"
      type: Accepted
- apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata:
    name: r
    namespace: app
  status:
    parents: []
kind: List
`);
});

test('a List of nothing is a List', async () => {
  expect((await statusPrinters.yaml())([])).toBe('apiVersion: v1\nitems: []\nkind: List\n');
  expect(JSON.parse((await statusPrinters.json())([]))).toEqual({ apiVersion: 'v1', kind: 'List', items: [] });
});
