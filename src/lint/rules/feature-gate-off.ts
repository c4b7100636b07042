import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const featureGateOff: Rule = {
  code: 'GWX0604',
  name: 'feature-gate-off',
  severity: 'warning',
  description: 'a kind, class or backendRef needs a switch of istiod that is off',
  rationale:
    'Without the switch istiod ignores the object and writes no status for it. A backendRef to such an object is an error: its requests get 500.',
  remedy: 'set the switch in istiod, and tell gwx with --istiod-env',
  examples: {
    bad: 'kind: XBackend # istiod without PILOT_ENABLE_ALPHA_GATEWAY_API',
    good: 'gwx lint --istiod-env PILOT_ENABLE_ALPHA_GATEWAY_API=true',
  },
  check(context) {
    ofObjects(context);
    ofBackendRefs(context);
    reportAlphaRoutes(context);
  },
};

/** Routes that older releases read with the switch alone. */
function reportAlphaRoutes({ profile, settings, index, report }: RuleContext): void {
  if (settings.EnableAlphaGatewayAPI) return;
  const alpha = [
    ...(profile.has('stableTLSRoutes') ? [] : index.list('tlsroutes.gateway.networking.k8s.io')),
    ...(profile.has('stableTCPRoutes') ? [] : index.list('tcproutes.gateway.networking.k8s.io')),
  ];
  for (const resource of alpha) {
    const message = `${resource.kind} is ignored unless istiod runs with PILOT_ENABLE_ALPHA_GATEWAY_API=true`;
    report({ message, place: { resource, path: ['kind'] }, help: remedyFor(message) });
  }
}

const ofObjects = fromIssues(
  { condition: 'silent', reason: 'object-gated', message: /^(?!istiod does not read )/ },
  { once: 'message', help: ({ message }) => remedyFor(message) },
);

const ofBackendRefs = fromIssues(
  { condition: 'ResolvedRefs', reason: 'InvalidKind', message: / is not enabled[,.] / },
  {
    once: 'message',
    severity: () => 'error',
    help: ({ message }) => `${remedyFor(message)}; without it the requests for this backend get 500`,
  },
);

/** How gwx is told what the message asks of istiod. */
function remedyFor(message: string): string {
  const names: readonly string[] = message.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
  // It names kinds, which gwx is not to ignore either.
  if (names.includes('PILOT_IGNORE_RESOURCES')) return 'take the kind out of PILOT_IGNORE_RESOURCES';
  const flags = names.map((name) => `--istiod-env ${name}=true`).join(' ');
  return `run gwx with ${flags} if that is how your istiod runs`;
}
