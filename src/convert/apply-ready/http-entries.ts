import { corsMethods } from '../../istio-validation/cors-policies.ts';
import { headerNameError } from '../../istio-validation/header-names.ts';
import type { CorsPolicy, HTTPRedirect, HTTPRewrite, HTTPRoute } from '../../model/istio.ts';
import type { HTTPEntry } from '../http-routes.ts';
import { applyReadyBackends } from './backends.ts';
import { applyReadyHeaders } from './headers.ts';
import { messages } from './messages.ts';
import { applyReadyMirrors } from './mirrors.ts';
import { splitPath } from './paths.ts';
import { applyReadyRetries } from './retries.ts';
import type { RuleScope } from './rule-scope.ts';

const failure = { status: 500 };
const redirectCodes: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The entries that a user writes for an entry of istiod's: one, or two where a prefix is replaced (AF-40 to AF-59). */
export function applyReadyEntries(rule: RuleScope, entry: HTTPEntry): readonly HTTPRoute[] {
  const { name } = entry.spec;
  // AF-5: without an answer of its own, requests would fall through to a broader rule.
  const actions = applyReadyActions(rule, entry) ?? { directResponse: failure };
  return splitPath(rule, entry, { name, ...actions });
}

/** Everything of an entry but its name and match; undefined if it is refused. */
function applyReadyActions(rule: RuleScope, { spec, errors }: HTTPEntry): HTTPRoute | undefined {
  const corsPolicy = spec.corsPolicy && applyReadyCORS(rule, spec.corsPolicy);
  const { timeout } = spec;
  if (spec.redirect !== undefined) {
    const redirect = applyReadyRedirect(rule, spec.redirect);
    const mirrors = applyReadyMirrors(rule, spec);
    if (redirect === undefined || mirrors === undefined) return undefined;
    const headers = applyReadyHeaders(rule, spec.headers);
    return { headers, redirect, ...mirrors, corsPolicy, retries: applyReadyRetries(rule, spec.retries), timeout };
  }
  const backends = applyReadyBackends(rule, spec);
  if (backends === undefined) return undefined;
  if (backends.directResponse !== undefined) {
    // AF-50: nothing else has an effect on a direct response, or is even allowed beside it.
    const headers = applyReadyHeaders(rule, { response: spec.headers?.response });
    return { headers, corsPolicy, ...backends };
  }
  for (const { host, part } of errors) {
    if (host !== undefined && part === undefined) rule.say(messages.missingBackend({ host }), ['backendRefs']);
  }
  const mirrors = applyReadyMirrors(rule, spec);
  const rewrite = applyReadyRewrite(rule, spec.rewrite);
  if (mirrors === undefined || rewrite === 'refused') return undefined;
  return {
    headers: applyReadyHeaders(rule, spec.headers, rewrite?.authority !== undefined),
    rewrite,
    ...mirrors,
    corsPolicy,
    retries: applyReadyRetries(rule, spec.retries),
    timeout,
    ...backends,
  };
}

/** AF-48, AF-49. */
function applyReadyRedirect(rule: RuleScope, redirect: HTTPRedirect): HTTPRedirect | undefined {
  const { redirectCode = 301, port, derivePort } = redirect;
  if (!redirectCodes.has(redirectCode)) {
    rule.say(messages.redirectCode({ vs: rule.vs, rule: rule.rule, code: redirectCode }));
    return undefined;
  }
  // AP-71: a redirect needs more than its code, and without a port it is that of the protocol.
  const noPort = port === undefined && derivePort === undefined;
  return { ...redirect, redirectCode, ...(noPort && { derivePort: 'FROM_PROTOCOL_DEFAULT' }) };
}

/** AF-45; what becomes of `uri` depends on the match. */
function applyReadyRewrite(rule: RuleScope, rewrite: HTTPRewrite | undefined): HTTPRewrite | 'refused' | undefined {
  const { uriRegexRewrite } = rewrite ?? {};
  if (uriRegexRewrite === undefined) return rewrite;
  if (!rule.requires('uriRegexRewrite', 'rewrite.uriRegexRewrite')) return 'refused';
  const { match, rewrite: path = '' } = uriRegexRewrite;
  if (path === '') rule.say(messages.emptyPath({ vs: rule.vs, rule: rule.rule }));
  return { ...rewrite, uriRegexRewrite: { match, rewrite: path.replaceAll('\\', '\\\\') || '/' } };
}

/** AF-59. */
function applyReadyCORS(rule: RuleScope, policy: CorsPolicy): CorsPolicy {
  const { unmatchedPreflights } = policy;
  const kept = unmatchedPreflights && rule.allows('unmatchedPreflights', 'corsPolicy.unmatchedPreflights');
  return {
    ...policy,
    allowMethods: policy.allowMethods?.filter((method) => corsMethods.has(method)),
    allowHeaders: policy.allowHeaders?.filter(isHeaderName),
    exposeHeaders: policy.exposeHeaders?.filter(isHeaderName),
    unmatchedPreflights: kept ? unmatchedPreflights : undefined,
  };
}

function isHeaderName(name: string): boolean {
  return headerNameError(name) === undefined;
}
