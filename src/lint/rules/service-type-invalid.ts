import type { Rule } from '../rule.ts';

export const serviceTypeInvalid: Rule = {
  code: 'GWX1108',
  name: 'service-type-invalid',
  severity: 'error',
  description: 'the annotation networking.istio.io/service-type names no type of Service',
  rationale: 'istiod copies the annotation unchecked, and the API server refuses the Service.',
  remedy: 'write ClusterIP, NodePort or LoadBalancer',
  examples: {
    bad: 'annotations: {networking.istio.io/service-type: clusterip}',
    good: 'annotations: {networking.istio.io/service-type: ClusterIP}',
  },
  check({ workloads, report }) {
    for (const { reason, message, place, help, meant } of workloads.problems) {
      if (reason !== 'service-type-invalid') continue;
      report({
        message,
        place,
        ...(help !== undefined && { help }),
        ...(meant !== undefined && {
          fix: { title: `write ${meant}`, safe: true, edits: [{ place, newText: meant }] },
        }),
      });
    }
  },
};
