import { valueAt } from '../../model/json.ts';
import { serviceHost } from '../../model/names.ts';
import { type DeclaredProtocol, declaredProtocol, isHttp2 } from '../../model/port-protocol.ts';
import { namespacedName } from '../../model/resource.ts';
import { type BackendServicePort, backendServicePorts, portFinding } from '../backend-service-ports.ts';
import { createTrafficPolicies } from '../destination-rules.ts';
import type { Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const grpcBackendNotHttp2: Rule = {
  code: 'GWX0717',
  name: 'grpc-backend-not-http2',
  severity: 'error',
  description: 'a GRPCRoute forwards to a port that is not declared as gRPC or HTTP/2',
  rationale:
    'A gateway speaks HTTP/1.1 to every port that does not declare otherwise, by appProtocol or the name of the port, and gRPC needs HTTP/2.',
  remedy: 'write appProtocol: grpc for the port of the Service, or name the port grpc or grpc-<x>',
  examples: {
    bad: 'ports: [{name: web, port: 9000}]',
    good: 'ports: [{name: web, port: 9000, appProtocol: grpc}]',
  },
  check(context) {
    const policies = createTrafficPolicies(context);
    for (const backend of backendServicePorts(context, 'GRPCRoute')) {
      const { flavours, service, port } = backend;
      const declared = declaredProtocol(port);
      if (isHttp2(declared?.protocol)) continue;
      // Sidecars and waypoints keep the client's protocol where nothing is declared.
      if (!flavours.has('gateway') && declared === undefined) continue;
      const { name, namespace } = service.metadata;
      const host = serviceHost(name, namespace, context.settings.domainSuffix);
      if (policies.of(host, port.port).some(upgrades)) continue;
      context.report({
        message: `port ${port.port} of Service "${namespacedName(service.metadata)}" is not declared as gRPC or HTTP/2; gRPC calls fail`,
        ...portFinding(backend),
        help: 'write "appProtocol: grpc" for the port, or name it "grpc" or "grpc-<x>"; a mesh-wide "h2UpgradePolicy: UPGRADE" helps only ports declared "http"',
        ...suggestion(backend, declared),
      });
    }
  },
};

function upgrades(policy: unknown): boolean {
  const http = ['connectionPool', 'http'];
  return (
    valueAt(policy, [...http, 'h2UpgradePolicy']) === 'UPGRADE' ||
    valueAt(policy, [...http, 'useClientProtocol']) === true
  );
}

/** What the Service may say instead; others may rely on what it says now. */
function suggestion(
  { service, port, portPath }: BackendServicePort,
  declared: DeclaredProtocol | undefined,
): { readonly fix?: Fix } {
  // A name that begins with "grpc-web" would declare another protocol.
  const longer = `grpc-${port.name}`;
  const named = declared || declaredProtocol({ name: longer })?.protocol !== 'grpc' ? 'grpc' : longer;
  const [field, value] = port.appProtocol === undefined ? ['name', named] : ['appProtocol', 'grpc'];
  if (port.appProtocol === undefined && port.name === undefined) return {};
  const place = { resource: service, path: [...portPath, field] };
  return { fix: { title: `declare the port by ${field}: ${value}`, safe: false, edits: [{ place, newText: value }] } };
}
