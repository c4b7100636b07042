import type { LabelSelector, RouteNamespaces } from '../model/gateway-api.ts';
import { type Labels, matchesSelector, namespaceLabels, selectorMatcher } from '../model/labels.ts';
import { labels } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { ConvertContext } from './context.ts';

/** `assumed`: nothing in the input decides, and the open world takes it as allowed (LN-24). */
export type NamespaceVerdict = 'yes' | 'no' | 'assumed';

/** What is known of the Namespaces of the cluster. */
export type NamespaceWorld = Pick<ConvertContext, 'index' | 'holdsAll'>;

/** The namespaces that a selector lets in. */
export interface AllowedNamespaces {
  /** The API machinery refuses the selector, so it matches nothing (GW-52). */
  readonly invalid?: true;
  allows(namespace: string): NamespaceVerdict;
  /** What a server host shows: `*`, names in byte order, or `~` for none. `attached` are the namespaces of attached routes. */
  list(attached: Iterable<string>): readonly string[];
}

/** Namespaces whose routes may attach to a listener that lives in the namespace `own` (GW-51). */
export function routeNamespaces(
  context: ConvertContext,
  own: string,
  { from, selector }: RouteNamespaces,
): AllowedNamespaces {
  if (from === undefined || from === 'Same') return onlyNamespace(own);
  // GW-51: `Selector` without a selector, and any unknown value, opens the listener to all.
  if (from === 'All' || selector === undefined) return { allows: () => 'yes', list: () => ['*'] };
  return selectedNamespaces(context, own, selector);
}

/** Namespaces whose ListenerSets may attach to a Gateway in `own`; without `allowedListeners` not even its own (GW-112). */
export function listenerSetNamespaces(
  context: NamespaceWorld,
  own: string,
  { from, selector }: RouteNamespaces,
): AllowedNamespaces {
  if (from === 'All') return { allows: () => 'yes', list: () => ['*'] };
  if (from === 'Same') return onlyNamespace(own);
  if ((from === 'Selector' || from === undefined) && selector !== undefined) {
    return selectedNamespaces(context, own, selector);
  }
  return { allows: () => 'no', list: () => ['~'] };
}

function onlyNamespace(own: string): AllowedNamespaces {
  return { allows: (namespace) => (namespace === own ? 'yes' : 'no'), list: () => [own] };
}

function selectedNamespaces(context: NamespaceWorld, own: string, selector: LabelSelector): AllowedNamespaces {
  const matches = selectorMatcher(selector);
  if (matches === undefined) return { invalid: true, allows: () => 'no', list: () => ['~'] };
  const { index } = context;
  const matching = matchingNamespaces(index, selector, matches);
  const allows = (namespace: string): NamespaceVerdict => {
    if (matching.has(namespace)) return 'yes';
    if (index.get('namespaces.', '', namespace) !== undefined) return 'no';
    return context.holdsAll(namespace) ? 'no' : judgeByName(selector, namespace);
  };
  const list = (attached: Iterable<string>) => {
    const names = new Set(matching);
    if (allows(own) === 'yes') names.add(own);
    for (const name of [...namesIn(selector), ...attached]) if (allows(name) !== 'no') names.add(name);
    const isUnknown = (name: string) => index.get('namespaces.', '', name) === undefined && !context.holdsAll(name);
    if (names.size === 0 && isUndecidable(selector) && [...index.namespaces()].some(isUnknown)) names.add(own);
    return names.size === 0 ? ['~'] : [...names].sort(compareBytes);
  };
  return { allows, list };
}

const known = new WeakMap<ResourceIndex, Map<string, ReadonlySet<string>>>();

/** The Namespaces of an input that a selector matches, worked out once for all listeners with an equal one. */
function matchingNamespaces(
  index: ResourceIndex,
  selector: LabelSelector,
  matches: (labels: Labels) => boolean,
): ReadonlySet<string> {
  const bySelector = known.get(index) ?? new Map<string, ReadonlySet<string>>();
  known.set(index, bySelector);
  const text = JSON.stringify(selector);
  const namespaces = () => index.list('namespaces.').filter(({ metadata }) => matches(namespaceLabels(metadata)));
  const matching = bySelector.get(text) ?? new Set(namespaces().map(({ metadata }) => metadata.name));
  bySelector.set(text, matching);
  return matching;
}

/** A Namespace that is not in the input has the label of its name; whether it has others, no file knows. */
function judgeByName(selector: LabelSelector, namespace: string): NamespaceVerdict {
  const byName: LabelSelector = {
    matchLabels: Object.fromEntries(Object.entries(selector.matchLabels ?? {}).filter(([key]) => isNameLabel(key))),
    matchExpressions: (selector.matchExpressions ?? []).filter(({ key }) => isNameLabel(key)),
  };
  if (!matchesSelector(byName, namespaceLabels({ name: namespace }))) return 'no';
  return asksForOtherLabels(selector) ? 'assumed' : 'yes';
}

/** LN-24: whether Namespaces that are not in the input may have the labels. Those that it picks by name have been looked at. */
function isUndecidable(selector: LabelSelector): boolean {
  return asksForOtherLabels(selector) && namesIn(selector).length === 0;
}

function asksForOtherLabels(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).some((key) => !isNameLabel(key)) ||
    (selector.matchExpressions ?? []).some(({ key }) => !isNameLabel(key))
  );
}

/** The namespaces that a selector picks by name: they are referred to, so the open world has them. */
function namesIn(selector: LabelSelector): readonly string[] {
  const named = selector.matchLabels?.[labels.namespaceName];
  const listed = (selector.matchExpressions ?? [])
    .filter(({ key, operator }) => isNameLabel(key) && operator === 'In')
    .flatMap(({ values }) => values ?? []);
  return named === undefined ? listed : [named, ...listed];
}

function isNameLabel(key: string | undefined): boolean {
  return key === labels.namespaceName;
}
