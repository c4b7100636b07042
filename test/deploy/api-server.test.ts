import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refusedObjects } from '../../src/commands/refused-objects.ts';
import { mergeSchemas } from '../../src/deploy/merge-schema.ts';
import { pathInPatch } from '../../src/deploy/patch-path.ts';
import { at, configMap, deploy, everything, gateway, type TestOptions } from './deployment.ts';

const classes = ['istio', 'istio-waypoint', 'istio-east-west', 'istio-agentgateway', 'istio-agentgateway-waypoint'];
const parameters = { infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'options' } } };

/** `path-or-key reason: message` of what the API server would refuse. */
async function refused(objects: readonly object[], options: TestOptions = {}): Promise<readonly string[]> {
  const { result, problems } = await deploy(objects, { settings: everything, ...options });
  expect(problems).toEqual([]);
  return (await refusedObjects(result.gateways)).map(({ reason, message, place, part }) => {
    const path = 'path' in place ? place.path.join('.') : '';
    const inside = Array.isArray(part) && part.length > 0 ? `/${part.join('.')}` : '';
    return `${path}${inside} ${reason}: ${message}`;
  });
}

const overlaid = (data: object, more: object = {}) => [gateway({ ...parameters, ...more }), configMap('options', data)];

describe('what istiod deploys, the API server takes', () => {
  const overlays = {
    serviceAccount: '',
    service: '',
    deployment: '',
    horizontalPodAutoscaler: '',
    podDisruptionBudget: '',
  };
  const values = {
    global: {
      imagePullSecrets: ['a'],
      imagePullPolicy: 'Always',
      caName: 'GkeWorkloadCertificate',
      proxy: { lifecycle: { preStop: { exec: { command: ['true'] } } } },
      waypoint: { tolerations: [{ operator: 'Exists' }], nodeSelector: { a: 'b' }, affinity: { podAffinity: {} } },
    },
    gateways: { seccompProfile: { type: 'RuntimeDefault' } },
  };
  const listeners = [
    { name: 'a', port: 80, protocol: 'HTTP' },
    { name: 'b', port: 443, protocol: 'HTTPS' },
  ];

  test.each(classes)('of class %s, with every kind and field', async (gatewayClassName) => {
    const objects = [
      gateway({ gatewayClassName, listeners, ...parameters }, { uid: 'u-1' }),
      configMap('options', overlays),
    ];
    expect((await deploy(objects, { settings: everything })).names).toHaveLength(5);
    expect(await refused(objects, { values })).toEqual([]);
    expect(await refused(objects)).toEqual([]);
  });

  test('also with a UDP port beside a TCP port', async () => {
    expect(await refused([gateway({ listeners })], { settings: { EnableQUICListeners: true } })).toEqual([]);
  });

  test('rendering is deterministic, and names are valid and of 63 characters at most, or refused', async () => {
    const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,66}[a-z0-9])?$/);
    const listener = fc.record({
      name: fc.stringMatching(/^[a-z]([-a-z0-9.]{0,70}[a-z0-9])?$/),
      port: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP'),
    });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        name,
        fc.constantFrom(...classes),
        fc.array(listener, { maxLength: 5 }),
        async (own, gatewayClassName, list) => {
          const objects = [
            gateway({ gatewayClassName, listeners: list }, { name: own }),
            gateway({}, { name: `${own}2` }),
          ];
          const options = { settings: { ...everything, EnableQUICListeners: gatewayClassName === 'istio' } };
          const first = await deploy(objects, options);
          const again = await deploy(objects.toReversed(), options);
          expect(JSON.stringify(again.result.gateways.map((one) => one.objects))).toBe(
            JSON.stringify(first.result.gateways.map((one) => one.objects)),
          );
          const problems = await refusedObjects(first.result.gateways.slice(0, 1));
          if (problems.length > 0) return;
          accepted++;
          for (const { kind, metadata, object } of first.result.gateways[0]?.objects ?? []) {
            expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/);
            const ports = at(object, 'spec', 'ports');
            if (kind !== 'Service' || !Array.isArray(ports)) continue;
            expect(new Set(ports.map((port) => port.name)).size).toBe(ports.length);
            for (const port of ports) expect(port.name.length).toBeLessThanOrEqual(63);
          }
        },
      ),
      { numRuns: 100, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(30);
  });
});

