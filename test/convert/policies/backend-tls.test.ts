import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { conditionLines, convertText, destinationRules, issueLines, statusOf } from './conversion.ts';
import { configMap, echoRule, ok, policy, service, system, toEcho } from './policy-texts.ts';

const ca = (ref: string) => `${toEcho}, validation: {hostname: h.example, caCertificateRefs: [${ref}]}`;

function ruleOf(tls: object) {
  return {
    parents: 'BackendTLSPolicy/default.p',
    spec: { host: 'echo.default.svc.cluster.local', trafficPolicy: { tls } },
  };
}

async function conditionsOf(text: string, complete = true): Promise<readonly string[]> {
  const result = await convertText(text, { complete, defaults: false });
  return conditionLines(objectsIn(statusOf(result, 'BackendTLSPolicy', 'p')?.status, 'ancestors')[0]);
}

describe('TLS settings of a BackendTLSPolicy', () => {
  test('POL-23, POL-24: SIMPLE with the hostname as SNI; SANs of the two known types in order, others are dropped', async () => {
    const names =
      '{type: URI, uri: spiffe://a}, {type: Other, hostname: x}, {type: Hostname, hostname: b}, {hostname: yy}';
    const text =
      service('echo') +
      policy(
        'p',
        `${toEcho}, validation: {hostname: h.example, wellKnownCACertificates: System, subjectAltNames: [${names}]}`,
      );
    const result = await convertText(text);
    const tls = { mode: 'SIMPLE', sni: 'h.example', subjectAltNames: ['spiffe://a', 'b'] };
    expect(destinationRules(result)).toEqual({ [echoRule]: ruleOf(tls) });
    expect(issueLines(result, 'BackendTLSPolicy', 'p')).toEqual(
      [1, 3].map(
        (i) =>
          `silent field-ignored @spec.validation.subjectAltNames.${i}: "subjectAltNames[${i}]" is not supported by Istio and has no effect`,
      ),
    );
  });

  test('POL-24: SANs that are all dropped leave no field', async () => {
    const result = await convertText(
      service('echo') +
        policy(
          'p',
          `${toEcho}, validation: {hostname: h, wellKnownCACertificates: System, subjectAltNames: [{type: X}]}`,
        ),
    );
    expect(destinationRules(result)).toEqual({ [echoRule]: ruleOf({ mode: 'SIMPLE', sni: 'h' }) });
  });

  test('POL-25, GWX0606: spec.options is ignored with a silent issue', async () => {
    const result = await convertText(service('echo') + policy('p', `${toEcho}, ${system}, options: {a/b: c}`));
    expect(destinationRules(result)).toEqual({ [echoRule]: ruleOf({ mode: 'SIMPLE', sni: 'h.example' }) });
    expect(issueLines(result, 'BackendTLSPolicy', 'p')).toEqual([
      'silent field-ignored @spec.options: "options" is not supported by Istio and has no effect',
    ]);
  });

  test.each([
    ['System', `${toEcho}, ${system}`, undefined, ok],
    ['neither field', `${toEcho}, validation: {hostname: h.example}`, undefined, ok],
    [
      'another well-known value, before the refs',
      `${toEcho}, validation: {hostname: h.example, wellKnownCACertificates: x.io/y, caCertificateRefs: [{group: '', kind: K, name: nn}, {group: '', kind: K, name: m}]}`,
      undefined,
      ['Accepted False Invalid: Unknown wellKnownCACertificates: x.io/y', ok[1]],
    ],
    [
      'a ConfigMap, whose content is not parsed',
      ca("{group: '', kind: ConfigMap, name: good}"),
      'configmap://default/good',
      ok,
    ],
    ['cacert before ca.crt', ca("{group: '', kind: ConfigMap, name: both}"), 'configmap://default/both', ok],
    [
      'POL-26: only the first of several',
      ca("{group: '', kind: ConfigMap, name: good}, {group: '', kind: Nothing, name: x}"),
      'configmap://default/good',
      ['Accepted True Accepted: Configuration is valid; warning: only the first caCertificateRefs will be used', ok[1]],
    ],
  ])('POL-25: %s', async (_title, spec, credentialName, conditions) => {
    const text =
      service('echo') +
      configMap('good', 'data: {ca.crt: no PEM}') +
      configMap('both', "data: {cacert: x, ca.crt: ''}") +
      policy('p', spec);
    const result = await convertText(text, { defaults: false });
    expect(destinationRules(result)).toEqual({
      [echoRule]: ruleOf({ mode: 'SIMPLE', sni: 'h.example', ...(credentialName && { credentialName }) }),
    });
    expect(await conditionsOf(text)).toEqual(conditions);
  });

  test('POL-26, GWX0606: further refs are a silent issue', async () => {
    const text =
      service('echo') +
      configMap('good', 'data: {ca.crt: x}') +
      policy('p', ca("{group: '', kind: ConfigMap, name: good}, {group: '', kind: ConfigMap, name: b}"));
    expect(issueLines(await convertText(text), 'BackendTLSPolicy', 'p')).toEqual([
      'silent field-ignored @spec.validation.caCertificateRefs.1: Configuration is valid; warning: only the first caCertificateRefs will be used',
    ]);
  });

  const keys = "didn't have expected keys cacert or ca.crt; found:";
  test.each([
    [
      'an unregistered kind',
      '{group: x.io, kind: Bundle, name: nn}',
      '',
      'InvalidKind: Certificate reference not supported: unsupported kind Bundle',
      'unsupported kind Bundle',
    ],
    [
      'a registered kind in another group',
      '{group: x.io, kind: ConfigMap, name: nn}',
      '',
      'InvalidKind: Certificate reference not supported: unsupported kind ConfigMap',
      'unsupported kind ConfigMap',
    ],
    [
      'a missing ConfigMap',
      "{group: '', kind: ConfigMap, name: nn}",
      '',
      'InvalidCACertificateRef: Certificate reference not found: reference default/nn (of kind ConfigMap) not found',
      'reference default/nn (of kind ConfigMap) not found',
    ],
    [
      'a missing Secret',
      "{group: '', kind: Secret, name: nn}",
      '',
      'InvalidCACertificateRef: Certificate reference not found: reference default/nn (of kind Secret) not found',
      'reference default/nn (of kind Secret) not found',
    ],
    [
      'a Service',
      "{group: '', kind: Service, name: echo}",
      '',
      'InvalidKind: Certificate reference invalid: unsupported reference kind: Service',
      'unsupported reference kind: Service',
    ],
    [
      'a Secret',
      "{group: '', kind: Secret, name: s}",
      '\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {ca.crt: eA==}}\n',
      'InvalidKind: Certificate reference invalid: unsupported reference kind: Secret',
      'unsupported reference kind: Secret',
    ],
    [
      'a ServiceEntry',
      '{group: networking.istio.io, kind: ServiceEntry, name: e}',
      '\n---\n{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {hosts: [a.b]}}\n',
      'InvalidKind: Certificate reference invalid: unsupported reference kind: ServiceEntry',
      'unsupported reference kind: ServiceEntry',
    ],
    [
      'POL-27: an empty cacert',
      "{group: '', kind: ConfigMap, name: nn}",
      configMap('nn', "data: {cacert: '', ca.crt: ''}"),
      'InvalidCACertificateRef: Certificate invalid: found key "cacert", but it was empty',
      'found key "cacert", but it was empty',
    ],
    [
      'POL-27: an empty ca.crt',
      "{group: '', kind: ConfigMap, name: nn}",
      configMap('nn', "data: {ca.crt: ''}"),
      'InvalidCACertificateRef: Certificate invalid: found key "ca.crt", but it was empty',
      'found key "ca.crt", but it was empty',
    ],
    [
      'POL-27: two other keys',
      "{group: '', kind: ConfigMap, name: nn}",
      configMap('nn', 'data: {b: x, a: x}'),
      `InvalidCACertificateRef: Certificate invalid: found secret, but ${keys} a, b`,
      `found secret, but ${keys} a, b`,
    ],
    [
      'POL-27: three other keys',
      "{group: '', kind: ConfigMap, name: nn}",
      configMap('nn', 'data: {c: x, b: x, a: x}'),
      `InvalidCACertificateRef: Certificate invalid: found secret, but ${keys} a, b, c, and 0 more...`,
      `found secret, but ${keys} a, b, c, and 0 more...`,
    ],
    [
      'POL-27: binaryData',
      "{group: '', kind: ConfigMap, name: nn}",
      configMap('nn', 'binaryData: {ca.crt: eA==}'),
      `InvalidCACertificateRef: Certificate invalid: found secret, but ${keys} `,
      `found secret, but ${keys} `,
    ],
  ])('5.2: %s as CA blocks all traffic', async (_title, ref, objects, resolvedRefs, accepted) => {
    const text = service('echo') + objects + policy('p', ca(ref));
    expect(destinationRules(await convertText(text))).toEqual({
      [echoRule]: ruleOf({ mode: 'SIMPLE', sni: 'h.example', credentialName: 'invalid://' }),
    });
    expect(await conditionsOf(text)).toEqual([
      `Accepted False NoValidCACertificate: Certificate reference invalid: ${accepted}`,
      `ResolvedRefs False ${resolvedRefs}`,
    ]);
  });

  test('LN-22: in the open world an absent ConfigMap is assumed, and a Secret stays the wrong kind', async () => {
    const assumed = await convertText(policy('p', ca("{group: '', kind: ConfigMap, name: nn}")), { complete: false });
    expect(destinationRules(assumed)).toEqual({
      [echoRule]: ruleOf({ mode: 'SIMPLE', sni: 'h.example', credentialName: 'configmap://default/nn' }),
    });
    expect(assumed.assumptions.map(({ kind, name, message }) => [kind, name, message])).toEqual([
      ['ConfigMap', 'nn', 'Certificate reference not found: reference default/nn (of kind ConfigMap) not found'],
      ['Service', 'echo', 'targetRefs invalid: reference default/echo (of kind Service) not found'],
    ]);
    expect((await conditionsOf(policy('p', ca("{group: '', kind: Secret, name: nn}")), false))[1]).toBe(
      'ResolvedRefs False InvalidKind: Certificate reference invalid: unsupported reference kind: Secret',
    );
  });

  test('LN-25: a ConfigMap that trust-manager writes is there in both worlds', async () => {
    const bundle = '\n---\n{apiVersion: trust.cert-manager.io/v1alpha1, kind: Bundle, metadata: {name: nn}}\n';
    for (const complete of [true, false]) {
      const result = await convertText(
        service('echo') + bundle + policy('p', ca("{group: '', kind: ConfigMap, name: nn}")),
        { complete },
      );
      expect(destinationRules(result)).toMatchObject({
        [echoRule]: { spec: { trafficPolicy: { tls: { credentialName: 'configmap://default/nn' } } } },
      });
      expect(result.assumptions).toEqual([]);
    }
  });
});
