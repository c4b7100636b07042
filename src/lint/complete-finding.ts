import type { Resource } from '../model/resource.ts';
import type { Finding } from './finding.ts';
import { valueText } from './locate-findings.ts';
import type { FindingDraft, Rule } from './rule.ts';

/** The finding of a rule that it reports as a draft. */
export function completeFinding({ code, name, severity }: Rule, draft: FindingDraft): Finding {
  const { place, related = [] } = draft;
  const object = place !== undefined && 'resource' in place ? place.resource : undefined;
  return {
    subject: valueText(place),
    severity,
    ...draft,
    code,
    rule: name,
    ...(object && { object }),
    related: related.filter((one) => !('resource' in one.place) || !isStandIn(one.place.resource)),
  };
}

/** It was made up, so there is nothing to show of it. */
function isStandIn({ origin }: Resource): boolean {
  return origin.document.text === '';
}
