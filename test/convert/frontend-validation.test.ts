import { describe, expect, test } from '@jest/globals';
import { core, gatewayAPI } from './conversion.ts';
import { allListenerSets, convertGateways, gatewayOf, http, listenerSet, type Options } from './gateway-conversion.ts';

const terminateMode = 'gateway.istio.io/tls-terminate-mode';
const certificateRefs = [{ name: 'cert' }];
const ca = { group: '', kind: 'ConfigMap', name: 'ca' };
const credentialName = 'kubernetes-gateway://app/cert';
const caCertCredentialName = 'configmap://app/ca-cacert';
const mutual = { mode: 'MUTUAL', credentialName, caCertCredentialName, insecureSkipVerify: false };
const validate = (more: object = {}, ...refs: object[]) => ({
  validation: { caCertificateRefs: refs.length ? refs : [ca], ...more },
});

async function convertWith(
  frontend: object,
  tls: object = { certificateRefs },
  options: Options = {},
  objects: object[] = [],
) {
  const listeners = [
    { name: 'a', port: 443, protocol: 'HTTPS', tls },
    { ...http, name: 'plain' },
    { name: 'b', port: 8443, protocol: 'HTTPS', tls },
  ];
  const { servers, issues, assumptions } = await convertGateways(
    [gatewayOf({ listeners, tls: { frontend } }), ...objects],
    options,
  );
  return {
    a: servers['app/web/a']?.tls,
    b: servers['app/web/b']?.tls,
    plain: servers['app/web/plain'],
    issues,
    assumptions,
  };
}

describe('which validation holds for a port (GW-80)', () => {
  const simple = { mode: 'SIMPLE', credentialName };

  test.each<[string, object, object, object]>([
    ['the default one', { default: validate() }, mutual, mutual],
    ['one of the port alone', { perPort: [{ port: 8443, tls: validate() }] }, simple, mutual],
    [
      'one of the port instead of the default',
      { default: validate(), perPort: [{ port: 8443, tls: validate({}, { ...ca, name: 'other' }) }] },
      mutual,
      { ...mutual, caCertCredentialName: 'configmap://app/other-cacert' },
    ],
    [
      'one of the port that validates nothing',
      { default: validate(), perPort: [{ port: 8443, tls: {} }] },
      mutual,
      simple,
    ],
    [
      'the first of two of the port',
      {
        perPort: [
          { port: 443, tls: validate() },
          { port: 443, tls: {} },
        ],
      },
      mutual,
      simple,
    ],
    ['no references', { default: { validation: { caCertificateRefs: [] } } }, simple, simple],
    ['nothing', {}, simple, simple],
  ])('%s', async (_, frontend, a, b) => {
    const result = await convertWith(frontend);
    expect([result.a, result.b, result.issues]).toEqual([a, b, []]);
  });

  test('a ListenerSet takes it from its Gateway, by the port that it implies (GW-41, GW-83, GW-114)', async () => {
    const { servers } = await convertGateways([
      gatewayOf({
        listeners: [],
        ...allListenerSets,
        tls: { frontend: { perPort: [{ port: 443, tls: validate() }] } },
      }),
      listenerSet('set', [{ name: 'a', protocol: 'HTTPS', tls: { certificateRefs } }]),
    ]);
    expect(servers['app/set/a']).toMatchObject({ port: { number: 443 }, tls: mutual });
  });
});

describe('what validation adds (GW-81)', () => {
  const option = (mode: string) => ({ certificateRefs, options: { [terminateMode]: mode } });
  const fallback = { mode: 'AllowInsecureFallback' };

  test.each<[string, object, object, object]>([
    ['nothing more is said', {}, { certificateRefs }, mutual],
    ['AllowValidOnly', { mode: 'AllowValidOnly' }, { certificateRefs }, mutual],
    [
      'AllowInsecureFallback',
      fallback,
      { certificateRefs },
      { ...mutual, mode: 'OPTIONAL_MUTUAL', insecureSkipVerify: true },
    ],
    ['MUTUAL of the option wins', fallback, option('MUTUAL'), mutual],
    ['OPTIONAL_MUTUAL of the option wins', fallback, option('OPTIONAL_MUTUAL'), { ...mutual, mode: 'OPTIONAL_MUTUAL' }],
    ['it adds nothing without certificates (GW-63)', {}, {}, { mode: 'SIMPLE' }],
    ['nor to Passthrough (GW-61)', {}, { mode: 'Passthrough' }, {}],
    ['nor to ISTIO_SIMPLE (GW-61)', {}, option('ISTIO_SIMPLE'), { mode: 'SIMPLE', credentialName: 'builtin://' }],
    [
      'one good certificate is enough (GW-80)',
      {},
      { certificateRefs: [{ name: 'cert' }, { kind: 'X', name: 'x' }] },
      mutual,
    ],
  ])('%s', async (_, more, tls, expected) => {
    const { a, plain } = await convertWith({ default: validate(more) }, tls);
    expect(a).toEqual(expected);
    expect(plain?.tls).toBeUndefined();
  });

  test('a CA in a Secret', async () => {
    const { a } = await convertWith({ default: validate({}, { ...ca, kind: 'Secret' }) });
    expect(a).toEqual({ ...mutual, caCertCredentialName: 'kubernetes-gateway://app/ca-cacert' });
  });
});

