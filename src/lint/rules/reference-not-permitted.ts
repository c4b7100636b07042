import type { Issue } from '../../convert/issue.ts';
import { type ForbiddenReference, forbiddenReference } from '../forbidden-references.ts';
import { fromIssues } from '../from-issues.ts';
import { createNearGrants } from '../near-grants.ts';
import type { Rule } from '../rule.ts';

export const referenceNotPermitted: Rule = {
  code: 'GWX0308',
  name: 'reference-not-permitted',
  severity: 'warning',
  description: 'a reference into another namespace without a ReferenceGrant',
  rationale:
    'An object of another namespace may be named only if a ReferenceGrant of that namespace permits it. Requests for such a backend get 500, a listener with such a certificate is not programmed.',
  remedy: 'add a ReferenceGrant to the namespace of the object that is referred to, or move one of the two',
  examples: {
    bad: 'backendRefs: [{name: ledger, namespace: pay, port: 80}]',
    good: 'kind: ReferenceGrant\nmetadata: {name: allow-shop-httproute, namespace: pay}\nspec:\n  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]\n  to: [{group: "", kind: Service, name: ledger}]',
  },
  equivalents: { feature: ['ReferenceGrant'] },
  check(context) {
    const nearGrants = createNearGrants(context.index, context.conversion.seen);
    const present = fromIssues(
      { condition: 'ResolvedRefs', reason: 'RefNotPermitted' },
      {
        severity: ({ target }) =>
          context.holdsAll(target?.namespace ?? '') || context.coverage.knowsNamespace(target?.namespace ?? '')
            ? 'error'
            : 'warning',
        help,
        yaml,
        related: (issue) => {
          const reference = forbiddenReference(issue);
          return reference === undefined ? [] : nearGrants(reference);
        },
        fix: (issue) => {
          const reference = forbiddenReference(issue);
          if (reference === undefined || !isGrantable(reference)) return undefined;
          const title = `add a ReferenceGrant to namespace "${reference.to.namespace}"`;
          return { title, safe: false, edits: [], creates: [`${grantLines(reference).join('\n')}\n`] };
        },
      },
    );
    present(context);
  },
};

function help(issue: Issue): string {
  const reference = forbiddenReference(issue);
  if (reference === undefined) return '';
  const { from, to, isCA } = reference;
  if (!isGrantable(reference)) {
    return `move the ${from.kind} to namespace "${to.namespace}", or put a Service in front of the backend: no ReferenceGrant can permit a reference to kind "${to.kind}"`;
  }
  const unnamed = isCA ? ', without a name, as the name of a CA reference is compared with "-cacert" behind it' : '';
  return `add a ReferenceGrant to namespace "${to.namespace}"${unnamed}:`;
}

function yaml(issue: Issue): readonly string[] {
  const reference = forbiddenReference(issue);
  return reference === undefined || !isGrantable(reference) ? [] : grantLines(reference);
}

/** The kinds that a grant can be for (GW-92); others never get one (RT-74). */
const grantable: ReadonlySet<string> = new Set(['ConfigMap', 'InferencePool', 'Secret', 'Service', 'XBackend']);

function isGrantable({ to }: ForbiddenReference): boolean {
  return grantable.has(to.kind);
}

function grantLines({ from, to, isCA }: ForbiddenReference): readonly string[] {
  const name = `allow-${from.namespace}-${from.kind.toLowerCase()}`;
  const group = to.group === '' ? '""' : to.group;
  const named = isCA ? '' : `, name: ${to.name}`;
  return [
    'apiVersion: gateway.networking.k8s.io/v1beta1',
    'kind: ReferenceGrant',
    `metadata: {name: ${name}, namespace: ${to.namespace}}`,
    'spec:',
    `  from: [{group: gateway.networking.k8s.io, kind: ${from.kind}, namespace: ${from.namespace}}]`,
    `  to: [{group: ${group}, kind: ${to.kind}${named}}]`,
  ];
}
