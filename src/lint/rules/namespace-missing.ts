import { groupBy } from '../../model/group-by.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const namespaceMissing: Rule = {
  code: 'GWX0108',
  name: 'namespace-missing',
  severity: 'info',
  description: 'namespaced objects have no namespace, so one is assumed',
  rationale:
    'References, ReferenceGrants and the order among routes all rest on namespaces. The namespace that kubectl will use is not in the file.',
  remedy: 'set metadata.namespace, or name the namespace with --namespace',
  examples: { bad: 'metadata: {name: shop}', good: 'metadata: {name: shop, namespace: web}' },
  check(context) {
    for (const [first, ...others] of withoutNamespace(context).values()) {
      const count = others.length + 1;
      const { namespace } = first.metadata;
      context.report({
        message: `${count === 1 ? '1 object has' : `${count} objects have`} no namespace; "${namespace}" is assumed`,
        place: { resource: first, path: ['metadata'] },
        related: others.map((resource) => ({
          message: `${resource.kind} "${resource.metadata.name}"`,
          place: { resource, path: ['metadata'] },
        })),
      });
    }
  },
};

/** By file, in the order of the file. */
function withoutNamespace({ index, namespaceChosen }: RuleContext) {
  const objects = index.all().filter(({ origin }) => {
    const isChosen = namespaceChosen && origin.document.stdin === true;
    return origin.namespaceAssumed === true && !origin.context && !isChosen;
  });
  const inOrder = [...objects].sort((a, b) => a.origin.document.start - b.origin.document.start);
  return groupBy(inOrder, ({ origin }) => origin.document.file);
}
