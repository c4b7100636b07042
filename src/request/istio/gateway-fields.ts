import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { flagField, numberField, objectField, textField, textMapField, textsField } from './json-fields.ts';

/** One server of an Istio Gateway. */
export interface ServerFields {
  readonly name: string;
  readonly port: number;
  /** In upper case. */
  readonly protocol: string;
  readonly bind: string;
  readonly hosts: readonly string[];
  /** Undefined for a server without `tls`. */
  readonly tlsMode?: string;
  readonly httpsRedirect: boolean;
}

/** What is read of an Istio Gateway's `spec`, generated or a user's. */
export interface GatewayFields {
  readonly selector: Readonly<Record<string, string>>;
  readonly servers: readonly ServerFields[];
}

/** Reads a `spec` whose structure nobody has checked: what has another type counts as unset. */
export function readGateway(spec: unknown): GatewayFields {
  const fields = isObject(spec) ? spec : {};
  return { selector: textMapField(fields, 'selector'), servers: objectsIn(fields, 'servers').map(readServer) };
}

function readServer(server: JsonObject): ServerFields {
  const port = objectField(server, 'port') ?? {};
  const tls = objectField(server, 'tls');
  return {
    name: textField(port, 'name') ?? '',
    port: numberField(port, 'number') ?? 0,
    protocol: (textField(port, 'protocol') ?? '').toUpperCase(),
    bind: textField(server, 'bind') ?? '',
    hosts: textsField(server, 'hosts'),
    ...(tls && { tlsMode: textField(tls, 'mode') ?? 'PASSTHROUGH' }),
    httpsRedirect: tls !== undefined && flagField(tls, 'httpsRedirect'),
  };
}
