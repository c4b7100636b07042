import fc from 'fast-check';
import { anyManifest, type Manifest } from './object-arbitraries.ts';

// The names of the other objects, so that policies meet targets, and routes backends.
const namespace = fc.constantFrom('apple', 'apple', 'banana');
const name = fc.constantFrom('a', 'a-b', 'a2', 'b');
const controller = fc.constantFrom('istio.io/gateway-controller', 'istio.io/mesh-controller', 'other.io/controller');
const group = {
  gateway: 'gateway.networking.k8s.io',
  experimental: 'gateway.networking.x-k8s.io',
  inference: 'inference.networking.k8s.io',
  istio: 'networking.istio.io',
};
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const targetKind = fc.constantFrom(
  { group: '', kind: 'Service' },
  { group: '', kind: 'Service' },
  { group: group.istio, kind: 'ServiceEntry' },
  { group: '', kind: 'Secret' },
  { group: group.experimental, kind: 'XBackend' },
);
const targetRef = fc
  .record({ target: targetKind, name, sectionName: optional(fc.constantFrom('http', 'gone')) })
  .map(({ target, ...rest }) => ({ ...target, ...rest }));
const targetRefs = fc.array(targetRef, { minLength: 1, maxLength: 3 });

const validation = fc.record(
  {
    hostname: fc.constantFrom('h.example', 'i.example'),
    wellKnownCACertificates: fc.constantFrom('System', 'System', 'x.io/other'),
    caCertificateRefs: fc.array(
      fc.record({ group: fc.constant(''), kind: fc.constantFrom('ConfigMap', 'ConfigMap', 'Secret'), name }),
      { maxLength: 2 },
    ),
    subjectAltNames: fc.array(
      fc.record({ type: fc.constantFrom('Hostname', 'Other'), hostname: fc.constant('san.example') }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['hostname'] },
);

const metadata = fc.record(
  {
    name,
    namespace,
    creationTimestamp: fc.constantFrom('2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'),
    uid: fc.constantFrom('1', '2'),
    generation: fc.constantFrom(0, 1, 2),
    annotations: fc.record({ 'istio.io/ignore-policy-attachment': fc.constantFrom('true', 'false', 'false') }),
  },
  { requiredKeys: ['name', 'namespace'] },
);

function object(apiVersion: string, kind: string, spec: fc.Arbitrary<unknown>): fc.Arbitrary<Manifest> {
  return fc.record({ metadata, spec }).map((fields) => ({ apiVersion, kind, ...fields }));
}

const backendTLSPolicy = object(`${group.gateway}/v1`, 'BackendTLSPolicy', fc.record({ targetRefs, validation }));
const trafficPolicy = object(
  `${group.experimental}/v1alpha1`,
  'XBackendTrafficPolicy',
  fc.record(
    {
      targetRefs,
      retryConstraint: fc.record({ budget: fc.record({ percent: fc.nat({ max: 100 }) }) }),
      sessionPersistence: fc.constant({}),
    },
    { requiredKeys: ['targetRefs'] },
  ),
);
const xBackend = object(
  `${group.experimental}/v1alpha1`,
  'XBackend',
  fc.record({
    type: fc.constantFrom('ExternalHostname', 'ExternalHostname', 'ExternalHostname', 'Other'),
    externalHostname: fc.record({ hostname: fc.constantFrom('x.example', 'y.example', 'a.apple.svc.cluster.local') }),
    port: fc.record({ port: fc.constantFrom(80, 443) }),
    tls: optional(
      fc.record({ mode: fc.constantFrom('None', 'ServerOnly', 'ServerOnly', 'ClientAndServer'), validation }),
    ),
  }),
);
const inferencePool = object(
  `${group.inference}/v1`,
  'InferencePool',
  fc.record({
    endpointPickerRef: fc.record({
      name,
      kind: fc.constantFrom('Service', 'Service', 'Pod'),
      port: optional(fc.constant({ number: 1 })),
    }),
  }),
);
const serviceEntry = object(
  `${group.istio}/v1`,
  'ServiceEntry',
  fc.record({
    hosts: fc.uniqueArray(fc.constantFrom('x.example', 'se.example', '*.se.example'), { minLength: 1, maxLength: 2 }),
    ports: fc.constant([{ name: 'http', number: 80, protocol: 'HTTP' }]),
  }),
);
const configMap: fc.Arbitrary<Manifest> = fc
  .record({ name, namespace, data: fc.constantFrom({ 'ca.crt': 'x' }, { 'ca.crt': '' }, {}) })
  .map(({ data, ...meta }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data }));

const backendRef = fc
  .record({
    target: fc.constantFrom(
      {},
      { group: group.experimental, kind: 'XBackend' },
      { group: group.inference, kind: 'InferencePool' },
    ),
    name,
    port: optional(fc.constantFrom(80, 443)),
  })
  .map(({ target, ...rest }) => ({ ...target, ...rest }));
const route = object(
  `${group.gateway}/v1`,
  'HTTPRoute',
  fc.record({
    parentRefs: fc.array(fc.record({ name, namespace }), { minLength: 1, maxLength: 2 }),
    rules: fc.array(fc.record({ backendRefs: fc.array(backendRef, { minLength: 1, maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
);

const condition = fc.record(
  {
    type: fc.constantFrom('Accepted', 'Programmed', 'ResolvedRefs', 'Mine'),
    status: fc.constantFrom('True', 'False'),
    reason: fc.constantFrom('Accepted', 'Old'),
    message: fc.constantFrom('Route was valid', 'Configuration is valid', 'old'),
    observedGeneration: fc.constantFrom(0, 1),
    lastTransitionTime: fc.constant('2024-01-01T00:00:00Z'),
  },
  { requiredKeys: ['type', 'status'] },
);
const conditions = fc.array(condition, { maxLength: 3 });
const ref = fc.record(
  { group: fc.constantFrom('', group.gateway), kind: fc.constantFrom('Service', 'Gateway'), name, namespace },
  { requiredKeys: ['name'] },
);
const status = fc.record(
  {
    conditions,
    ancestors: fc.array(fc.record({ ancestorRef: ref, controllerName: controller, conditions }), { maxLength: 3 }),
    parents: fc.array(fc.record({ parentRef: ref, controllerName: controller, conditions }), { maxLength: 3 }),
    listeners: fc.array(
      fc.record({
        name: fc.constantFrom('http', 'x', 'gone'),
        attachedRoutes: fc.nat(),
        supportedKinds: fc.constant([]),
        conditions,
      }),
      { maxLength: 3 },
    ),
    addresses: fc.array(fc.record({ value: fc.constant('1.2.3.4') }), { maxLength: 1 }),
    attachedListenerSets: fc.nat({ max: 3 }),
  },
  { requiredKeys: [] },
);

/** An object of any kind that has or makes a status, some with one in the file. */
export const anyManifestWithStatus: fc.Arbitrary<Manifest> = fc
  .record({
    manifest: fc.oneof(
      { weight: 8, arbitrary: anyManifest },
      { weight: 3, arbitrary: backendTLSPolicy },
      { weight: 2, arbitrary: trafficPolicy },
      { weight: 2, arbitrary: xBackend },
      { weight: 2, arbitrary: inferencePool },
      { weight: 1, arbitrary: serviceEntry },
      { weight: 1, arbitrary: configMap },
      { weight: 2, arbitrary: route },
    ),
    status: fc.option(status, { nil: undefined, freq: 2 }),
  })
  .map(({ manifest, status: written }) => (written === undefined ? manifest : { ...manifest, status: written }));

/** Objects with distinct identities. */
export const manifestsWithStatus: fc.Arbitrary<readonly Manifest[]> = fc.uniqueArray(anyManifestWithStatus, {
  minLength: 10,
  maxLength: 40,
  size: 'max',
  selector: ({ kind, metadata: { name: own, namespace: ns } }) => `${kind}/${ns ?? ''}/${own}`,
});
