import { type Command, Option } from 'commander';
import type { AnswerFormat } from '../output/index.ts';
import { type EntryWish, parseGatewayName } from '../request/entry-wish.ts';
import type { By } from '../request/evaluate.ts';
import { type RequestTarget, requestFromURL, type URLOptions } from '../request/request-from-url.ts';
import { addRepeatable, type InputFlags } from './input-flags.ts';
import type { OutputFlags } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx request`. */
export interface RequestFlags extends InputFlags, OutputFlags<AnswerFormat> {
  readonly by: By;
  readonly request?: string;
  readonly header: readonly string[];
  readonly sni?: string;
  readonly grpc?: true;
  readonly tcp?: true;
  readonly tls?: true;
  readonly pathAsIs?: true;
  readonly gateway?: string;
  readonly listener?: string;
  readonly mesh?: true;
  readonly from?: string;
  readonly requests?: string;
}

/** Adds the argument and the flags that say what is sent, and where it enters. */
export function addRequestFlags(command: Command): Command {
  command
    .argument('[URL]', 'what curl would be given; without a scheme it is http')
    .optionsGroup('Request:')
    .option('-X, --request <METHOD>', 'method (default: GET, POST with --grpc)')
    .option('--grpc', 'a gRPC call; the path is /SERVICE/METHOD')
    .option('--tls', 'TLS of which nothing but the server name counts')
    .option('--tcp', 'a bare connection to HOST:PORT')
    .option('--sni <NAME>', 'server name of the TLS handshake (default: the host of the URL)')
    .option('--path-as-is', 'leave /../ and /./ in the path');
  addRepeatable(command, '-H, --header <LINE>', "header of the request, as 'Name: value'");
  return command
    .option('--requests <FILE>', 'requests with what is expected of each, as YAML documents or JSON lines')
    .optionsGroup('Way in:')
    .option('--gateway <NS/NAME>', 'Gateway that gets the request (default: the only one)')
    .option('--listener <NAME>', 'listener whose port is meant')
    .option('--mesh', 'from a client in the mesh to a Service: the host is that of the Service')
    .option('--from <NAMESPACE>', 'namespace of the client in the mesh')
    .addOption(
      new Option('--by <WHO>', 'whose answer: what the API says, what istiod and Envoy do')
        .choices(['gateway-api', 'istio', 'both'])
        .default('both'),
    );
}

/** What the command line asks to be evaluated: one request, or those of a file. */
export type Asked =
  | { readonly type: 'one'; readonly target: RequestTarget; readonly wish: EntryWish }
  /** `wish` is for the requests that say nothing of the way in. */
  | { readonly type: 'file'; readonly file: string; readonly wish: EntryWish };

/** What is asked, and the paths to read. Throws a usage error. */
export function readAsked(
  url: string | undefined,
  paths: readonly string[],
  flags: RequestFlags,
): { readonly asked: Asked; readonly paths: readonly string[] } {
  const wish = readWish(flags);
  if (flags.requests !== undefined) {
    const all = url === undefined ? paths : [url, ...paths];
    checkFileFlags(flags.requests, all, flags);
    return { asked: { type: 'file', file: flags.requests, wish }, paths: all };
  }
  if (url === undefined) throw new UsageError('no URL: gwx request URL [PATH...] (gwx request --help)');
  const second = paths.find((path) => /^https?:\/\//i.test(path));
  if (second !== undefined) throw new UsageError(`one URL, and it comes first: gwx request '${second}' PATH...`);
  const target = requestFromURL(url, urlOptions(flags));
  if ('problem' in target) throw new UsageError(target.problem);
  return { asked: { type: 'one', target, wish }, paths };
}

function urlOptions({ request, header, sni, grpc, tcp, tls, pathAsIs }: RequestFlags): URLOptions {
  if (tcp && tls) throw new UsageError('--tcp and --tls contradict each other');
  return {
    headers: header,
    ...(request !== undefined && { method: request }),
    ...(sni !== undefined && { sni }),
    ...(grpc && { grpc }),
    ...(pathAsIs && { pathAsIs }),
    ...(tcp && { bare: 'tcp' }),
    ...(tls && { bare: 'tls' }),
  };
}

function readWish({ gateway, listener, mesh, from, namespace }: RequestFlags): EntryWish {
  if (mesh) {
    if (gateway !== undefined || listener !== undefined) {
      throw new UsageError('--mesh is without a Gateway: it contradicts --gateway and --listener');
    }
    if (!from) throw new UsageError('--mesh needs --from NAMESPACE, the namespace of the client');
    return { type: 'mesh', clientNamespace: from };
  }
  if (from !== undefined) throw new UsageError('--from is for clients in the mesh: add --mesh');
  const named = gateway === undefined ? undefined : parseGatewayName(gateway, namespace);
  if (named && 'problem' in named) throw new UsageError(`--gateway: ${named.problem}`);
  return { type: 'gateway', ...(named && { gateway: named }), ...(listener !== undefined && { listener }) };
}

/** Flags that say what is sent, which a file says itself. */
const flagsOfOne: readonly (readonly [keyof RequestFlags, string])[] = [
  ['request', '--request'],
  ['sni', '--sni'],
  ['grpc', '--grpc'],
  ['tcp', '--tcp'],
  ['tls', '--tls'],
  ['pathAsIs', '--path-as-is'],
  ['listener', '--listener'],
];

function checkFileFlags(file: string, paths: readonly string[], flags: RequestFlags): void {
  const given = flagsOfOne.filter(([key]) => flags[key] !== undefined).map(([, flag]) => flag);
  const useless = [...given, ...(flags.header.length > 0 ? ['--header'] : [])];
  if (useless.length > 0) throw new UsageError(`with --requests the file says what ${useless.join(', ')} would say`);
  const url = paths.find((path) => /^https?:\/\//i.test(path));
  if (url !== undefined) throw new UsageError(`with --requests there is no URL on the command line: ${url}`);
  const named = [...paths, ...flags.filename];
  if (file === '-' && (named.length === 0 || named.includes('-'))) {
    throw new UsageError('stdin cannot hold both the requests and the configuration: name files for one of them');
  }
}
