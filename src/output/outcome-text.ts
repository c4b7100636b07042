import type { Choice, Mirror, Outcome, Request } from '../request/request.ts';
import type { Cell } from './paragraph.ts';

type Kind = Outcome['kind'];

/** An outcome in a few words, set off by how good it is. Not escaped. */
export function outcomeCell(outcome: Outcome): Cell {
  return { text: outcomeText(outcome), tone: tones[outcome.kind] };
}

const tones: Readonly<Record<Kind, 'bold' | 'red' | 'yellow'>> = {
  'bad-request': 'red',
  'default-forward': 'bold',
  'not-found': 'red',
  'tls-passthrough': 'bold',
  backends: 'bold',
  direct: 'bold',
  misdirected: 'red',
  redirect: 'bold',
  rejected: 'red',
  tcp: 'bold',
  undefined: 'yellow',
};

const causes = {
  'bad-certificate': 'the listener has no usable certificate',
  'cors-preflight': 'the gateway answers the preflight itself',
  'filter-error': 'a filter cannot be carried out',
  'invalid-backends': 'no backend can be used',
  'no-backend': 'no backend can be used',
  'no-backends': 'the rule has no backend with a weight',
  'no-host': 'no route for this host',
  'no-listener': 'nothing listens',
  'no-route': 'no route',
  'no-rule': 'no rule matches',
  'no-sni-match': 'no listener for the server name',
  fault: 'the rule says so',
  user: 'the rule says so',
} as const;

/** An outcome in a few words. Not escaped. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'backends':
      return sharesText(outcome.choices);
    case 'tcp':
      return `connected to ${sharesText(outcome.choices)}${outcome.terminated ? ', TLS ends at the gateway' : ''}`;
    case 'tls-passthrough':
      return `TLS ${outcome.terminated ? 'ended and sent' : 'passed through'} to ${sharesText(outcome.choices)}`;
    case 'redirect':
      return `${outcome.status} redirect to ${outcome.location}`;
    case 'direct':
    case 'not-found': {
      const { status, cause, grpcStatus } = outcome;
      return `${status}${grpcStatus === undefined ? '' : `, gRPC status ${grpcStatus}`} (${causes[cause]})`;
    }
    case 'misdirected':
      return `${outcome.status} (the host belongs to another listener than the server name)`;
    case 'rejected':
      return `connection refused (${causes[outcome.cause]})`;
    case 'bad-request':
      return `${outcome.status} (${outcome.why})`;
    case 'default-forward':
      return `${outcome.host}:${outcome.port} itself (no route applies)`;
    case 'undefined':
      return `undefined (${outcome.why})`;
  }
}

/** Backends with their shares; one that gets everything stands alone. */
function sharesText(choices: readonly Choice[]): string {
  const shown = choices.length > 1 ? choices.filter(({ probability }) => probability > 0) : choices;
  const single = shown.length === 1;
  return shown
    .map((choice) => `${choiceText(choice)}${single ? '' : ` ${percentText(choice.probability * 100)}`}`)
    .join(', ');
}

function choiceText(choice: Choice): string {
  const { status, response, subset } = choice;
  const name = backendText(choice) + (subset === undefined ? '' : ` subset ${subset}`);
  if (response !== undefined) return `${response} in place of ${name}`;
  return status === 'invalid' || status === 'missing' ? `refused in place of ${name}` : name;
}

/** A backend by host and port. */
export function backendText({ host, port }: Pick<Choice, 'host' | 'port'>): string {
  return port === undefined ? host : `${host}:${port}`;
}

/** A share: `50%`, `33.33%`. */
function percentText(percent: number): string {
  return `${Math.round(percent * 100) / 100}%`;
}

/** A mirror with its share. */
export function mirrorText(mirror: Mirror): string {
  return `${backendText(mirror)} ${percentText(mirror.percent)}`;
}

const defaultPorts: Readonly<Record<Request['transport'], number>> = { http: 80, https: 443, tcp: 0, tls: 443 };

/** A request in a line: `GET https://a.com/x`, `TLS a.com:443`, `TCP port 9000`. Not escaped. */
export function requestText(request: Request): string {
  const from = request.entry.type === 'mesh' ? ` from ${request.entry.clientNamespace}` : '';
  return `${sentText(request)}${from}`;
}

function sentText({ entry, transport, method, authority, path, port, sni }: Request): string {
  const host = entry.type === 'mesh' ? entry.service : `${entry.namespace}/${entry.name}`;
  if (transport === 'tcp') return `TCP ${host} port ${port}`;
  if (transport === 'tls') return `TLS ${sni || host} port ${port}`;
  const elsewhere = port === defaultPorts[transport] || authority.endsWith(`:${port}`) ? '' : ` at port ${port}`;
  return `${method} ${transport}://${authority}${path}${elsewhere}`;
}
