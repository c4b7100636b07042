import { groupBy } from '../../model/group-by.ts';
import { compareBytes } from '../../model/order.ts';
import type { FieldPlace, ObjectName } from '../../model/resource.ts';
import { isAssumed } from '../from-absences.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const assumedExternal: Rule = {
  code: 'GWX0111',
  name: 'assumed-external',
  severity: 'info',
  description: 'referenced objects are not in the input and are assumed to exist',
  rationale:
    'A repository rarely holds all objects of a cluster, so Services, Secrets, ConfigMaps and Namespaces that are not in the input count as present. Values that something fills in later, such as `ENC[...]`, are not checked.',
  remedy: 'add the files with --context PATH, or use --complete to check the references',
  examples: { bad: 'backendRefs: [{name: cart, port: 80}] # and no Service "cart"', good: '' },
  check(context) {
    const { input, report } = context;
    const assumptions = assumedObjects(context);
    const { placeholders } = input;
    if (assumptions.length === 0 && placeholders.length === 0) return;
    const groups = [...groupBy(assumptions, ({ kind, namespace }) => `${kind} ${namespace}`).values()].sort(
      compareGroups,
    );
    const parts = [
      ...(groups.length > 0
        ? [
            `${counted(assumptions.length, 'referenced object is', 'referenced objects are')} not in the input and ${assumptions.length === 1 ? 'is' : 'are'} assumed to exist: ${groups.map(groupText).join(', ')}`,
          ]
        : []),
      ...(placeholders.length > 0
        ? [`${counted(placeholders.length, 'placeholder is', 'placeholders are')} not checked`]
        : []),
    ];
    report({
      message: parts.join('; '),
      related: [
        ...groups.map((group) => ({ message: `${groupText(group)}: ${namesOf(group)}`, place: group[0].place })),
        ...placeholders.map((place) => ({ message: 'not checked: it is filled in later', place })),
      ],
      help: 'add the files with --context PATH, or use --complete to check the references',
    });
  },
};

/** An object that is assumed to exist, and where it is first referred to. */
interface AssumedObject extends ObjectName {
  readonly place: FieldPlace;
}

/** What conversion assumed, and what Istio's own objects refer to; each object once. */
function assumedObjects(context: RuleContext): readonly AssumedObject[] {
  const ofIstio = context.istio
    .absentReferences()
    .filter((reference) => isAssumed(context, reference) && !isInContext(reference.place))
    .map(({ target, place }) => ({ ...target, place }));
  const all = [...context.conversion.assumptions, ...ofIstio];
  return [...groupBy(all, ({ kind, namespace, name }) => JSON.stringify([kind, namespace, name])).values()].map(
    ([first]) => first,
  );
}

function isInContext(place: FieldPlace): boolean {
  return place.resource.origin.context;
}

type Group = readonly [AssumedObject, ...AssumedObject[]];

function groupText(group: Group): string {
  const [{ kind, namespace }] = group;
  return `${group.length} ${kind}${namespace === '' ? '' : ` in "${namespace}"`}`;
}

function namesOf(group: Group): string {
  return group
    .map(({ name }) => name)
    .sort(compareBytes)
    .join(', ');
}

function compareGroups([a]: Group, [b]: Group): number {
  return compareBytes(a.kind, b.kind) || compareBytes(a.namespace, b.namespace);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
