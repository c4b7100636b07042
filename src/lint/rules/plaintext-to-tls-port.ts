import { valueAt } from '../../model/json.ts';
import { serviceHost } from '../../model/names.ts';
import { declaredProtocol, isTls } from '../../model/port-protocol.ts';
import { namespacedName } from '../../model/resource.ts';
import { type BackendServicePort, backendServicePorts, portFinding } from '../backend-service-ports.ts';
import { createTrafficPolicies } from '../destination-rules.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const plaintextToTlsPort: Rule = {
  code: 'GWX0718',
  name: 'plaintext-to-tls-port',
  severity: 'warning',
  description: 'an HTTPRoute forwards to a port that expects TLS, and nothing makes the connection TLS',
  rationale:
    'The proxy speaks plain HTTP to its backends unless a BackendTLSPolicy or a DestinationRule says otherwise, and a server that expects TLS answers with an error or not at all.',
  remedy: 'add a BackendTLSPolicy for the Service, or correct what its port declares',
  examples: {
    bad: 'ports: [{name: https, port: 443}] # and an HTTPRoute to it',
    good: 'kind: BackendTLSPolicy\nspec:\n  targetRefs: [{group: "", kind: Service, name: cart, sectionName: https}]\n  validation: {hostname: cart.example.com, wellKnownCACertificates: System}',
  },
  check(context) {
    const policies = createTrafficPolicies(context);
    const targets = policyTargets(context);
    for (const backend of backendServicePorts(context, 'HTTPRoute')) {
      const { flavours, ofParent, service, port } = backend;
      const declared = declaredProtocol(port);
      if (declared === undefined || !isTls(declared.protocol)) continue;
      // Clients in the mesh that call the port itself speak TLS to it.
      if (!flavours.has('gateway') && ofParent) continue;
      const { name, namespace } = service.metadata;
      if ([undefined, port.name].some((section) => targets.has(targetKey(namespace, name, section)))) continue;
      const host = serviceHost(name, namespace, context.settings.domainSuffix);
      if (policies.of(host, port.port).some(originatesTls)) continue;
      context.report({
        message: `port ${port.port} of Service "${namespacedName(service.metadata)}" is declared ${declared.text}, but nothing makes the connection to it TLS`,
        ...portFinding(backend),
        help: helpFor(backend),
      });
    }
  },
};

/** The Services that BackendTLSPolicies target, as a whole or by the name of a port. */
function policyTargets({ index }: RuleContext): ReadonlySet<string> {
  const policies = index.list('backendtlspolicies.gateway.networking.k8s.io');
  const targets = policies.flatMap(({ spec, metadata }) =>
    (spec.targetRefs ?? [])
      .filter(({ group = '', kind }) => group === '' && kind === 'Service')
      .map(({ name = '', sectionName }) => targetKey(metadata.namespace, name, sectionName)),
  );
  return new Set(targets);
}

function targetKey(namespace: string, name: string, section: string | undefined): string {
  return `${namespace}/${name}/${section ?? ''}`;
}

function originatesTls(policy: unknown): boolean {
  const mode = valueAt(policy, ['tls', 'mode']);
  return mode === 'SIMPLE' || mode === 'MUTUAL';
}

function helpFor({ service, port }: BackendServicePort): string {
  const { name, namespace } = service.metadata;
  const section = port.name === undefined ? '' : `, sectionName: ${port.name}`;
  const target = `{group: "", kind: Service, name: ${name}${section}}`;
  const validation = `{hostname: ${name}.${namespace}.svc, wellKnownCACertificates: System}`;
  const policy = `{apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {targetRefs: [${target}], validation: ${validation}}}`;
  return `add a BackendTLSPolicy, or correct what the port declares: ${policy}`;
}
