import type { Request } from '../../src/request/request.ts';

type More = Partial<Request>;

const base: Request = {
  entry: { type: 'gateway', namespace: 'ns', name: 'gw' },
  port: 80,
  transport: 'http',
  sni: '',
  method: 'GET',
  authority: '',
  path: '/',
  headers: [],
  grpc: false,
};

/** A request in the clear to port 80 of the Gateway `gw`: `http('a.com/x?y')`, the Host as sent. */
export function http(target: string, more: More = {}): Request {
  return { ...base, ...split(target), ...more };
}

/** A request over TLS to port 443; the server name is the host without its port. */
export function https(target: string, more: More = {}): Request {
  const { authority, path } = split(target);
  return { ...base, transport: 'https', port: 443, sni: authority.replace(/:\d+$/, ''), authority, path, ...more };
}

function split(target: string): { readonly authority: string; readonly path: string } {
  const slash = target.indexOf('/');
  return slash < 0
    ? { authority: target, path: '/' }
    : { authority: target.slice(0, slash), path: target.slice(slash) };
}

/** A gRPC call in the clear. */
export function grpc(target: string): Request {
  return http(target, { method: 'POST', headers: [['content-type', 'application/grpc']], grpc: true });
}

/** TLS of which nothing but the server name is known. */
export function tls(sni: string): Request {
  return { ...base, transport: 'tls', port: 443, sni };
}

/** A bare connection. */
export function tcp(port: number): Request {
  return { ...base, transport: 'tcp', port };
}

/** A request to a Service from a client in a namespace: `mesh('app', 'svc.prod/a')`. Its Host is the Service's full name. */
export function mesh(clientNamespace: string, target: string, more: More = {}): Request {
  const { authority: short, path } = split(target);
  const service = short.includes('*') ? short : `${short}.svc.cluster.local`;
  return { ...base, entry: { type: 'mesh', clientNamespace, service }, authority: service, path, ...more };
}
