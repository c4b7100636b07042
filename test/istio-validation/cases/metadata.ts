import { rowsOf } from './case.ts';

const spec = { host: 'a.example.com' };
const withMetadata = (metadata: Readonly<Record<string, unknown>>) =>
  rowsOf('DestinationRule', () => spec, { metadata });

const subdomain = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
const label = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;

/** AP-1 to AP-3, on a kind without rules about names of its own. */
export const metadataCases = [
  withMetadata({ name: 'a.b-c.0', namespace: '0-ns' })('AP-1', 'a subdomain in a label', undefined),
  withMetadata({ name: 'a'.repeat(253), namespace: 'b'.repeat(63) })('AP-1', 'the longest names', undefined),
  withMetadata({ name: '' })('AP-1', 'a name that is still to be made up', undefined),
  ...['gw~a', 'A', 'a..b', '-a', 'a.'].map((name) =>
    withMetadata({ name })(
      'AP-1',
      `the name ${name}`,
      undefined,
      `AP-1 error metadata.name: Invalid value: "${name}": ${subdomain}`,
    ),
  ),
  withMetadata({ name: 'a'.repeat(254) })(
    'AP-1',
    'a name of 254 characters',
    undefined,
    `AP-1 error metadata.name: Invalid value: "${'a'.repeat(254)}": must be no more than 253 bytes`,
  ),
  withMetadata({ namespace: 'a.b' })(
    'AP-1',
    'a namespace with a dot',
    undefined,
    `AP-1 error metadata.namespace: Invalid value: "a.b": ${label}`,
  ),
  withMetadata({ namespace: 'b'.repeat(64) })(
    'AP-1',
    'a namespace of 64 characters',
    undefined,
    `AP-1 error metadata.namespace: Invalid value: "${'b'.repeat(64)}": must be no more than 63 bytes`,
  ),

  withMetadata({ annotations: { 'example.com/dry-run': 'true' } })('AP-2', 'another annotation', undefined),
  withMetadata({ annotations: { 'istio.io/dry-run': 'true' } })(
    'AP-2',
    'a dry run',
    undefined,
    'AP-2 error metadata.annotations.istio.io/dry-run: ns/name has unsupported annotation istio.io/dry-run, please remove the annotation',
  ),

  withMetadata({
    annotations: {
      'internal.istio.io/gateway-semantics': 'gateway',
      'internal.istio.io/gateway-service': 'a',
      'internal.istio.io/route-semantics': 'gateway',
      'internal.istio.io/service-account-name': 'a',
    },
  })('AP-3', 'the internal annotations that pass', undefined),
  withMetadata({
    annotations: {
      'internal.istio.io/webhook-always-reject': '',
      'internal.istio.io/parents': '',
      'internal.istio.io/parent-namespace': '',
    },
  })(
    'AP-3',
    'the internal annotations that are refused',
    undefined,
    'AP-3 error metadata.annotations.internal.istio.io/parent-namespace: "internal.istio.io/parent-namespace" annotation found, this may not be set by users',
    'AP-3 error metadata.annotations.internal.istio.io/parents: "internal.istio.io/parents" annotation found, this may not be set by users',
    'AP-3 error metadata.annotations.internal.istio.io/webhook-always-reject: "internal.istio.io/webhook-always-reject" annotation found, rejecting',
  ),
];
