import { describe, expect, test } from '@jest/globals';
import { createLintTools } from '../../src/commands/lint-tools.ts';
import { load } from '../../src/input/load.ts';
import type { LocatedFinding } from '../../src/lint/located-finding.ts';
import { noWorkloads } from '../../src/lint/workloads.ts';
import { defaultSettings } from '../../src/settings.ts';
import { cart, documents, gateway, httpListener, publicGateway, shopRoute, toPublic } from './acceptance-case.ts';
import { brief, lintSources, lintText } from './linting.ts';

const parameters = '  infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: options}}';
const withParameters = gateway('public', 'infra', httpListener, parameters);

function configMap(data: string, metadata = 'name: options, namespace: infra'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {${metadata}}\ndata:\n${data}`;
}

function annotated(annotation: string, more = ''): string {
  return gateway('public', 'infra', httpListener, more).replace(
    'namespace: infra}',
    `namespace: infra, annotations: {${annotation}}}`,
  );
}

/** The only finding of the rules about workloads. */
async function only(text: string, args: readonly string[] = [], context?: string): Promise<LocatedFinding> {
  const beside = context === undefined ? [] : [{ name: 'context.yaml', text: context, context: true }];
  const { findings } = await lintSources([{ name: 'test.yaml', text }, ...beside], args);
  const [first, ...others] = findings.filter(({ rule }) => rule === 'GWX0510' || rule.startsWith('GWX11'));
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('nothing was found');
  return first;
}

describe('workloads are looked at only where there may be some', () => {
  test('not without a Gateway, nor for one that is mere context', async () => {
    const { convert, deploy } = createLintTools({ settings: defaultSettings, complete: false, revision: undefined });
    const workloads = async (context: boolean) => {
      const input = await load([
        { name: 'a.yaml', text: cart },
        { name: 'b.yaml', text: publicGateway, context },
      ]);
      return deploy?.(convert(input));
    };
    expect(await workloads(true)).toBe(noWorkloads);
    expect(await workloads(false)).toMatchObject({ names: [{ name: 'public-istio' }] });
  });

  test.each([
    ['the deployment controller is off', ['--istiod-env', 'PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER=false']],
    ['another revision deploys it', ['--revision', 'canary']],
  ])('not where %s', async (_, args) => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: infra}';
    const text = documents(namespace, annotated('networking.istio.io/service-type: Odd'));
    expect(brief(await lintText(text, args))).not.toContain('error:service-type-invalid');
    expect((await only(text)).name).toBe('service-type-invalid');
  });
});

describe('GWX1101 overlay-invalid', () => {
  test.each([
    [
      '  Deployment: ""',
      'data.Deployment',
      'unsupported overlay "Deployment" (supported: [deployment horizontalPodAutoscaler podDisruptionBudget service serviceAccount])',
      'correct or remove it; nothing at all is deployed for the Gateway',
    ],
    [
      '  service: "metadata: {namespace: a}"',
      'data.service',
      'illegal metadata change',
      'correct or remove field "metadata.namespace"; nothing at all is deployed for the Gateway',
    ],
    [
      '  service: "[]"',
      'data.service',
      'strategic merge patch failed: it is not a mapping',
      'correct or remove it; nothing at all is deployed for the Gateway',
    ],
    [
      '  deployment: "spec: {replica: 3}"',
      'data.deployment',
      'unknown field "spec.replica"',
      'did you mean "replicas"? the API server refuses the object',
    ],
  ])('%s', async (data, path, message, help) => {
    const found = await only(documents(withParameters, configMap(data)));
    expect(found).toMatchObject({ rule: 'GWX1101', severity: 'error', message, help, place: { path } });
    expect(found.place?.object).toMatchObject({ kind: 'ConfigMap', name: 'options' });
    expect(found.related.map(({ place }) => place.path)).toEqual(['spec.infrastructure.parametersRef.name']);
  });

  test('names every Gateway that uses it, by parametersRef or class', async () => {
    const metadata = 'name: options, namespace: istio-system, labels: {gateway.istio.io/defaults-for-class: istio}';
    const other = gateway('other', 'shop', httpListener);
    const { related, message } = await only(documents(publicGateway, other, configMap('  odd: ""', metadata)));
    expect(message).toContain('unsupported overlay "odd"');
    expect(related.map(({ message: text, place }) => `${text}: ${place.path}`)).toEqual([
      'Gateway "infra/public" uses it: spec.gatewayClassName',
      'Gateway "shop/other" uses it: spec.gatewayClassName',
    ]);
  });

  test('LN-20: of mere context the Gateway is told', async () => {
    const found = await only(withParameters, [], configMap('  odd: ""'));
    expect(found.place).toMatchObject({ file: 'test.yaml', path: 'spec.infrastructure.parametersRef.name' });
    expect(found.message).toContain('ConfigMap infra/options, key "odd": unsupported overlay');
    expect(found.related.map(({ role, place }) => `${role} ${place.file} ${place.path}`)).toEqual([
      'cause context.yaml data.odd',
    ]);
  });

  test('can be silenced by an annotation of the ConfigMap', async () => {
    const metadata = 'name: options, namespace: infra, annotations: {gwx.dev/ignore: "GWX1101: on its way out"}';
    const { findings } = await lintText(documents(withParameters, configMap('  deployment: |\n    a: [', metadata)));
    expect(findings.filter(({ rule }) => rule === 'GWX1101').map(({ suppressed }) => suppressed?.by)).toEqual([
      'annotation',
    ]);
  });

  test('a ConfigMap that the open world takes to exist changes nothing, and what the template makes is looked at', async () => {
    const odd = annotated('networking.istio.io/service-type: Odd', parameters);
    expect((await only(odd)).name).toBe('service-type-invalid');
    expect(brief(await lintText(odd, ['--complete'])).filter((text) => text.includes('service-type'))).toEqual([]);
  });
});

describe('GWX1103 service-port-collision', () => {
  const two = (second: string) =>
    gateway('public', 'infra', `[{name: http, port: 80, protocol: HTTP}, {name: second, ${second}}]`);

  test('a listener on the status port', async () => {
    expect(await only(two('port: 15021, protocol: HTTP'))).toMatchObject({
      severity: 'error',
      message: 'the generated Service gets port 15021 twice',
      place: { path: 'spec.listeners[1].port' },
      help: 'give the listener another port: 15021 is the status port of the Service; the API server refuses the Service',
    });
  });

  test('a protocol that is lost names the listener that comes first', async () => {
    const found = await only(
      gateway(
        'public',
        'infra',
        '[{name: a.b, port: 443, protocol: TLS, hostname: a.example.com, tls: {mode: Passthrough}}, {name: c, port: 443, protocol: HTTPS, hostname: c.example.com, tls: {certificateRefs: [{name: c}]}}]',
      ),
    );
    expect(found).toMatchObject({
      rule: 'GWX1103',
      severity: 'warning',
      message: 'port 443 of the generated Service keeps appProtocol "tls" of listener "a.b"',
      place: { path: 'spec.listeners[1].port' },
    });
    expect(found.related.map(({ role, place }) => `${role} ${place.path}`)).toEqual(['winner spec.listeners[0].port']);
  });

  test('LN-60: is not looked for where a port is not valid', async () => {
    const names = brief(await lintText(two('port: many, protocol: HTTP')));
    expect(names.filter((name) => name.includes('GWX1103') || name.includes('collision'))).toEqual([]);
  });

  test.each([
    ['own', publicSet('shop'), undefined, 'test.yaml spec.listeners[0].port'],
    ['context', '', publicSet('shop'), 'test.yaml metadata.name'],
  ])('of a ListenerSet: %s', async (_, own, context, expected) => {
    const open = gateway('public', 'infra', httpListener, '  allowedListeners: {namespaces: {from: All}}');
    const { place } = await only(documents(open, ...(own === '' ? [] : [own])), [], context);
    expect(`${place?.file} ${place?.path}`).toBe(expected);
  });

  function publicSet(namespace: string): string {
    return `apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet\nmetadata: {name: more, namespace: ${namespace}}\nspec:\n  parentRef: {name: public, namespace: infra}\n  listeners: [{name: status, port: 15021, protocol: HTTP}]`;
  }
});

describe('GWX1104 generated-name-too-long', () => {
  test.each([
    ['a.b', {}, 'metadata.name', 'generated Service name "a.b-istio" is not a valid Service name'],
    [
      'a'.repeat(60),
      {},
      'metadata.name',
      `generated Service name "${'a'.repeat(60)}-istio" is not a valid Service name`,
    ],
    [
      'a'.repeat(64),
      {},
      'metadata.name',
      'the generated objects cannot carry the name of this Gateway as a label: it has more than 63 characters',
    ],
  ])('one finding for %s', async (name, _, path, message) => {
    const found = await only(gateway(name, 'infra', httpListener));
    expect(found).toMatchObject({ rule: 'GWX1104', severity: 'error', message, place: { path } });
  });

  test('the help has the annotation that names the workload', async () => {
    expect((await only(gateway('a.b', 'infra', httpListener))).help).toBe(
      'name it with the annotation gateway.istio.io/name-override; the API server refuses what istiod deploys',
    );
  });
});

describe('GWX1106 infrastructure-entry-dropped', () => {
  test.each([
    [
      'labels: {gateway.networking.k8s.io/a: b}',
      'gateway.networking.k8s.io/a',
      'remove it: istiod sets the labels of this prefix itself',
    ],
    [
      'annotations: {gateway.istio.io/name-override: b}',
      'gateway.istio.io/name-override',
      'write it in metadata.annotations, where istiod reads it',
    ],
  ])('%s', async (entry, key, help) => {
    const found = await only(gateway('public', 'infra', httpListener, `  infrastructure: {${entry}}`));
    expect(found).toMatchObject({ severity: 'warning', message: `"${key}" has no effect here`, help });
  });
});

describe('GWX1107 gateway-not-deployed', () => {
  const addressed = (addresses: string) => gateway('public', 'infra', httpListener, `  addresses: ${addresses}`);

  test('a host name', async () => {
    expect(await only(addressed('[{type: Hostname, value: ingress}]'))).toMatchObject({
      severity: 'info',
      message: 'istiod does not deploy this Gateway; the Service in "addresses" must exist',
      place: { path: 'spec.addresses' },
    });
  });

  test('not if every Service is in the input, as context too', async () => {
    const service = (name: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: infra}\nspec: {ports: [{name: http, port: 80}]}`;
    const both = '[{type: Hostname, value: ingress}, {type: Hostname, value: other.infra.svc.cluster.local}]';
    const lint = (context: string) =>
      lintSources([
        { name: 'test.yaml', text: addressed(both) },
        { name: 'context.yaml', text: context, context: true },
      ]);
    expect(brief(await lint(documents(service('ingress'), service('other'))))).toEqual([]);
    expect(brief(await lint(cart)).join()).toContain('gateway-not-deployed');
  });

  test.each(['ClusterIP', 'NodePort'])('an address that a Service of type %s has not', async (type) => {
    const text = annotated(`networking.istio.io/service-type: ${type}`, '  addresses: [{value: 192.0.2.1}]');
    expect(await only(text)).toMatchObject({
      rule: 'GWX1107',
      severity: 'warning',
      message: `address "192.0.2.1" is not used, the Service type is ${type}`,
    });
  });
});

