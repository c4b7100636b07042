import { goQuote } from '../model/go-quote.ts';
import type { Port, Server, ServerTLSSettings } from '../model/istio-fields/gateway.ts';
import { isHttp, isTls, parsePortProtocol } from '../model/port-protocol.ts';
import { type Field, get, hasText, isEmpty, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import { checkGatewayHost } from './gateway-hosts.ts';
import { ipAddressError } from './ip-subnets.ts';
import { checkPort } from './ports.ts';
import { checkServerTLS, isPassthrough } from './server-tls.ts';
import { unixAddressError, unixPrefix } from './unix-addresses.ts';
import type { Report, Validation } from './validation.ts';

/** One server of a Gateway (AP-22 to AP-38). */
export function checkServer(validation: Validation, server: Field<Server>): void {
  const hosts = get(server, 'hosts');
  if (isEmpty(hosts)) validation.error('AP-22', hosts, 'server config must contain at least one host');
  for (const host of itemsOf(hosts)) checkGatewayHost(validation, host);

  const port = get(server, 'port');
  const bind = get(server, 'bind');
  let portIsValid = true;
  const error: Report = (...finding) => {
    portIsValid = false;
    validation.error(...finding);
  };
  checkServerPort({ ...validation, error }, port, bind);
  checkBind(validation, port, bind);
  const tls = get(server, 'tls');
  if (isMessage(tls)) checkServerTLS(validation, tls);
  if (portIsValid) checkUseOfTLS(validation, port, tls);
}

function checkServerPort(validation: Validation, port: Field<Port>, bind: Field<string>): void {
  const { error } = validation;
  if (isNull(port)) error('AP-25', port, 'port is required');
  if (!isMessage(port)) return;
  const protocol = textOf(get(port, 'protocol'));
  if (protocol !== undefined && parsePortProtocol(protocol) === undefined) {
    const supported = 'HTTP, HTTP2, GRPC, GRPC-WEB, MONGO, REDIS, MYSQL, TCP';
    const message = `invalid protocol ${goQuote(protocol)}, supported protocols are ${supported}`;
    error('AP-26', get(port, 'protocol'), message);
  }
  const number = get(port, 'number');
  if (numberOf(number) !== 0 || !isUnix(bind)) checkPort(validation, number);
  const targetPort = get(port, 'targetPort');
  if ((numberOf(targetPort) ?? 0) > 0) error('AP-25', targetPort, 'targetPort has no impact on Gateways');
  const name = get(port, 'name');
  if (textOf(name) === '') error('AP-25', name, `port name must be set: ${describePort(port)}`);
}

/** An address to listen on, instead of all (AP-27). */
function checkBind({ error }: Validation, port: Field<Port>, bind: Field<string>): void {
  const address = textOf(bind) ?? '';
  if (address === '') return;
  if (isUnix(bind) && (numberOf(get(port, 'number')) ?? 0) > 0) {
    error('AP-27', get(port, 'number'), `port number must be 0 for unix domain socket: ${describePort(port)}`);
  }
  const message = isUnix(bind) ? unixAddressError(address.slice(unixPrefix.length)) : ipAddressError(address);
  if (message !== undefined) error('AP-27', bind, message);
}

/** Which protocols need `tls`, and which cannot have it (AP-30, AP-33). */
function checkUseOfTLS({ error }: Validation, port: Field<Port>, tls: Field<ServerTLSSettings>): void {
  const protocol = parsePortProtocol(textOf(get(port, 'protocol')));
  if (isTls(protocol)) {
    if (isNull(tls)) error('AP-30', tls, 'server must have TLS settings for HTTPS/TLS protocols');
    return;
  }
  if (!isMessage(tls)) return;
  if (!isHttp(protocol)) {
    error('AP-33', tls, 'server cannot have TLS settings for non HTTPS/TLS ports');
    return;
  }
  const files = [get(tls, 'caCertificates'), get(tls, 'privateKey'), get(tls, 'serverCertificate')];
  // What remains is a redirect to HTTPS.
  if (isPassthrough(tls) && !files.some(hasText)) return;
  error('AP-33', tls, 'server cannot have TLS settings for plain text HTTP ports');
}

function isUnix(bind: Field<string>): boolean {
  return textOf(bind)?.startsWith(unixPrefix) ?? false;
}

/** A port as protobuf prints it. */
function describePort(port: Field<Port>): string {
  const number = numberOf(get(port, 'number')) ?? 0;
  const texts = [get(port, 'protocol'), get(port, 'name')].flatMap((field) => {
    const text = textOf(field) ?? '';
    return text === '' ? [] : [`${field.step}:${goQuote(text)}`];
  });
  return [...(number === 0 ? [] : [`number:${number}`]), ...texts].join(' ');
}
