import type { LabelSelector, LabelSelectorRequirement } from './gateway-api.ts';

/** The labels of an object. */
export type Labels = Readonly<Record<string, string>>;
type Values = readonly string[];

interface Operator {
  /** How many values the API machinery accepts. */
  accepts(values: Values): boolean;
  matches(label: string | undefined, values: Values): boolean;
}

const operators: ReadonlyMap<string | undefined, Operator> = new Map<string, Operator>([
  ['DoesNotExist', { accepts: isEmpty, matches: (label) => label === undefined }],
  ['Exists', { accepts: isEmpty, matches: (label) => label !== undefined }],
  ['In', { accepts: isFilled, matches: (label, values) => label !== undefined && values.includes(label) }],
  // An absent label is not in any set (GW-52).
  ['NotIn', { accepts: isFilled, matches: (label, values) => label === undefined || !values.includes(label) }],
]);

const qualifiedNamePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longestName = 63;
const longestPrefix = 253;

/**
 * Whether the labels of an object satisfy a Kubernetes label selector: all of `matchLabels` and `matchExpressions`.
 * The empty selector matches everything, an invalid one nothing (GW-52).
 */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return selectorMatcher(selector)?.(labels) ?? false;
}

/** Tells whether labels match a selector, which is looked at once for all of them; undefined for an invalid one. */
export function selectorMatcher(selector: LabelSelector): ((labels: Labels) => boolean) | undefined {
  if (!isValidSelector(selector)) return undefined;
  const wanted = Object.entries(selector.matchLabels ?? {});
  const requirements = selector.matchExpressions ?? [];
  return (labels) =>
    wanted.every(([key, value]) => labelOf(labels, key) === value) &&
    requirements.every((requirement) => satisfies(requirement, labels));
}

/** Whether Kubernetes accepts a selector: known operators with the right number of values, legal keys and values. */
export function isValidSelector(selector: LabelSelector): boolean {
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => isLabelKey(key) && isLabelValue(value)) &&
    (selector.matchExpressions ?? []).every(isValidRequirement)
  );
}

/**
 * The labels of a Namespace as a selector sees them: `kubernetes.io/metadata.name` always holds its name,
 * whatever the object says (GW-52). Selectors that pick Namespaces are to be given these.
 */
export function namespaceLabels(namespace: { readonly name: string; readonly labels?: Labels }): Labels {
  return { ...namespace.labels, 'kubernetes.io/metadata.name': namespace.name };
}

function satisfies({ key = '', operator, values = [] }: LabelSelectorRequirement, labels: Labels): boolean {
  return operators.get(operator)?.matches(labelOf(labels, key), values) ?? false;
}

function isValidRequirement({ key = '', operator, values = [] }: LabelSelectorRequirement): boolean {
  return isLabelKey(key) && operators.get(operator)?.accepts(values) === true && values.every(isLabelValue);
}

/** A label named like a property of every JavaScript object is a label only when it was written. */
function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (slash >= 0 && !isPrefix(key.slice(0, slash))) return false;
  return name.length <= longestName && qualifiedNamePart.test(name);
}

function isPrefix(prefix: string): boolean {
  return prefix.length <= longestPrefix && subdomain.test(prefix);
}

function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= longestName && qualifiedNamePart.test(value));
}

function isEmpty(values: Values): boolean {
  return values.length === 0;
}

function isFilled(values: Values): boolean {
  return values.length > 0;
}