describe('what it would refuse', () => {
  const long = 'a'.repeat(58);

  test.each<[string, readonly object[], readonly unknown[]]>([
    [
      'a name of an account that is longer than a label',
      [gateway({}, { name: long, annotations: { 'gateway.istio.io/name-override': 'a' } })],
      [],
    ],
    [
      'a name that is too long',
      [gateway({}, { name: long })],
      ['Deployment', 'Service'].map(
        (kind) =>
          `metadata.name generated-name-too-long: generated ${kind} name "${long}-istio" is not a valid ${kind} name`,
      ),
    ],
    [
      'a name of a Service with a dot',
      [gateway({}, { annotations: { 'gateway.istio.io/name-override': 'a.b' } })],
      [
        'metadata.annotations.gateway.istio.io/name-override generated-name-too-long: generated Service name "a.b" is not a valid Service name',
      ],
    ],
    [
      'a name of an account',
      [gateway({}, { annotations: { 'gateway.istio.io/service-account': 'A' } })],
      [
        'metadata.annotations.gateway.istio.io/service-account generated-name-too-long: generated ServiceAccount name "A" is not a valid ServiceAccount name',
      ],
    ],
    [
      'a Gateway whose name is no label',
      [
        gateway(
          {},
          {
            name: 'a'.repeat(64),
            annotations: { 'gateway.istio.io/name-override': 'a', 'gateway.istio.io/service-account': 'a' },
          },
        ),
      ],
      [
        'metadata.name generated-name-too-long: the generated objects cannot carry the name of this Gateway as a label: it has more than 63 characters',
      ],
    ],
    [
      'a name that is no string',
      [gateway({ gatewayClassName: 'istio-agentgateway' }, { name: 'true' })],
      ['metadata.name gateway-name-not-a-string: the deployment template renders this name as a boolean'],
    ],
    [
      'a name that is nothing',
      [gateway({ gatewayClassName: 'istio-agentgateway' }, { name: 'null' })],
      ['metadata.name gateway-name-not-a-string: the deployment template renders this name as a null'],
    ],
    [
      'a type of Service that does not exist',
      [gateway({}, { annotations: { 'networking.istio.io/service-type': 'Loadbalancer' } })],
      [
        'metadata.annotations.networking.istio.io/service-type service-type-invalid: "Loadbalancer" is not a Service type',
      ],
    ],
    [
      'DEP-35: a listener on the status port',
      [gateway({ listeners: [{ name: 'a', port: 15021, protocol: 'HTTP' }] })],
      ['spec.listeners.0.port service-port-collision: the generated Service gets port 15021 twice'],
    ],
    [
      'DEP-36: the UDP port of a listener that the template makes a TCP port',
      [
        gateway({
          gatewayClassName: 'istio-waypoint',
          listeners: [
            { name: 'a', port: 80, protocol: 'HTTP' },
            { name: 'b', port: 443, protocol: 'HTTPS' },
          ],
        }),
      ],
      ['spec.listeners.1.port service-port-collision: the generated Service gets port 443 twice'],
    ],
    [
      'a type of Service that has no selector',
      [gateway({}, { annotations: { 'networking.istio.io/service-type': 'ExternalName' } })],
      [
        'metadata.annotations.networking.istio.io/service-type service-type-invalid: "ExternalName" is not a Service type',
      ],
    ],
  ])('%s', async (_, objects, expected) => {
    const settings = { ...everything, EnableQUICListeners: true };
    expect(await refused(objects, { settings })).toEqual(expected);
  });

  const deployment = (spec: string) => overlaid({ deployment: `spec: {template: {spec: {${spec}}}}` });

  test.each<[string, readonly object[], readonly unknown[]]>([
    [
      'a value of the wrong type',
      overlaid({ deployment: 'spec: {replicas: many}' }),
      [
        'data.deployment/spec.replicas overlay-invalid: ConfigMap app/options, key "deployment": spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"',
      ],
    ],
    ['a field of a Service that gwx does not know', overlaid({ service: 'spec: {replicas: 1}\nodd: 1' }), []],
    [
      'an unknown field of a Deployment',
      overlaid({ deployment: 'spec: {replica: 1}' }),
      [
        'data.deployment/spec.replica overlay-invalid: ConfigMap app/options, key "deployment": unknown field "spec.replica"',
      ],
    ],
    [
      'a container that does not exist',
      deployment('containers: [{name: istio-prox, env: []}]'),
      [
        'data.deployment/spec.template.spec.containers.0.name overlay-adds-container: ConfigMap app/options, key "deployment": field "spec.template.spec.containers[0].name": container "istio-prox" is not in the template (it has "istio-proxy"), so a new container without image is added',
      ],
    ],
    [
      'an init container without image',
      deployment('initContainers: [{name: a}]'),
      [
        'data.deployment/spec.template.spec.initContainers.0.name overlay-adds-container: ConfigMap app/options, key "deployment": field "spec.template.spec.initContainers[0].name": container "a" is not in the template (it has none there), so a new container without image is added',
      ],
    ],
    ['a container of its own', deployment('containers: [{name: a, image: b}]'), []],
    [
      'the field of an entry that stands elsewhere in the overlay',
      deployment('containers: [{name: a, image: b}, {name: istio-proxy, env: [{name: TRUST_DOMAIN, value: 1}]}]'),
      [expect.stringContaining('data.deployment/spec.template.spec.containers.1.env.0.value overlay-invalid: ')],
    ],
    [
      'no container left',
      deployment('containers: [{$patch: replace}]'),
      [expect.stringContaining('spec.template.spec.containers in body should have at least 1 items')],
    ],
  ])('in an overlay: %s', async (_, objects, expected) => {
    expect(await refused(objects)).toEqual(expected);
  });

  test('the overlay that says it is the one to blame', async () => {
    const classDefaults = { istio: { deployment: { spec: { replicas: 'many' } } } };
    const [problem] = await refused(overlaid({ deployment: 'spec: {paused: true}' }), { classDefaults });
    expect(problem).toContain('gatewayClasses.istio of the values, key "deployment": spec.replicas');
  });
});

test('DEP-60: entries of keyed lists are found by their key in the patch', () => {
  const patch = { spec: { template: { spec: { containers: [{ name: 'b', args: ['x'] }] } } } };
  const merged = { spec: { template: { spec: { containers: [{ name: 'a' }, { name: 'b', args: ['x'] }] } } } };
  const found = (path: readonly (string | number)[]) =>
    pathInPatch(patch, merged, ['spec', 'template', 'spec', ...path], mergeSchemas.deployment).slice(3);
  expect(found(['containers', 1, 'args', 0])).toEqual(['containers', 0, 'args', 0]);
  expect(found(['containers', 0, 'args', 0])).toEqual(['containers']);
  expect(found(['volumes', 0])).toEqual([]);
});
