import type { Related } from '../model/diagnostic.ts';
import { addToGroup } from '../model/group-by.ts';
import { namespacedName, type Path, type Resource } from '../model/resource.ts';
import type { Finding } from './finding.ts';
import { isIn, type RootCause, rootCauses, type Scope } from './root-causes.ts';

/** The findings without those that another one explains; causes on a parent tell which objects they concern. */
export function hideConsequences(findings: readonly Finding[]): readonly Finding[] {
  const identify = objectIds();
  return rootCauses.reduce((rest, cause) => applyCause(rest, cause, identify), findings);
}

type Identify = (resource: Resource) => number;

function objectIds(): Identify {
  const ids = new Map<Resource, number>();
  return (resource) => {
    const id = ids.get(resource) ?? ids.size;
    ids.set(resource, id);
    return id;
  };
}

function applyCause(
  findings: readonly Finding[],
  { within, ranking }: RootCause,
  identify: Identify,
): readonly Finding[] {
  // The best rank found in each scope, with the finding that has it.
  const best = new Map<string, { readonly rank: number; readonly cause: Finding }>();
  const lastRank = ranking.length - 1;
  for (const cause of findings) {
    const rank = ranking.findIndex((group) => isIn(group, cause.code));
    if (rank < 0 || rank === lastRank) continue;
    for (const key of causeKeys(cause, within, identify)) {
      if (rank < (best.get(key)?.rank ?? ranking.length)) best.set(key, { rank, cause });
    }
  }
  if (best.size === 0) return findings;
  const told = new Map<Finding, [Related, ...Related[]]>();
  const kept = findings.filter((finding) => {
    const rank = ranking.findIndex((group) => isIn(group, finding.code));
    if (rank <= 0) return true;
    const keys = hiddenKeys(finding, within, identify);
    const explained = keys.map((key) => best.get(key)).find((found) => found !== undefined && found.rank < rank);
    if (explained === undefined) return true;
    if (within === 'target') for (const related of concerned(finding)) addToGroup(told, explained.cause, related);
    return false;
  });
  return kept.map((finding) => withRelated(finding, told.get(finding) ?? []));
}

function concerned({ object, place }: Finding): readonly Related[] {
  if (object === undefined || place === undefined) return [];
  return [{ role: 'also', message: `${object.kind} "${namespacedName(object.metadata)}" cannot bind to it`, place }];
}

function withRelated(finding: Finding, more: readonly Related[]): Finding {
  return more.length === 0 ? finding : { ...finding, related: [...finding.related, ...more] };
}

/** Of what these find at fault, the map or list that holds it says nothing more: its value counts as absent, or it is one too many. */
const lackingAbove: ReadonlySet<string> = new Set(['GWX0201', 'GWX0206', 'GWX0208']);

/** The scopes in which a finding is a cause. */
function causeKeys(finding: Finding, within: Scope, identify: Identify): readonly string[] {
  const { object, code } = finding;
  if (object === undefined) return [];
  if (within === 'target') return [`${object.kind} ${namespacedName(object.metadata)}`];
  if (within === 'related') {
    return finding.related.flatMap(({ place }) =>
      'resource' in place ? [fieldKey(identify(place.resource), place.path)] : [],
    );
  }
  if (within !== 'field') return scopeKeys(finding, identify(object), within, identify);
  const path = pathOf(finding);
  const own = fieldKey(identify(object), path);
  const lacking = lackingAbove.has(code) ? [`${fieldKey(identify(object), path.slice(0, -1))} lacks`] : [];
  return [own, ...lacking];
}

/** The scopes in which it is hidden by a cause. */
function hiddenKeys(finding: Finding, within: Scope, identify: Identify): readonly string[] {
  const { object, issue } = finding;
  if (within === 'target') {
    const named = [issue?.target, issue?.cause].filter((one) => one !== undefined);
    return named.map((one) => `${one.kind} ${namespacedName(one)}`);
  }
  if (object === undefined) return [];
  if (within !== 'field' && within !== 'related') return scopeKeys(finding, identify(object), within, identify);
  const path = pathOf(finding);
  const above = path.map((_, i) => fieldKey(identify(object), path.slice(0, i + 1)));
  return [...above, `${fieldKey(identify(object), path)} lacks`];
}

function scopeKeys(
  finding: Finding,
  id: number,
  within: Exclude<Scope, 'field' | 'related' | 'target'>,
  identify: Identify,
): readonly string[] {
  if (within === 'object') return [`${id}`];
  if (within === 'pair') return partnersOf(finding).map((other) => pairKey(id, identify(other)));
  const index = finding.issue?.subject[within] ?? indexIn(pathOf(finding), listOf[within]);
  return index === undefined ? [] : [`${id} ${within} ${index}`];
}

function partnersOf({ related }: Finding): readonly Resource[] {
  return related.flatMap(({ place }) => ('resource' in place ? [place.resource] : []));
}

function pairKey(a: number, b: number): string {
  return [a, b].sort((x, y) => x - y).join(' ');
}

const listOf = { listener: 'listeners', parentRef: 'parentRefs', rule: 'rules' } as const;

/** The index in `spec.<list>` that a path leads through. */
function indexIn([spec, list, index]: Path, name: string): number | undefined {
  return spec === 'spec' && list === name && typeof index === 'number' ? index : undefined;
}

function pathOf({ place }: Finding): Path {
  return place !== undefined && 'path' in place ? place.path : [];
}

function fieldKey(object: number, path: Path): string {
  return JSON.stringify([object, ...path]);
}
