import { fromAbsences } from '../from-absences.ts';
import type { Rule } from '../rule.ts';

export const destinationRuleHostUnknown: Rule = {
  code: 'GWX1017',
  name: 'destination-rule-host-unknown',
  severity: 'warning',
  openWorld: true,
  description: 'a DestinationRule is for a host that no Service or ServiceEntry has',
  rationale: 'The rule applies to nothing.',
  remedy: 'correct the host; a short name means the namespace of the DestinationRule',
  examples: { bad: 'host: crat', good: 'host: cart' },
  equivalents: { istioctl: ['IST0174'], kiali: ['KIA0202'] },
  check: fromAbsences('GWX1017', {
    severity: 'warning',
    help: 'correct the host, or add the Service or ServiceEntry; a short name means the namespace of the DestinationRule',
  }),
};
