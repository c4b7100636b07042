import type { Finding } from './finding.ts';
import { suggestRules } from './rule-selector.ts';
import { invalidSuppression } from './rules/invalid-suppression.ts';
import { unusedSuppression } from './rules/unused-suppression.ts';
import type { Suppressor } from './suppress.ts';

/** GWX0109 and GWX0110. A suppression of a rule that was switched off may well be of use without that. */
export function suppressionFindings(suppressor: Suppressor, isOn: (code: string) => boolean): readonly Finding[] {
  const invalid = suppressor.problems.map(({ message, place, unknown }): Finding => {
    const help = unknown === undefined ? 'write gwx-ignore RULE: reason' : suggestRules(unknown);
    const { code, name, severity } = invalidSuppression;
    return {
      code,
      rule: name,
      severity,
      message,
      place,
      subject: unknown ?? '',
      related: [],
      ...objectAt(place),
      ...(help && { help }),
    };
  });
  const unused = suppressor
    .unused()
    .filter(({ codes }) => [...codes].every(isOn))
    .map(({ selector, place }): Finding => {
      const { code, name, severity } = unusedSuppression;
      const message = `suppression of "${selector}" matches no finding`;
      return {
        code,
        rule: name,
        severity,
        message,
        place,
        subject: selector,
        related: [],
        ...objectAt(place),
        help: 'remove it',
      };
    });
  return [...invalid, ...unused];
}

function objectAt(place: NonNullable<Finding['place']>): Pick<Finding, 'object'> {
  return 'resource' in place ? { object: place.resource } : {};
}
