import type { Assumption } from '../convert/context.ts';
import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import type { Locator } from '../input/locate.ts';
import type { Severity } from '../model/diagnostic.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import { placeText } from '../output/text.ts';
import type { Conversion } from './conversion.ts';
import { counted, occurrences } from './counted.ts';
import { locate, locateAll } from './locate.ts';
import { missingParents } from './missing-parents.ts';

/** Says what istiod decides against objects of the input. */
export function reportIssues(issues: readonly Issue[], { locator, messages }: Conversion): void {
  const severity: Severity = 'warning';
  const warnings = issues.map(({ message, place }) => ({ severity, message, place }));
  messages.remark(locateAll(warnings, locator));
}

/** Says what was taken to exist. */
export function reportAssumptions({ result: { assumptions }, locator, messages }: Conversion): void {
  if (assumptions.length === 0) return;
  const kinds = [...occurrences(assumptions.map(({ kind }) => kind))].map(([kind, count]) => counted(count, kind));
  messages.note(
    `not in the input and taken to exist: ${kinds.join(', ')}`,
    assumptions.map((assumption) => assumptionText(assumption, locator)),
  );
}

function assumptionText({ kind, namespace, name, place }: Assumption, locator: Locator): string {
  return `${kind} ${namespacedName({ namespace, name })}, referenced at ${placeText(locate(place, locator))}`;
}

/** Which Gateways are usually in somebody else's files (AF-9a); undefined if none is missed. */
export function missingParentsText({ issues }: ConversionResult): string | undefined {
  const [first, ...others] = missingParents(issues);
  if (first === undefined) return undefined;
  const are = others.length === 0 ? 'is' : `and ${others.length} more are`;
  return `${first} ${are} not in the input; name the files with --context PATH`;
}

/** Which class keeps istiod from a Gateway, which is no issue; undefined if there is no such Gateway. */
export function foreignClassText({ input, result }: Conversion): string | undefined {
  const [className] = foreignClasses(input, result);
  return className === undefined ? undefined : `GatewayClass "${className}" belongs to another controller`;
}

/** The classes of the Gateways that istiod leaves to other controllers. */
function foreignClasses({ index }: Input, { gateways, issues }: ConversionResult): readonly string[] {
  const judged = new Set<Resource>([
    ...gateways.map(({ resource }) => resource),
    ...issues.map(({ subject }) => subject.resource),
  ]);
  return index
    .list('gateways.gateway.networking.k8s.io')
    .filter((gateway) => !gateway.origin.context && !judged.has(gateway))
    .map(({ spec }) => spec.gatewayClassName ?? '');
}
