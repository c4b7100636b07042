import { groupBy } from '../model/group-by.ts';
import { namespacedName } from '../model/resource.ts';
import type { AbsentReference } from './absent-references.ts';
import { didYouMean } from './nearest-objects.ts';
import { gradeAbsence } from './open-world.ts';
import type { RuleContext } from './rule.ts';

/** What a rule adds to absent references. */
export interface AbsencePresentation {
  readonly help: string;
  /** However certain it is. */
  readonly severity?: 'warning';
}

/** The check of a rule that presents references of Istio's own objects to absent ones, graded by LN-22; one for each object and name. */
export function fromAbsences(
  rule: AbsentReference['rule'],
  { help, severity }: AbsencePresentation,
): (context: RuleContext) => void {
  return (context) => {
    const absent = context.istio.absentReferences().filter((reference) => reference.rule === rule);
    const ofObject = groupBy(absent, ({ place }) => place.resource);
    for (const references of ofObject.values()) {
      for (const [first, ...others] of groupBy(references, ({ message }) => message).values()) {
        present(context, first, others, { help, ...(severity && { severity }) });
      }
    }
  };
}

/** Whether the open world takes the object to exist, so that it is only a note (GWX0111). */
export function isAssumed(context: Omit<RuleContext, 'report'>, { target }: AbsentReference): boolean {
  return gradeAbsence(context, target) === undefined;
}

function present(
  context: RuleContext,
  { target, message, place, near = [] }: AbsentReference,
  others: readonly AbsentReference[],
  { help, severity }: AbsencePresentation,
): void {
  const absence = gradeAbsence(context, target);
  if (absence === undefined) return;
  const hint = near.length > 0 ? didYouMean(near) : absence.hint;
  context.report({
    severity: severity ?? absence.severity,
    message,
    place,
    subject: namespacedName(target),
    related: [...absence.related, ...others.map((one) => ({ message: 'here too', place: one.place }))],
    help: hint === undefined ? help : `${hint}${hint.endsWith('?') ? '' : ';'} ${help}`,
  });
}
