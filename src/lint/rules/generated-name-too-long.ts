import { groupBy } from '../../model/group-by.ts';
import { namespacedName } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';

export const generatedNameTooLong: Rule = {
  code: 'GWX1104',
  name: 'generated-name-too-long',
  severity: 'error',
  description: 'what istiod deploys for a Gateway gets a name that is too long or not valid',
  rationale:
    'The Service is called like the Gateway and its class, or as the annotation gateway.istio.io/name-override says. Its name must be a DNS label of 63 characters at most that begins with a letter, so a Gateway with a dot in its name gets no Service. The name of the Gateway itself becomes a label. istiod checks none of this.',
  remedy: 'shorten the name of the Gateway, or name the workload with the annotation gateway.istio.io/name-override',
  examples: {
    bad: 'kind: Gateway\nmetadata: {name: shop.example.com}',
    good: 'kind: Gateway\nmetadata:\n  name: shop.example.com\n  annotations: {gateway.istio.io/name-override: shop}',
  },
  check({ workloads, report }) {
    const named = workloads.problems.filter(({ reason }) => reason === 'generated-name-too-long');
    const groups = groupBy(named, ({ gateway, place }) =>
      JSON.stringify([namespacedName(gateway.metadata), place.path]),
    );
    for (const group of groups.values()) {
      const [first] = group;
      // One name, one finding. A label cannot be helped by another name of the workload.
      const {
        message,
        place,
        help = 'choose a shorter name, of lower-case letters, digits and dashes',
      } = group.find(({ kind }) => kind === undefined) ?? group.find(({ kind }) => kind === 'Service') ?? first;
      report({ message, place, help: `${help}; the API server refuses what istiod deploys` });
    }
  },
};
