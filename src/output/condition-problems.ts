import type { ConditionType } from '../convert/issue.ts';
import type { ObjectStatus } from '../convert/status/index.ts';
import { isObject, type JsonObject, objectsIn } from '../model/json.ts';

/** The status of each condition when all is well; undefined for those that are True whatever happens. */
export const healthyStatus: Readonly<Record<ConditionType, 'False' | 'True' | undefined>> = {
  Accepted: 'True',
  Conflicted: 'False',
  InsecureFrontendValidationMode: undefined,
  Programmed: 'True',
  ResolvedRefs: 'True',
  ResolvedWaypoints: undefined,
};
const healthy: ReadonlyMap<unknown, string | undefined> = new Map(Object.entries(healthyStatus));

/** What a condition is about; for the object itself there is no name. */
interface ConditionSubject {
  readonly what: 'listener' | 'object' | 'parent';
  readonly name: string;
}

/** A condition written by istiod that is not as it should be. */
export interface ConditionProblem {
  readonly subject: ConditionSubject;
  readonly condition: JsonObject;
  /** Good or bad cannot be told from the input. */
  readonly assumed: boolean;
}

/** What is wrong in a status: with the object itself, with its listeners, then for its parents. Others' conditions do not count. */
export function problemsOf({ resource, status, assumed, own }: ObjectStatus): readonly ConditionProblem[] {
  const collect = (subject: ConditionSubject, holder: JsonObject) =>
    objectsIn(holder, 'conditions')
      .filter(isProblem)
      .map((condition) => ({
        subject,
        condition,
        assumed: subject.what !== 'listener' && assumed.includes(String(condition['type'])),
      }));
  return [
    ...collect({ what: 'object', name: '' }, status),
    ...objectsIn(status, 'listeners').flatMap((listener) =>
      collect({ what: 'listener', name: String(listener['name']) }, listener),
    ),
    ...own.flatMap((entry) => collect({ what: 'parent', name: parentName(entry, resource.metadata.namespace) }, entry)),
  ];
}

function isProblem({ type, status }: JsonObject): boolean {
  const expected = healthy.get(type);
  return expected !== undefined && status !== expected;
}

/** The parent or ancestor of an entry, as short as it is clear beside an object of that namespace: `infra/public:https`. */
export function parentName(entry: JsonObject, besideNamespace: string): string {
  const ref = entry['parentRef'] ?? entry['ancestorRef'];
  const { kind = 'Gateway', namespace = besideNamespace, name, sectionName, port } = isObject(ref) ? ref : {};
  const parts = [kind === 'Gateway' ? '' : `${kind}/`, namespace === besideNamespace ? '' : `${namespace}/`, name];
  const section = [sectionName, port].filter((part) => part !== undefined).map((part) => `:${part}`);
  return [...parts, ...section].join('');
}
