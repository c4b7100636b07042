import { describe, expect, test } from '@jest/globals';
import { convertText, destinationRules, entryLines, issueLines, statusOf } from './conversion.ts';

const service = '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{name: p, port: 80}]}}';
const message = 'Ignored by Istio due to annotation istio.io/ignore-policy-attachment=true';
const bodies = {
  BackendTLSPolicy: [
    'gateway.networking.k8s.io/v1',
    "targetRefs: [{group: '', kind: Service, name: s, sectionName: p}, {group: '', kind: Service, name: gone}], validation: {hostname: h, wellKnownCACertificates: System}",
  ],
  XBackendTrafficPolicy: ['gateway.networking.x-k8s.io/v1alpha1', "targetRefs: [{group: '', kind: Service, name: s}]"],
} as const;
const kinds = ['BackendTLSPolicy', 'XBackendTrafficPolicy'] as const;

function text(kind: keyof typeof bodies, value: string, status = ''): string {
  const [apiVersion, spec] = bodies[kind];
  return `${service}
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: q, generation: 2, annotations: {istio.io/ignore-policy-attachment: '${value}'}}
spec: {${spec}}
${status}`;
}

describe('the annotation istio.io/ignore-policy-attachment', () => {
  test.each(kinds)(
    'POL-49, POL-50, GWX0612: takes a %s out of everything and says so for each target',
    async (kind) => {
      for (const value of ['true', 'True', 'TRUE']) {
        const result = await convertText(text(kind, value));
        expect(destinationRules(result)).toEqual({});
        const ignored = `Accepted False IgnoredByIstio: ${message}`;
        expect(entryLines(statusOf(result, kind, 'q')?.status, 'ancestors')).toEqual(
          kind === 'BackendTLSPolicy'
            ? [
                ['istio.io/mesh-controller group= kind=Service name=s sectionName=p', ignored],
                ['istio.io/mesh-controller group= kind=Service name=gone', ignored],
              ]
            : [['istio.io/mesh-controller group= kind=Service name=s', ignored]],
        );
        expect(issueLines(result, kind, 'q')).toEqual([
          `silent policy-ignored @metadata.annotations.istio.io/ignore-policy-attachment: ${message}`,
        ]);
      }
    },
  );

  test.each(kinds)('POL-49: another value on a %s is none', async (kind) => {
    for (const value of ['false', 'yes', '', ' true']) {
      expect(Object.keys(destinationRules(await convertText(text(kind, value))))).toHaveLength(1);
    }
  });

  test('POL-49: an XBackend does not know it', async () => {
    const backend = `
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: b, annotations: {istio.io/ignore-policy-attachment: 'true'}}
spec: {type: ExternalHostname, externalHostname: {hostname: a.example}, port: {port: 443}, protocol: TCP, tls: {mode: ServerOnly}}
`;
    expect(Object.keys(destinationRules(await convertText(backend)))).toHaveLength(1);
  });

  test('POL-50: Gateway ancestors that Istio wrote before go, conditions of other types stay', async () => {
    const status = `status:
  ancestors:
  - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gw}
    controllerName: istio.io/gateway-controller
    conditions: [{type: Accepted, status: 'True', reason: Accepted, message: x}]
  - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gw}
    controllerName: other.io/controller
    conditions: [{type: Accepted, status: 'True', reason: Accepted, message: x}]
  - ancestorRef: {group: '', kind: Service, name: gone}
    controllerName: istio.io/mesh-controller
    conditions: [{type: ResolvedRefs, status: 'True', reason: ResolvedRefs, message: old}]
`;
    const result = await convertText(text('BackendTLSPolicy', 'true', status));
    expect(entryLines(statusOf(result, 'BackendTLSPolicy', 'q')?.status, 'ancestors')).toEqual([
      ['other.io/controller group=gateway.networking.k8s.io kind=Gateway name=gw', 'Accepted True Accepted: x'],
      [
        'istio.io/mesh-controller group= kind=Service name=gone',
        'ResolvedRefs True ResolvedRefs: old',
        `Accepted False IgnoredByIstio: ${message}`,
      ],
      [
        'istio.io/mesh-controller group= kind=Service name=s sectionName=p',
        `Accepted False IgnoredByIstio: ${message}`,
      ],
    ]);
  });
});
