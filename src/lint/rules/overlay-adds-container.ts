import { fromOverlayProblems } from '../overlay-problems.ts';
import type { Rule } from '../rule.ts';

export const overlayAddsContainer: Rule = {
  code: 'GWX1102',
  name: 'overlay-adds-container',
  severity: 'warning',
  description: 'an overlay names a container that the template lacks, and gives it no image',
  rationale:
    'Containers are merged by their names. One that is not in the template is a new container, and without an image the API server refuses the Deployment. Gateways of agentgateway have a container agentgateway, the others istio-proxy.',
  remedy: 'use the name of the container of the template, or give the new one an image',
  examples: {
    bad: 'deployment: |\n  spec: {template: {spec: {containers: [{name: istio-poxy, resources: {}}]}}}',
    good: 'deployment: |\n  spec: {template: {spec: {containers: [{name: istio-proxy, resources: {}}]}}}',
  },
  check: fromOverlayProblems(
    'overlay-adds-container',
    ({ help }) =>
      `${help === undefined ? '' : `${help} `}name the container of the template, or give the new one an image`,
  ),
};
