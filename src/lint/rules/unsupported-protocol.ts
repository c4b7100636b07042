import type { Issue } from '../../convert/issue.ts';
import { isObject, objectsIn } from '../../model/json.ts';
import type { Fix } from '../finding.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const unsupportedProtocol: Rule = {
  code: 'GWX0605',
  name: 'unsupported-protocol',
  severity: 'error',
  description: 'a listener has a protocol or port that Istio does not take',
  rationale:
    'istiod takes HTTP, HTTPS, TLS and TCP, letter by letter, and HBONE for waypoints and east-west gateways. It sets Accepted to False, and nothing listens.',
  remedy: 'use one of these protocols, in upper case',
  examples: { bad: 'protocol: https', good: 'protocol: HTTPS' },
  check: fromIssues(
    { condition: 'Accepted', reason: 'UnsupportedProtocol', message: /^(?!protocol is )/ },
    { help: remedyFor, fix: upperCaseFix },
  ),
};

function remedyFor({ message, place }: Issue): string {
  if (message.startsWith('Expected') || message.startsWith('East-west')) {
    return 'give the listener the port and protocol that the message names; gateways of this class take no others';
  }
  const protocol = fieldOf(place.resource, place.path);
  const known = 'use HTTP, HTTPS, TLS or TCP, in upper case';
  return protocol === 'UDP' ? `${known}; Istio does not support UDP` : known;
}

/** Safe where the rest of the listener goes with the protocol that was meant. */
function upperCaseFix({ place, message }: Issue): Fix | undefined {
  const [, meant] = / hint: "(\w+)" /.exec(message) ?? [];
  if (meant === undefined) return undefined;
  const { resource, path } = place;
  const listener = fieldOf(resource, path.slice(0, -1));
  if (!isObject(listener)) return undefined;
  const terminates = meant === 'HTTPS' || meant === 'TLS';
  const fits = meant !== 'HBONE' && terminates === (listener['tls'] !== undefined);
  const rivals = objectsIn(fieldOf(resource, ['spec']), 'listeners').filter(
    (other) =>
      other !== listener &&
      other['port'] === listener['port'] &&
      (other['hostname'] ?? '') === (listener['hostname'] ?? ''),
  );
  return { title: `write ${meant}`, safe: fits && rivals.length === 0, edits: [{ place, newText: meant }] };
}