describe('errors of CA references (GW-82, GW-73)', () => {
  const at = 'Gateway/web spec.tls.frontend.default.validation.caCertificateRefs[0]';
  const bad = (where: string, reason: string, message: string) => [
    `${where} ResolvedRefs ${reason}: ${message}`,
    `${where} Programmed Invalid: Bad TLS configuration`,
    `${where} Accepted NoValidCACertificate: ${message}`,
  ];
  const ref = 'InvalidCACertificateRef';
  const configMap = (data: object) => [core('ConfigMap', 'ca', 'app', { data })];
  const expected = "found secret, but didn't have expected keys cacert or ca.crt; found: ";
  const about = 'invalid CA certificate reference /ConfigMap/ca., ';

  test.each<[string, object[], object[], string[]]>([
    ['two', [ca, ca], [], bad(at.replace('[0]', '[1]'), ref, 'only one caCertificateRef is supported')],
    [
      'of a foreign namespace, before its kind',
      [{ name: 'ca', namespace: 'certs' }],
      [],
      bad(
        `${at}.namespace`,
        'RefNotPermitted',
        'caCertificateRef certs/ca not accessible to a Gateway in namespace "app" (missing a ReferenceGrant?)',
      ),
    ],
    [
      'of no kind: there is no default',
      [{ name: 'ca' }],
      [],
      bad(
        at,
        'InvalidCACertificateKind',
        'invalid CA certificate reference //ca., only secret and configmap are allowed',
      ),
    ],
    [
      'of another group',
      [{ ...ca, group: 'x' }],
      [],
      bad(
        at,
        'InvalidCACertificateKind',
        'invalid CA certificate reference x/ConfigMap/ca., only secret and configmap are allowed',
      ),
    ],
    ['an absent ConfigMap', [ca], [], bad(at, ref, `${about}configmap app/ca not found`)],
    [
      'an absent Secret',
      [{ ...ca, kind: 'Secret' }],
      [],
      bad(at, ref, 'invalid CA certificate reference /Secret/ca., secret app/ca not found'),
    ],
    ['an empty key', [ca], configMap({ cacert: '' }), bad(at, ref, `${about}found key "cacert", but it was empty`)],
    ['other keys', [ca], configMap({ 'not-ca.crt': 'x' }), bad(at, ref, `${about}${expected}not-ca.crt`)],
    ['a malformed bundle', [ca], configMap({ 'ca.crt': 'hello' }), bad(at, ref, `${about}the bundle is malformed`)],
  ])('%s', async (_, refs, objects, issues) => {
    const cert = core('Secret', 'cert', 'app', { type: 'Opaque' });
    // The open world takes the Secret of the server as usable; what is wrong with the CA has to be in the input.
    const absent = objects.length === 0;
    const result = absent
      ? await inClosedWorld(refs)
      : await convertWith({ default: validate({}, ...refs) }, undefined, {}, [cert, ...objects]);
    expect([result.a, result.b, result.issues]).toEqual([undefined, undefined, [...issues, ...issues]]);
    expect(result.plain).toBeDefined();
  });

  /** Absence counts in the closed world only, where the certificate needs a real one; cert-manager's is not looked into. */
  function inClosedWorld(refs: object[]) {
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'c', namespace: 'app' },
      spec: { secretName: 'cert' },
    };
    return convertWith({ default: validate({}, ...refs) }, undefined, { complete: true }, [certificate]);
  }

  test('open world: a CA that is filled in later is not looked into (LN-26)', async () => {
    const cert = core('Secret', 'cert', 'app', { type: 'Opaque' });
    const result = await convertWith({ default: validate() }, undefined, {}, [
      cert,
      ...configMap({ 'ca.crt': '${CA}' }),
    ]);
    expect(result).toMatchObject({ a: mutual, issues: [] });
  });

  test('open world: an absent CA is taken to exist, also one of trust-manager (LN-22, LN-25)', async () => {
    expect(await convertWith({ default: validate() })).toMatchObject({
      a: mutual,
      issues: [],
      assumptions: ['Secret app/cert', 'ConfigMap app/ca'],
    });
    const bundle = { apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', metadata: { name: 'ca' }, spec: {} };
    expect(await convertWith({ default: validate() }, undefined, {}, [bundle])).toMatchObject({
      a: mutual,
      assumptions: ['Secret app/cert'],
    });
  });
});

