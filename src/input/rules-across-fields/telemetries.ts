import { istioDuration } from './durations.ts';
import { policyRules } from './policies.ts';
import { has, objectRule, type Rule } from './rule.ts';

const tagOverride: readonly Rule[] = [
  objectRule('value must be set when operation is UPSERT', (tag) => {
    if (tag['operation'] !== 'UPSERT') return true;
    return has(tag, 'value') ? tag['value'] !== '' || { at: ['value'] } : { at: [], error: 'no such key: value' };
  }),
  objectRule(
    'value must not be set when operation is REMOVE',
    (tag) => tag['operation'] !== 'REMOVE' || !has(tag, 'value'),
    { at: ['value'] },
  ),
];

export const telemetryRules = policyRules({
  metrics: {
    each: {
      fields: {
        overrides: { each: { fields: { tagOverrides: { each: { rules: tagOverride } } } } },
        reportingInterval: istioDuration,
      },
    },
  },
});
