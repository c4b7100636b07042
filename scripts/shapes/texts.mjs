// Shapes of text: where comments or the form of the documents count.
import { documents, list, route, rule, yamlRoute } from './objects.mjs';

/** @type {Readonly<Record<string, (size: number) => string>>} */
export const textShapes = {
  'suppressions of findings': (size) =>
    documents([
      ...list(
        size,
        (i) =>
          `${yamlRoute(i).replace('  - name: gateway', `  # gwx-ignore parent-not-found: it is elsewhere\n  - name: gateway`)}`,
      ),
    ]),
  'suppressions without use': (size) => documents(list(size, (i) => `# gwx-ignore GWX0501: not so\n${yamlRoute(i)}`)),
  'suppressions in one document': (size) =>
    `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ingress
  namespace: app
spec:
  selector:
    istio: ingressgateway
  servers:
${list(size, (i) => `  # gwx-ignore istio-validation: later\n  - port: {number: 80, name: http-${i}, protocol: HTTPX}\n    hosts: ["bad_${i}..example"]\n`).join('')}`,
  'one JSON array': (size) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: list(size, (i) => route(i, { hostnames: [`h${i}.example.com`], rules: [rule('/', 'web')] })),
    }),
  'one YAML list': (size) =>
    `apiVersion: v1\nkind: List\nitems:\n${list(size, (i) => yamlRoute(i).replace(/^/gm, '  ').replace('  ', '- ').trimEnd()).join('\n')}\n`,
  'Helm sources': (size) => documents(list(size, (i) => `# Source: chart/templates/route-${i}.yaml\n${yamlRoute(i)}`)),
  'repeated keys': (size) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${list(size, (i) => `  k${i % 2 ? i : 0}: v\n`).join('')}`,
  'broken documents': (size) => documents(list(size, (i) => `a: [\nb${i}: }\n`)),
  templates: (size) =>
    documents(list(size, (i) => yamlRoute(i).replace('name: gateway', 'name: {{ .Values.gateway }}'))),
  anchors: (size) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${list(size, (i) => `  k${i}: &a${i} v\n  l${i}: *a${i}\n`).join('')}`,
  'one long line': (size) =>
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{${list(size, (i) => `"k${i}":"v"`).join(',')}}}`,
};
