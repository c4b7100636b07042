import type { Issue } from '../../convert/issue.ts';
import { cipherSuites } from '../../model/cipher-suites.ts';
import { tlsOptions, tlsTerminateModes } from '../../model/names.ts';
import { nearest } from '../../model/nearest.ts';
import type { FieldPlace } from '../../model/resource.ts';
import { fromIssues } from '../from-issues.ts';
import { didYouMean } from '../nearest-objects.ts';
import type { Rule } from '../rule.ts';

export const tlsOptionUnknown: Rule = {
  code: 'GWX0607',
  name: 'tls-option-unknown',
  severity: 'warning',
  description: 'istiod does not read an option of tls.options, or does not know its value',
  rationale:
    'Unknown options and values are passed over in silence. A misspelt MUTUAL leaves the listener without client certificates, and a misspelt cipher suite is missing from the list.',
  remedy: 'correct the key or value, letter by letter',
  examples: {
    bad: 'options: {gateway.istio.io/tls-terminate-mode: mutual}',
    good: 'options: {gateway.istio.io/tls-terminate-mode: MUTUAL}',
  },
  check: fromIssues({ condition: 'silent', reason: 'tls-option-ignored' }, { place: keyOrValue, help: remedyFor }),
};

/** An option that is not read is wrong in its key, the others in their value. */
function keyOrValue({ message, place }: Issue): FieldPlace {
  return message.startsWith('option ') ? { ...place, part: 'key' } : place;
}

function remedyFor({ message, place }: Issue): string {
  const key = String(place.path.at(-1));
  const [, value = ''] = /^(?:value|cipher suite) "(.*?)" /.exec(message) ?? [];
  if (message.endsWith('is not read by Istio')) return suggestion(key, Object.values(tlsOptions), 'options');
  if (message.startsWith('option ')) return 'remove the option: it has no effect in this place';
  if (key === tlsOptions.cipherSuites) {
    const isRepeated = cipherSuites.has(value);
    return isRepeated ? 'remove it: it is listed before' : suggestion(value, [...cipherSuites], 'cipher suites');
  }
  return suggestion(value, key === tlsOptions.terminateMode ? tlsTerminateModes : ['auto-passthrough'], 'values');
}

function suggestion(written: string, known: readonly string[], what: string): string {
  const meant = nearest(written, known);
  const all = `the ${what} are ${known.join(', ')}, letter by letter`;
  return meant.length > 0 ? `${didYouMean(meant)} ${all}` : all;
}
