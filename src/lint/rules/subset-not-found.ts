import { fromAbsences } from '../from-absences.ts';
import type { Rule } from '../rule.ts';

export const subsetNotFound: Rule = {
  code: 'GWX1006',
  name: 'subset-not-found',
  severity: 'error',
  openWorld: true,
  description: 'a VirtualService names a subset that no DestinationRule defines',
  rationale: 'The requests get 503: without its subset there is no cluster to send them to.',
  remedy: 'define the subset in a DestinationRule for the host, or correct its name',
  examples: { bad: 'destination: {host: cart, subset: v9}', good: 'destination: {host: cart, subset: v1}' },
  equivalents: { istioctl: ['IST0101'], kiali: ['KIA1107'] },
  check: fromAbsences('GWX1006', { help: 'define the subset in a DestinationRule for the host; requests get 503' }),
};
