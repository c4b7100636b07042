import { completeFinding } from './complete-finding.ts';
import type { Finding } from './finding.ts';
import { suggestRules } from './rule-selector.ts';
import { invalidSuppression } from './rules/invalid-suppression.ts';
import { unusedSuppression } from './rules/unused-suppression.ts';
import type { Suppressor } from './suppress.ts';

/** GWX0109 and GWX0110. A suppression of a rule that was switched off may well be of use without that. */
export function suppressionFindings(suppressor: Suppressor, isOn: (code: string) => boolean): readonly Finding[] {
  const invalid = suppressor.problems.map(({ message, place, unknown }) => {
    const help = unknown === undefined ? 'write gwx-ignore RULE: reason' : suggestRules(unknown);
    return completeFinding(invalidSuppression, { message, place, subject: unknown ?? '', ...(help && { help }) });
  });
  const unused = suppressor
    .unused()
    .filter(({ codes }) => [...codes].every(isOn))
    .map(({ selector, place }) => {
      const message = `suppression of "${selector}" matches no finding`;
      return completeFinding(unusedSuppression, { message, place, subject: selector, help: 'remove it' });
    });
  return [...invalid, ...unused];
}
