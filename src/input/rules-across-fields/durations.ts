import { parseGoDuration } from '../../model/duration.ts';
import { type Rule, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** What the API server says of a text that is no duration. */
export const noDuration = "type conversion error from 'string' to 'google.protobuf.Duration'";

/** A duration in Go's notation that the project itself writes, in nanoseconds. */
function duration(text: string): bigint {
  const parsed = parseGoDuration(text);
  if (parsed === undefined) throw new Error(`no duration: ${text}`);
  return parsed;
}

const none = duration('0s');
const millisecond = duration('1ms');
const second = duration('1s');
const hour = duration('1h');

function durationRule(message: string, holds: (nanoseconds: bigint) => boolean): Rule {
  return textRule(message, (text) => {
    const parsed = parseGoDuration(text);
    return parsed === undefined ? { at: [], error: noDuration } : holds(parsed);
  });
}

/** Most durations of Istio's kinds. */
export const istioDuration: RuleTree = {
  rules: [durationRule('must be a valid duration greater than 1ms', (time) => time >= millisecond)],
};

/** The interval of an XBackendTrafficPolicy's retry budget. */
export const budgetInterval = durationRule(
  'interval cannot be greater than one hour or less than one second',
  (time) => time >= second && time <= hour,
);

/** The interval of an XBackendTrafficPolicy's minimum retry rate. */
export const retryRateInterval = durationRule(
  'interval cannot be greater than one hour',
  (time) => time !== none && time <= hour,
);