describe('grants for CA references (GW-83, GW-93)', () => {
  const foreign = { ...ca, namespace: 'certs' };
  const grant = (kind: string, to: object, fromNamespace = 'app') =>
    gatewayAPI(
      'ReferenceGrant',
      'grant',
      { from: [{ group: 'gateway.networking.k8s.io', kind, namespace: fromNamespace }], to: [{ group: '', ...to }] },
      { namespace: 'certs' },
    );
  const caCert = { ...mutual, caCertCredentialName: 'configmap://certs/ca-cacert' };

  test.each<[string, object, boolean]>([
    ['for every ConfigMap', { kind: 'ConfigMap' }, true],
    ['for the ConfigMap itself does not help', { kind: 'ConfigMap', name: 'ca' }, false],
    ['for the name that the proxy asks for', { kind: 'ConfigMap', name: 'ca-cacert' }, true],
    ['for Secrets', { kind: 'Secret' }, false],
  ])('a grant %s', async (_, to, allowed) => {
    const { a, issues } = await convertWith({ default: validate({}, foreign) }, undefined, {}, [grant('Gateway', to)]);
    expect([a, issues.length > 0]).toEqual([allowed ? caCert : undefined, !allowed]);
  });

  test('for a ListenerSet its own namespace and kind count', async () => {
    const parentRef = { name: 'web', namespace: 'app' };
    const listeners = [{ name: 'a', port: 443, protocol: 'HTTPS', tls: { certificateRefs } }];
    const set = listenerSet('set', listeners, { parentRef }, { namespace: 'team' });
    const web = (ref: object) =>
      gatewayOf({ listeners: [], ...allListenerSets, tls: { frontend: { default: validate({}, ref) } } });
    const own = await convertGateways([web(ca), set]);
    expect(own.servers['team/set/a']?.tls).toMatchObject({ caCertCredentialName: 'configmap://team/ca-cacert' });
    const granted = await convertGateways([web(foreign), set, grant('ListenerSet', { kind: 'ConfigMap' }, 'team')]);
    expect(granted.servers['team/set/a']?.tls).toMatchObject({ caCertCredentialName: 'configmap://certs/ca-cacert' });
    const denied = await convertGateways([web(foreign), set, grant('Gateway', { kind: 'ConfigMap' })]);
    expect(denied.servers).toEqual({});
    expect(denied.issues[0]).toBe(
      'Gateway/web spec.tls.frontend.default.validation.caCertificateRefs[0].namespace ResolvedRefs RefNotPermitted: caCertificateRef certs/ca not accessible to a Gateway in namespace "team" (missing a ReferenceGrant?)',
    );
  });
});

describe('what is said of the Gateway (GW-84, GWX0606)', () => {
  const path = 'Gateway/web spec.tls.frontend';
  const insecure = (where: string) =>
    `${path}.${where}.validation.mode InsecureFrontendValidationMode ConfigurationChanged: Gateway is operating in AllowInsecureFallback mode for frontend validation`;
  const mode = { validation: { mode: 'AllowInsecureFallback' } };

  test.each<[string, object, string[]]>([
    ['of the default, without any reference', { default: mode }, [insecure('default')]],
    ['of a port that no listener has', { perPort: [{ port: 1, tls: mode }] }, [insecure('perPort[0].tls')]],
    ['of none', { default: { validation: { mode: 'AllowValidOnly' } } }, []],
  ])('AllowInsecureFallback %s', async (_, frontend, issues) => {
    expect((await convertWith(frontend)).issues).toEqual(issues);
  });

  test.each<[string, object, object, object, boolean]>([
    ['only Passthrough', { mode: 'Passthrough' }, { mode: 'Passthrough' }, {}, true],
    ['one that reads it', { mode: 'Passthrough' }, { certificateRefs }, {}, false],
    ['ListenerSets may', { mode: 'Passthrough' }, { mode: 'Passthrough' }, allListenerSets, false],
  ])('validation that no listener reads: %s', async (_, first, second, more, ignored) => {
    const listeners = [first, second].map((tls, i) => ({ name: `l${i}`, port: 443 + i, protocol: 'TLS', tls }));
    const { issues } = await convertGateways([
      gatewayOf({ listeners, tls: { frontend: { default: validate() } }, ...more }),
    ]);
    const message = `${path}.default.validation.caCertificateRefs silent field-ignored: "caCertificateRefs" is not supported by Istio and has no effect with mode: Passthrough`;
    expect(issues).toEqual(ignored ? [message] : []);
  });
});
