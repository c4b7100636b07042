import type { ConditionType, Issue } from '../convert/issue.ts';
import type { Related, Severity } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import { type FieldPlace, namespacedName, type Resource } from '../model/resource.ts';
import type { Fix } from './finding.ts';
import { gradeAbsence } from './open-world.ts';
import type { RuleContext } from './rule.ts';

/** Which issues a rule presents: all that have everything that is given here. */
export interface IssueFilter {
  readonly reason: string | readonly string[];
  /** `silent`: only those that reach no condition. */
  readonly condition?: ConditionType | 'silent';
  readonly message?: RegExp;
  /** Kinds of the object that it is reported on. */
  readonly kinds?: readonly string[];
  /** What else must be true of it. */
  readonly where?: (issue: Issue, context: RuleContext) => boolean;
}

/** What a rule adds to an issue; what is left out is that of the issue, or of the rule. */
export interface Presentation {
  readonly help: string | ((issue: Issue, context: RuleContext) => string);
  /** Lines to add somewhere. */
  readonly yaml?: (issue: Issue) => readonly string[];
  readonly severity?: (issue: Issue, context: RuleContext) => Severity | undefined;
  readonly message?: (issue: Issue, context: RuleContext) => string;
  readonly place?: (issue: Issue, context: RuleContext) => FieldPlace;
  /** Places beside those of the issue. */
  readonly related?: (issue: Issue, context: RuleContext) => readonly Related[];
  readonly fix?: (issue: Issue, context: RuleContext) => Fix | undefined;
  /** Issues that are one finding: those of a parentRef, or of an object with one text. Default: those about one reference to one object (LN-64). */
  readonly once?: 'message' | 'parentRef';
}

/**
 * The check of a rule that presents what conversion recorded. References to absent objects that the open world takes to exist are among
 * the issues: they are graded by LN-22 and say what may have been meant.
 */
export function fromIssues(filter: IssueFilter, presentation: Presentation): (context: RuleContext) => void {
  return (context) => {
    const issues = context.issues.filter((issue) => matches(issue, filter, context));
    for (const [issue, ...others] of groupBy(issues, keyOf(presentation.once)).values()) {
      present(context, issue, others, presentation);
    }
  };
}

function matches(issue: Issue, filter: IssueFilter, context: RuleContext): boolean {
  const { reason, condition, message, kinds, where } = filter;
  // Most issues are for other rules.
  if (typeof reason === 'string' ? reason !== issue.reason : !reason.includes(issue.reason)) return false;
  // An assumption speaks for the condition that its reason belongs to.
  const ofCondition =
    condition === undefined ||
    (condition === 'silent' ? issue.severity === 'silent' : (issue.condition ?? condition) === condition);
  return (
    ofCondition &&
    (condition === 'silent' || issue.severity !== 'silent' || condition === undefined) &&
    (message === undefined || message.test(issue.message)) &&
    (kinds === undefined || kinds.includes(issue.subject.resource.kind)) &&
    (where === undefined || where(issue, context))
  );
}

/** What makes issues one finding. Those of conditions that say the same of one place are one, too. */
function keyOf(once: Presentation['once']): (issue: Issue) => string {
  const ids = new Map<Resource, number>();
  const idOf = (resource: Resource) => {
    const id = ids.get(resource) ?? ids.size;
    ids.set(resource, id);
    return id;
  };
  return ({ subject, target, place, message }) => {
    const object = idOf(subject.resource);
    if (once === 'message') return `${object} ${message}`;
    if (once === 'parentRef') return `${object} ${subject.parentRef}`;
    if (target !== undefined) return `${object} ${target.kind} ${namespacedName(target)} ${message}`;
    return `${object} ${idOf(place.resource)} ${place.path.join('/')} ${message}`;
  };
}

/** LN-10: in a closed world a condition that is not as it should be is an error. */
const decisive: ReadonlySet<ConditionType> = new Set(['Accepted', 'Conflicted', 'Programmed', 'ResolvedRefs']);

function present(context: RuleContext, issue: Issue, others: readonly Issue[], presentation: Presentation): void {
  const absence = issue.target !== undefined && isAbsence(issue) ? gradeAbsence(context, issue.target) : 'certain';
  if (absence === undefined) return;
  const graded = absence === 'certain' ? undefined : absence;
  const closed =
    context.complete && issue.condition !== undefined && decisive.has(issue.condition) ? 'error' : undefined;
  const severity = presentation.severity?.(issue, context) ?? graded?.severity ?? closed;
  const { help, yaml, message, place, related, fix } = presentation;
  const words = [graded?.hint, typeof help === 'function' ? help(issue, context) : help];
  const also = others.filter((other) => !isSamePlace(other.place, issue.place));
  const at = place?.(issue, context) ?? issue.place;
  const own = ownPlace(issue, at);
  context.report({
    message: message?.(issue, context) ?? issue.message,
    place: own ?? at,
    issue,
    related: [
      ...(own ? [{ role: 'cause' as const, message: 'decided here', place: at }] : []),
      ...distinct([issue, ...others].flatMap((one) => one.related ?? [])),
      ...(graded?.related ?? []),
      ...(related?.(issue, context) ?? []),
      ...also.map((other) => ({ role: 'also' as const, message: 'here too', place: other.place })),
    ],
    help: joined(words),
    ...optional({ severity, yaml: yaml?.(issue), fix: fix?.(issue, context) }),
    ...optional({ subject: issue.target && namespacedName(issue.target) }),
  });
}

/** LN-20: what is decided at an object that is mere context is reported on the other one. */
function ownPlace({ subject }: Issue, place: FieldPlace): FieldPlace | undefined {
  if (!place.resource.origin.context || subject.resource.origin.context) return undefined;
  const { resource, listener } = subject;
  return { resource, path: listener === undefined ? ['metadata', 'name'] : ['spec', 'listeners', listener] };
}

/** Reasons that say that an object does not exist; the others find something wrong with one that does, or do not look. */
const absences = /not found|does not exist/;

function isAbsence({ reason, message }: Issue): boolean {
  return reason !== 'RefNotPermitted' && absences.test(message);
}

function isSamePlace(a: FieldPlace, b: FieldPlace): boolean {
  return a.resource === b.resource && a.path.join('/') === b.path.join('/');
}

function distinct(related: readonly Related<FieldPlace>[]): readonly Related[] {
  return related.filter((one, i) => related.findIndex((other) => isSamePlace(one.place, other.place)) === i);
}

/** A question stands by itself. */
function joined(words: readonly (string | undefined)[]): string {
  const said = words.filter((word) => word !== undefined && word !== '');
  return said.join('; ').replaceAll('?; ', '? ');
}

/** The fields that have a value. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const defined: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(defined, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
