import type { Request } from '../../src/request/request.ts';

type Texts = Readonly<Record<string, string>>;

/** What a row sends (the README of the data says what each key means). */
interface SentRequest {
  /** null: no name, so that the address of the Gateway stands there. */
  readonly host?: string | null;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: Texts;
  readonly protocol: string;
  readonly sni?: string;
  readonly backendSetsResponseHeaders?: Texts;
}

interface ExpectedRedirect {
  readonly scheme: string | null;
  readonly host: string | null;
  readonly port: number | string | null;
  readonly path: string | null;
}

interface ExpectedBackend {
  readonly name: string;
  readonly namespace?: string;
  readonly percent?: number;
  readonly headersAtBackend?: Texts;
}

/** What a row expects. */
export interface ExpectedAnswer {
  readonly statusCodes?: readonly number[];
  readonly notStatusCodes?: readonly number[];
  readonly backend?: string | null;
  readonly backendService?: string;
  readonly backendNotCompared?: string;
  readonly namespace?: string | null;
  readonly requestAtBackend?: {
    readonly path?: string;
    readonly method?: string;
    readonly host?: string;
    readonly headers?: Texts;
    readonly absentHeaders?: readonly string[];
    readonly sni?: string;
    readonly clientCertificate?: unknown;
  };
  readonly responseHeaders?: {
    readonly set?: Texts;
    readonly oneOf?: Readonly<Record<string, readonly string[]>>;
    readonly absent?: readonly string[];
    readonly ignoreWhitespace?: boolean;
  };
  readonly redirect?: ExpectedRedirect | null;
  readonly answeredByGateway?: boolean;
  readonly mirroredTo?: readonly ExpectedBackend[];
  readonly weights?: Readonly<Record<string, number>>;
  readonly oneOfBackends?: readonly ExpectedBackend[];
  readonly neverBackend?: string;
  readonly policy?: {
    readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
    readonly retry?: { readonly codes?: readonly number[]; readonly attempts?: number; readonly backoff?: string };
  };
  readonly outcome?: string;
  readonly grpcCodeNumber?: number;
  readonly notGrpcCodes?: readonly (number | string)[];
  readonly backendIsTLS?: boolean;
  readonly backendSeesSNI?: string;
}

/** A row of `requests`. */
export interface RequestRow {
  readonly case?: string;
  readonly gateway?: string;
  readonly scheme: 'grpc' | 'http' | 'https' | 'tcp' | 'tls' | 'udp';
  readonly port: number;
  readonly tls?: { readonly clientCertificate?: string };
  readonly client?: { readonly namespace: string };
  readonly toHost?: string | null;
  readonly toPod?: unknown;
  readonly request: SentRequest;
  readonly step?: number;
  readonly dynamic?: boolean;
  readonly distribution?: boolean;
  readonly expect: ExpectedAnswer;
}

/** An address out of those that are set aside for documents: hostnames do not cover it. */
const address = '192.0.2.1';

const transports = { grpc: 'http', http: 'http', https: 'https', tcp: 'tcp', tls: 'tls' } as const;

/** The request of a row; undefined for a datagram, which is none that gwx knows. */
export function requestOf(row: RequestRow): Request | undefined {
  if (row.scheme === 'udp') return undefined;
  const { host, path, method = 'GET', headers = {}, sni, protocol } = row.request;
  const grpc = protocol === 'gRPC';
  const lines = Object.entries(headers);
  return {
    entry: entryOf(row),
    port: row.port,
    transport: transports[row.scheme],
    sni: sni ?? '',
    method: grpc ? 'POST' : method,
    authority: host ?? address,
    // The clients of the mesh call their own service.
    path: path ?? (grpc ? '/proto.EchoTestService/Echo' : '/'),
    headers: grpc ? [...lines, ['content-type', 'application/grpc']] : lines,
    grpc,
  };
}

function entryOf({ gateway, client, toHost }: RequestRow): Request['entry'] {
  if (client !== undefined) {
    const [name = '', namespace = client.namespace] = (toHost ?? '').split('.');
    const service = `${name}.${namespace}.svc.cluster.local`;
    return { type: 'mesh', clientNamespace: client.namespace, service };
  }
  const [namespace = '', name = ''] = (gateway ?? '').split('/');
  return { type: 'gateway', namespace, name };
}
