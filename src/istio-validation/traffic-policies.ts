import type { PortTrafficPolicy, TrafficPolicy, Tunnel } from '../model/istio-fields/destination-rule.ts';
import { checkClientTLS } from './client-tls.ts';
import { checkConnectionPool } from './connection-pools.ts';
import { fqdnError } from './domains.ts';
import { type Field, get, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import { ipAddressError } from './ip-subnets.ts';
import { checkLoadBalancer } from './load-balancers.ts';
import { checkOutlierDetection } from './outlier-detection.ts';
import { portError } from './ports.ts';
import type { Validation } from './validation.ts';

/** `trafficPolicy` of a DestinationRule or of a subset (AP-100 to AP-105). */
export function checkTrafficPolicy(validation: Validation, policy: Field<TrafficPolicy>): void {
  const { error } = validation;
  const ports = get(policy, 'portLevelSettings');
  const tunnel = get(policy, 'tunnel');
  const proxyProtocol = get(policy, 'proxyProtocol');
  const own = [ports, tunnel, proxyProtocol, get(policy, 'retryBudget')];
  if (own.every(isNull) && hasNoSettings(policy)) {
    error('AP-100', policy, 'traffic policy must have at least one field');
    return;
  }
  if (isMessage(tunnel) && isMessage(proxyProtocol)) {
    error('AP-100', proxyProtocol, 'tunnel and proxyProtocol must not be set together');
    return;
  }
  checkSettings(validation, policy);
  for (const port of itemsOf(ports)) checkPortPolicy(validation, port);
  if (isMessage(tunnel)) checkTunnel(validation, tunnel);
  const version = numberOf(get(proxyProtocol, 'version')) ?? 0;
  if (version !== 0 && version !== 1) {
    error('AP-105', get(proxyProtocol, 'version'), `proxy protocol version is invalid: ${version}`);
  }
}

/** What applies to one port. Its number is not looked at. */
function checkPortPolicy(validation: Validation, policy: Field<PortTrafficPolicy>): void {
  const { error } = validation;
  if (isNull(policy)) error('AP-100', policy, 'traffic policy may not be null');
  if (!isMessage(policy)) return;
  const port = get(policy, 'port');
  if (isNull(port)) error('AP-100', port, 'portTrafficPolicy must have valid port');
  if (hasNoSettings(policy)) error('AP-100', policy, 'port traffic policy must have at least one field');
  checkSettings(validation, policy);
}

/** What a host and a port of it can both have. */
type Settings = Field<Omit<PortTrafficPolicy, 'port'>>;

function hasNoSettings(policy: Settings): boolean {
  const fields = [get(policy, 'outlierDetection'), get(policy, 'connectionPool'), get(policy, 'loadBalancer')];
  return [...fields, get(policy, 'tls')].every(isNull);
}

function checkSettings(validation: Validation, policy: Settings): void {
  const outlierDetection = get(policy, 'outlierDetection');
  if (isMessage(outlierDetection)) checkOutlierDetection(validation, outlierDetection);
  const pool = get(policy, 'connectionPool');
  if (isMessage(pool)) checkConnectionPool(validation, pool);
  const loadBalancer = get(policy, 'loadBalancer');
  if (isMessage(loadBalancer)) checkLoadBalancer(validation, loadBalancer, isMessage(outlierDetection));
  const tls = get(policy, 'tls');
  if (isMessage(tls)) checkClientTLS(validation, tls);
}

/** TCP through an HTTP proxy (AP-105). */
function checkTunnel({ error }: Validation, tunnel: Field<Tunnel>): void {
  const protocol = get(tunnel, 'protocol');
  if (!['', 'CONNECT', 'POST'].includes(textOf(protocol) ?? '')) {
    error('AP-105', protocol, 'tunnel protocol must be "CONNECT" or "POST"');
  }
  const host = textOf(get(tunnel, 'targetHost'));
  const domainProblem = host === undefined ? undefined : fqdnError(host);
  const addressProblem = host === undefined ? undefined : ipAddressError(host);
  if (domainProblem !== undefined && addressProblem !== undefined) {
    const problems = `${domainProblem}; ${addressProblem}`;
    const message = `tunnel target host must be valid FQDN or IP address: ${problems}`;
    error('AP-105', get(tunnel, 'targetHost'), message);
  }
  const port = numberOf(get(tunnel, 'targetPort'));
  const portProblem = port === undefined ? undefined : portError(port);
  if (portProblem !== undefined) {
    error('AP-105', get(tunnel, 'targetPort'), `tunnel target port is invalid: ${portProblem}`);
  }
}
