import type { ServerTLSSettings } from '../../model/istio.ts';
import type { Listener } from '../listeners.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

const ownScheme = 'kubernetes-gateway://';
const builtin = 'builtin://';
const caSuffix = '-cacert';

/** TLS settings of a server as a user writes them (AF-30 to AF-35); 'refused' where there is no faithful form. */
export function applyReadyTLS(scope: ApplyReadyScope, listener: Listener): ServerTLSSettings | 'refused' | undefined {
  const { tls, protocol, name } = listener;
  if (tls === undefined) return undefined;
  if (protocol === 'HTTP' || protocol === 'TCP') {
    scope.say(messages.ignoredTLS({ listener: name, protocol }), at(listener));
    return undefined;
  }
  const { mode = 'PASSTHROUGH' } = tls;
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH' || mode === 'ISTIO_MUTUAL') return { ...tls, mode };
  if (tls.credentialName === undefined && tls.credentialNames === undefined) {
    scope.say(messages.noCertificate({ listener: name }), at(listener));
    return 'refused';
  }
  const credentials = ownCredentials(scope, listener, tls);
  const validation = credentials && validationFor(scope, listener, { ...tls, ...credentials });
  if (credentials === undefined || validation === undefined) return 'refused';
  reportSecrets(scope, listener, credentials);
  return { ...tls, ...credentials, ...validation };
}

function at({ owner, index }: Listener) {
  return { resource: owner, path: ['spec', 'listeners', index, 'tls'] };
}

type Credentials = Pick<ServerTLSSettings, 'credentialName' | 'credentialNames'>;

/** AF-30: a Secret is read from the namespace of the pods, and only by its bare name. */
function ownCredentials(
  scope: ApplyReadyScope,
  listener: Listener,
  { credentialName, credentialNames }: ServerTLSSettings,
): Credentials | undefined {
  if (credentialName !== undefined) {
    const name = ownName(scope, listener, credentialName);
    return name === undefined ? undefined : { credentialName: name };
  }
  const names = (credentialNames ?? []).flatMap((credential) => ownName(scope, listener, credential) ?? []);
  if (names.length < (credentialNames ?? []).length) return undefined;
  const has = scope.requires('credentialNames', 'tls.credentialNames', `listener ${listener.name}`, at(listener));
  return has ? { credentialNames: names } : undefined;
}

/** The bare name of a Secret; undefined if it is in another namespace than the pods, which is refused (AF-31). */
function ownName(scope: ApplyReadyScope, listener: Listener, credential: string): string | undefined {
  if (!credential.startsWith(ownScheme)) return credential;
  const [namespace, name = ''] = credential.slice(ownScheme.length).split('/');
  const { namespace: podNamespace } = listener.gateway.resource.metadata;
  if (namespace === podNamespace) return name;
  const bare = name.endsWith(caSuffix) ? name.slice(0, -caSuffix.length) : name;
  const secret = `${namespace}/${credential === listener.tls?.caCertCredentialName ? bare : name}`;
  scope.say(messages.foreignSecret({ listener: listener.name, secret, namespace: podNamespace }), at(listener));
  return undefined;
}

type Validation = Pick<ServerTLSSettings, 'caCertCredentialName' | 'insecureSkipVerify'>;

/** How client certificates are checked (AF-33), as far as the release can say it (section 12); undefined if it cannot. */
function validationFor(
  scope: ApplyReadyScope,
  listener: Listener,
  { caCertCredentialName, credentialName, insecureSkipVerify }: ServerTLSSettings,
): Validation | undefined {
  const subject = `listener ${listener.name}`;
  const needs = (behaviour: 'caCertCredentialName' | 'insecureSkipVerify') =>
    scope.requires(behaviour, `tls.${behaviour}`, subject, at(listener));
  let own: string | undefined;
  if (caCertCredentialName !== undefined) {
    own = ownName(scope, listener, caCertCredentialName);
    if (own === undefined) return undefined;
    if (!scope.profile.has('caCertCredentialName')) {
      // Older releases look for the CA beside the server certificate.
      if (own !== `${credentialName}${caSuffix}` && !needs('caCertCredentialName')) return undefined;
      own = undefined;
    }
  }
  if (insecureSkipVerify === true && !needs('insecureSkipVerify')) return undefined;
  const skips = scope.profile.has('insecureSkipVerify') ? insecureSkipVerify : undefined;
  return { caCertCredentialName: own, insecureSkipVerify: skips };
}

function reportSecrets(
  scope: ApplyReadyScope,
  { gateway }: Listener,
  { credentialName, credentialNames = [] }: Credentials,
): void {
  if (!scope.options.deployed || !gateway.managed) return;
  const { namespace } = gateway.resource.metadata;
  for (const secret of credentialName === undefined ? credentialNames : [credentialName]) {
    if (secret.startsWith(builtin)) continue;
    const place = { resource: gateway.resource, path: [] };
    scope.say(messages.secretAccess({ serviceAccount: gateway.serviceAccount, namespace, secret }), place);
  }
}
