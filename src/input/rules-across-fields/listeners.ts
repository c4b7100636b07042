import { isObject, type JsonObject } from '../../model/json.ts';
import { has, itemsRule, type Outcome, objectRule, type Rule, sizeOf, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const withoutTls: readonly unknown[] = ['HTTP', 'TCP', 'UDP'];
const withoutHostname: readonly unknown[] = ['TCP', 'UDP'];
const inconsistent = 'listener-tls-inconsistent';
const sources = ['certificateRefs', 'options'];

const tls: RuleTree = {
  rules: [
    objectRule('certificateRefs or options must be specified when mode is Terminate', hasCertificates, {
      name: inconsistent,
    }),
  ],
};

/** The rules on the listeners of a Gateway or a ListenerSet, with one that each of them says in its own way. */
export function listenerRules(unique: Rule): RuleTree {
  return {
    rules: [
      itemsRule(
        "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
        (listener) => !withoutTls.includes(listener['protocol']) || !has(listener, 'tls'),
        {
          name: inconsistent,
          at: ['tls'],
          help: 'use protocol HTTPS to terminate HTTP, protocol TLS for TLSRoutes and TCPRoutes, or leave tls out',
        },
      ),
      itemsRule(
        'tls mode must be Terminate for protocol HTTPS',
        (listener) => listener['protocol'] !== 'HTTPS' || !has(listener, 'tls') || terminates(listener),
        {
          name: inconsistent,
          at: ['tls', 'mode'],
          help: 'use protocol TLS with mode: Passthrough to forward by server name',
        },
      ),
      itemsRule(
        'tls mode must be set for protocol TLS',
        (listener) => listener['protocol'] !== 'TLS' || tlsMode(listener) !== '',
        {
          name: inconsistent,
          help: 'set "tls.mode" to Passthrough to forward by server name, or to Terminate, with certificateRefs, for TLSRoutes and TCPRoutes',
        },
      ),
      itemsRule(
        "hostname must not be specified for protocols ['TCP', 'UDP']",
        ({ protocol, hostname }) => !withoutHostname.includes(protocol) || (hostname ?? '') === '',
        { at: ['hostname'] },
      ),
      uniqueRule('Listener name must be unique within the Gateway', ({ name }) => name, {
        name: 'listener-not-unique',
        at: ['name'],
      }),
      unique,
    ],
    each: { fields: { tls } },
  };
}

/** What connections are told apart by. An empty hostname is one of its own here. */
export function portProtocolHostname(listener: JsonObject): string {
  return JSON.stringify([listener['port'], listener['protocol'], listener['hostname']]);
}

/** The message about listeners that cannot be told apart. */
export const sameCombination = 'Combination of port, protocol and hostname must be unique for each listener';

function terminates(listener: JsonObject): boolean {
  const mode = tlsMode(listener);
  return mode === '' || mode === 'Terminate';
}

/** Empty without one. */
function tlsMode({ tls: settings }: JsonObject): unknown {
  return (isObject(settings) ? settings['mode'] : undefined) ?? '';
}

/** The API server asks both lists for their length, and fails on one that is not there unless the other settles it. */
function hasCertificates(settings: JsonObject): Outcome {
  if (settings['mode'] !== 'Terminate' || sources.some((field) => sizeOf(settings[field]) > 0)) return true;
  const absent = sources.find((field) => !has(settings, field));
  return absent !== undefined && { at: [], error: `no such key: ${absent}` };
}
