// The input of the benchmark: HTTPRoutes over Gateways, as YAML that looks like what people write.

/**
 * @param {number} routes
 * @param {number} gateways
 * @returns {string}
 */
export function benchInput(routes, gateways) {
  return benchDocuments(routes, gateways).join('---\n');
}

/**
 * The same objects as the files of a repository, ten in each.
 * @param {number} routes
 * @param {number} gateways
 * @returns {string[]}
 */
export function benchFiles(routes, gateways) {
  const documents = benchDocuments(routes, gateways);
  const files = Array.from({ length: Math.ceil(documents.length / 10) }, (_, i) =>
    documents.slice(i * 10, i * 10 + 10),
  );
  return files.map((held) => held.join('---\n'));
}

/** @param {number} routes @param {number} gateways */
function benchDocuments(routes, gateways) {
  const documents = [];
  for (let i = 0; i < gateways; i++) documents.push(gateway(i));
  for (let i = 0; i < routes; i++) documents.push(route(i, i % gateways));
  return documents;
}

/** @param {number} i */
function gateway(i) {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: gateway-${i}
  namespace: infra
spec:
  gatewayClassName: istio
  listeners:
  - name: http
    port: 80
    protocol: HTTP
    hostname: "*.g${i}.example.com"
    allowedRoutes:
      namespaces:
        from: All
  - name: https
    port: 443
    protocol: HTTPS
    hostname: "*.g${i}.example.com"
    tls:
      mode: Terminate
      certificateRefs:
      - name: certificate-${i}
    allowedRoutes:
      namespaces:
        from: All
`;
}

/**
 * Every tenth route has its hostname in common with others of its team, so that VirtualServices are merged.
 * @param {number} i
 * @param {number} gateway
 */
function route(i, gateway) {
  const team = `team-${i % 50}`;
  const host = i % 10 === 0 ? team : `shop-${i}`;
  return `# What the customers of shop ${i} see.
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: route-${i}
  namespace: ${team}
  labels:
    app: shop-${i}
spec:
  parentRefs:
  - name: gateway-${gateway}
    namespace: infra
    sectionName: https
  hostnames:
  - ${host}.g${gateway}.example.com
  rules:
  - matches:
    - path:
        type: PathPrefix
        value: /api/v${i % 3}
      headers:
      - name: x-version
        value: "${i % 7}"
    - path:
        type: Exact
        value: /health
    filters:
    - type: RequestHeaderModifier
      requestHeaderModifier:
        add:
        - name: x-route
          value: route-${i}
    backendRefs:
    - name: api-${i % 200}
      port: 8080
      weight: 90
    - name: api-${i % 200}-canary
      port: 8080
      weight: 10
  - filters:
    - type: URLRewrite
      urlRewrite:
        path:
          type: ReplacePrefixMatch
          replacePrefixMatch: /
    matches:
    - path:
        type: PathPrefix
        value: /static
    backendRefs:
    - name: web
      port: 80
`;
}
