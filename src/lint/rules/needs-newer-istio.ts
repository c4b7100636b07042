import type { CrdName } from '../../model/kinds.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { type Behaviour, since } from '../../profiles.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const needsNewerIstio: Rule = {
  code: 'GWX0803',
  name: 'needs-newer-istio',
  severity: 'error',
  description: 'a kind, filter or field is newer than the chosen release of Istio',
  rationale:
    'Older releases ignore kinds and fields that they do not know, without a word, and drop all rules of a route with an unknown filter.',
  remedy: 'upgrade Istio, or do without',
  examples: {
    bad: 'kind: ListenerSet # gwx lint --istio-version 1.29',
    good: 'kind: ListenerSet # gwx lint --istio-version 1.30',
  },
  check(context) {
    for (const { crd, behaviour } of newKinds) {
      if (context.profile.has(behaviour)) continue;
      for (const resource of context.index.list(crd)) {
        report(context, { resource, path: ['kind'], feature: resource.kind, behaviour, effect: 'ignores' });
      }
    }
    reportRules(context);
  },
};

const newKinds: readonly { readonly crd: CrdName; readonly behaviour: Behaviour }[] = [
  { crd: 'backendtlspolicies.gateway.networking.k8s.io', behaviour: 'backendTLSPolicies' },
  { crd: 'inferencepools.inference.networking.k8s.io', behaviour: 'inferencePools' },
  { crd: 'listenersets.gateway.networking.k8s.io', behaviour: 'listenerSets' },
  { crd: 'xbackends.gateway.networking.x-k8s.io', behaviour: 'xBackends' },
];

/** Filters and fields of HTTPRoutes. */
function reportRules(context: RuleContext): void {
  const { profile, index } = context;
  if (profile.has('corsFilters') && profile.has('httpRetries')) return;
  for (const resource of index.list('httproutes.gateway.networking.k8s.io')) {
    for (const [i, { filters = [], retry }] of (resource.spec.rules ?? []).entries()) {
      const rule = ['spec', 'rules', i];
      if (!profile.has('httpRetries') && retry !== undefined) {
        const path = [...rule, 'retry'];
        report(context, { resource, path, feature: '"retry"', behaviour: 'httpRetries', effect: 'ignores' });
      }
      for (const [k, { type }] of filters.entries()) {
        if (profile.has('corsFilters') || type !== 'CORS') continue;
        const path = [...rule, 'filters', k, 'type'];
        report(context, { resource, path, feature: 'filter CORS', behaviour: 'corsFilters', effect: 'rejects' });
      }
    }
  }
}

interface Newcomer {
  readonly resource: Resource;
  readonly path: Path;
  readonly feature: string;
  readonly behaviour: Behaviour;
  readonly effect: 'ignores' | 'rejects';
}

function report(context: RuleContext, { resource, path, feature, behaviour, effect }: Newcomer): void {
  const release = since(behaviour);
  context.report({
    message: `${feature} needs Istio ${release}; profile ${context.profile.release} ${effect} it`,
    place: { resource, path },
    help: `upgrade Istio to ${release}, or do without`,
  });
}
