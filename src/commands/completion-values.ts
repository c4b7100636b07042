import { conditionReasons } from '../convert/condition-reasons.ts';
import { categories } from '../lint/categories.ts';
import { rules } from '../lint/rules/index.ts';
import { severities } from '../lint/thresholds.ts';
import { findingPrinters } from '../output/index.ts';
import type { Candidate, Values } from '../output/printed-completion.ts';
import { knownReleases } from '../profiles.ts';
import { istiodVariables, settingNames } from '../settings.ts';
import { inclusions } from './inclusions.ts';

/** What is offered for an option or argument that has no choices, by its placeholder in the help, or by its flag where that says more. */
export const valuesOf: Readonly<Record<string, Values>> = {
  '--istio-version': { name: 'releases', candidates: plain(knownReleases()) },
  DIR: 'paths',
  FILE: 'paths',
  'FORMAT[=FILE]': {
    name: 'reports',
    candidates: plain(Object.keys(findingPrinters)),
    assigned: { values: 'paths', optional: true },
  },
  'KEY=VALUE': { name: 'variables', candidates: plain(istiodVariables), assigned: { values: 'free' } },
  NAME: { name: 'explained', candidates: explained() },
  'NAME=VALUE': { name: 'settings', candidates: plain(settingNames), assigned: { values: 'free' } },
  PATH: 'paths',
  RULE: { name: 'selectors', candidates: selectors(), commas: true },
  'RULE=LEVEL': {
    name: 'severities',
    candidates: selectors(),
    assigned: { values: { name: 'levels', candidates: plain([...severities, 'off']) } },
  },
  'RULE=OBJECT': { name: 'suppressed', candidates: selectors(), assigned: { values: 'free' } },
  WHAT: { name: 'inclusions', candidates: plain(inclusions), commas: true },
};

function plain(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value }));
}

/** What selects rules of lint: their codes and names, and categories. */
function selectors(): readonly Candidate[] {
  return [
    ...Object.entries(categories).map(([code, name]) => ({ value: `GWX${code}`, description: name })),
    ...rules.flatMap(({ code, name, description }) => [
      { value: code, description: name },
      { value: name, description },
    ]),
  ];
}

/** What `explain` knows. */
function explained(): readonly Candidate[] {
  const foreign = rules.flatMap(({ name, equivalents: { istioctl = [], kiali = [] } = {} }) =>
    [...istioctl, ...kiali].map((value) => ({ value, description: name })),
  );
  const all = [
    ...rules.flatMap(({ code, name, description }) => [
      { value: code, description: name },
      { value: name, description },
    ]),
    ...foreign,
    ...Object.entries(conditionReasons).map(([value, { on }]) => ({
      value,
      description: `reason in the status of ${on}`,
    })),
  ];
  return [...new Map(all.map((one) => [one.value, one])).values()];
}
