import type { Issue } from '../../convert/issue.ts';
import type { Fix } from '../finding.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';
import { fitsAnyScalar } from '../scalar-text.ts';

export const headerValueInvalid: Rule = {
  code: 'GWX0610',
  name: 'header-value-invalid',
  severity: 'error',
  description: 'the value of a header has control characters',
  rationale:
    'Most often it is a line break that a YAML block scalar brings along. The value is a hard error: istiod drops all rules of the route.',
  remedy: 'write the value as a plain or ">-" scalar',
  examples: { bad: 'value: |\n  gold', good: 'value: gold' },
  check: fromIssues(
    { condition: 'ResolvedRefs', reason: 'InvalidFilter', message: / value contains invalid characters$/ },
    {
      help: 'write the value without control characters: a plain or ">-" scalar has no line break, which "|" adds; the whole route is dropped by istiod, not only this rule',
      fix: withoutLineBreak,
    },
  ),
};

/** Where one line break at the end is all that offends, nothing else was meant. */
function withoutLineBreak({ place }: Issue): Fix | undefined {
  const value = fieldOf(place.resource, place.path);
  if (typeof value !== 'string' || !value.endsWith('\n')) return undefined;
  const newText = value.slice(0, -1);
  if (!fitsAnyScalar(newText)) return undefined;
  return { title: 'remove the line break at the end', safe: true, edits: [{ place, newText }] };
}
