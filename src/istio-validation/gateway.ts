import { goQuote } from '../model/go-quote.ts';
import type { GatewaySpec, Server } from '../model/istio-fields/gateway.ts';
import { isHttp, parsePortProtocol } from '../model/port-protocol.ts';
import { isDnsLabel } from './domains.ts';
import { type Field, get, isEmpty, isMessage, isNull, isTrue, itemsOf, textOf } from './field.ts';
import { checkServer } from './gateway-servers.ts';
import type { Validation } from './validation.ts';

/** An Istio Gateway (AP-20 to AP-39). The value of a credential is anyone's business but Istio's: no rule looks at it (AP-39). */
export function checkGateway(validation: Validation, spec: Field<GatewaySpec>): void {
  const nameField = get(validation.metadata, 'name');
  const name = textOf(nameField) ?? '';
  // A name that the API server is still to make up is none to judge.
  if (name !== '' && !validation.exempt && !isDnsLabel(name)) {
    validation.error('AP-20', nameField, `invalid gateway name: ${goQuote(name)}`);
  }
  const servers = get(spec, 'servers');
  if (isEmpty(servers)) validation.error('AP-21', servers, 'gateway must have at least one server');
  for (const server of itemsOf(servers)) {
    if (isNull(server)) validation.error('AP-21', server, 'cannot have nil server');
    else if (isMessage(server)) checkServer(validation, server);
  }
  checkPorts(validation, itemsOf(servers));
}

/** What servers must not share (AP-21), and a redirect that has nothing to redirect (AP-31). */
function checkPorts({ error, warning }: Validation, servers: readonly Field<Server>[]): void {
  const names = new Set<string>();
  for (const server of servers) {
    const port = get(server, 'port');
    if (!isMessage(port)) continue;
    const name = textOf(get(port, 'name'));
    if (name !== undefined && names.has(name)) {
      const message = `port names in servers must be unique: duplicate name ${name}`;
      error('AP-21', get(port, 'name'), message);
    }
    if (name !== undefined) names.add(name);
    const redirect = get(get(server, 'tls'), 'httpsRedirect');
    if (isTrue(redirect) && !isHttp(parsePortProtocol(textOf(get(port, 'protocol'))))) {
      warning('AP-31', redirect, 'tls.httpsRedirect should only be used with http servers');
    }
  }
}