describe('GWX1108 service-type-invalid', () => {
  test.each([
    ['clusterIP', 'ClusterIP'],
    ['Loadbalancer', 'LoadBalancer'],
    ['ExternalName', undefined],
  ])('%s, fixed where only the case differs', async (type, meant) => {
    const { message, fix, place } = await only(annotated(`networking.istio.io/service-type: ${type}`));
    expect(message).toBe(`"${type}" is not a Service type`);
    expect(place?.path).toBe('metadata.annotations["networking.istio.io/service-type"]');
    expect(fix?.edits.map(({ newText }) => newText)).toEqual(meant === undefined ? undefined : [meant]);
    if (meant !== undefined) expect(fix?.safe).toBe(true);
  });
});

describe('GWX0510 deployment-name-collision', () => {
  const overridden = (name: string) =>
    gateway(name, 'infra', httpListener).replace(
      'namespace: infra}',
      'namespace: infra, annotations: {gateway.istio.io/name-override: same}}',
    );

  test('sits on the annotation, and on the Gateway that is no mere context', async () => {
    const { place, related } = await only(overridden('a'), [], overridden('b'));
    expect(place?.path).toBe('metadata.annotations["gateway.istio.io/name-override"]');
    expect(place?.object?.name).toBe('a');
    expect(related.map(({ place: { file } }) => file)).toEqual(['context.yaml']);
  });

  test('each of three is told once, against the first', async () => {
    const { findings } = await lintText(documents(...['c', 'a', 'b'].map(overridden)));
    expect(findings.map(({ message, place }) => `${place?.object?.name}: ${message}`).sort()).toEqual([
      'b: generated Deployment "infra/same" is also used by Gateway "infra/a"',
      'c: generated Deployment "infra/same" is also used by Gateway "infra/a"',
    ]);
  });

  test.each(['Deployment', 'Service', 'ServiceAccount'])("a %s that is not istiod's", async (kind) => {
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
    const spec = {
      Deployment:
        'spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
      Service: 'spec: {ports: [{name: http, port: 80}]}',
      ServiceAccount: '',
    }[kind];
    const object = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: public-istio, namespace: infra}\n${spec}`;
    const found = await only(documents(publicGateway, object));
    expect(found).toMatchObject({
      rule: 'GWX0510',
      severity: 'warning',
      message: `generated ${kind} "infra/public-istio" is also used by one of the input without label "gateway.istio.io/managed"`,
      place: { path: 'metadata.name', object: { kind: 'Gateway' } },
    });
    expect(found.related.map(({ place }) => place.object?.kind)).toEqual([kind]);
  });
});

test('Gateways as they should be, and their routes, are clean', async () => {
  const route = shopRoute('a', `${toPublic}  rules: [{backendRefs: [{name: cart, port: 80}]}]`);
  expect(brief(await lintText(documents(publicGateway, cart, route)))).toEqual([]);
});

describe('what explains a finding hides it', () => {
  test.each([
    [
      'a listener in conflict loses its port, too',
      '[{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: TCP}]',
      '',
      ['error:listener-conflict'],
    ],
    [
      'a listener of a protocol that gateways do not take',
      '[{name: a, port: 15021, protocol: UDP}]',
      '',
      ['error:unsupported-protocol'],
    ],
    [
      'addresses that istiod refuses',
      httpListener,
      '  addresses: [{value: 192.0.2.1}, {type: IPAddress, value: 192.0.2.2}]',
      ['error:address-unsupported'],
    ],
  ])('%s', async (_, listeners, more, expected) => {
    const found = brief(await lintText(gateway('public', 'infra', listeners, more)));
    expect(found.map((text) => text.replace(/^\d+:/, '')).filter((text) => !text.includes('assumed'))).toEqual(
      expected,
    );
  });
});
