import { type JsonObject, valueAt } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';
import { isPlaceholder } from '../model/placeholders.ts';
import type { Path } from '../model/resource.ts';
import { mostListed } from './diagnostic-list.ts';
import { pathText } from './json-schema.ts';
import type { ValidateMode } from './load-options.ts';
import { nameViolations } from './name-violations.ts';
import type { Validators, Violation } from './validate.ts';
import { blamed, refuses } from './violation-reports.ts';
import { type Fault, isRemovable } from './without-faults.ts';

/** What comes of the check of an object. A small text can be at fault in more ways than fit into memory, so only the first are kept. */
export interface Verdict {
  /** What counts in the mode; of more than are ever listed, the first one that is not listed is the last here. */
  readonly violations: readonly Violation[];
  /** Those that count beyond them, and whether one is an error. */
  readonly more: { readonly count: number; readonly hasError: boolean };
  /** The values that are at fault, all of them; none if such objects are left out. A name that is wrong still tells objects apart. */
  readonly faults: readonly Fault[];
  /** The values that are not checked because something fills them in later (LN-26). */
  readonly placeholders: readonly Path[];
  readonly isRefused: boolean;
  /** Something is wrong with it, whether that counts or not, other than that a field is experimental. */
  readonly isFaulty: boolean;
}

/** How objects are judged. */
export interface Judging {
  readonly validators: Validators;
  readonly mode: ValidateMode;
  /** Closed world: nothing is a placeholder. */
  readonly complete: boolean;
  /** Whether objects that the API server would refuse are left out. Of the others the faults are wanted. */
  readonly refuse: boolean;
}

/** Judges an object without nulls and with defaults. */
export function judge(crd: CrdName, object: JsonObject, judging: Judging): Verdict {
  const { validators, mode, complete, refuse } = judging;
  const violations: Violation[] = [];
  const faults: Fault[] = [];
  const more = { count: 0, hasError: false };
  // One value may break several rules.
  const placeholders = new Map<string, Path>();
  let [isRefused, isFaulty] = [false, false];
  const take = (violation: Violation, isOfName: boolean) => {
    isFaulty ||= violation.kind !== 'experimental';
    if (!counts(violation, mode)) return;
    const path = blamed(violation);
    // LN-26: in the open world nobody knows what a placeholder will be; its type is a string all the same.
    if (!complete && isAboutValue(violation) && isPlaceholder(valueAt(object, path))) {
      placeholders.set(pathText(path), path);
      return;
    }
    isRefused ||= refuses(violation, mode);
    if (!refuse && !isOfName && isRemovable(violation)) faults.push({ kind: violation.kind, path: violation.path });
    if (violations.length <= mostListed) {
      violations.push(violation);
    } else {
      more.count++;
      more.hasError ||= refuses(violation, mode);
    }
  };
  for (const violation of nameViolations(crd, object)) take(violation, true);
  validators.each(crd, object, (violation) => take(violation, false));
  return { violations, more, faults, placeholders: [...placeholders.values()], isRefused, isFaulty };
}

function isAboutValue({ kind, part }: Violation): boolean {
  return (kind === 'value' || kind === 'rule') && part !== 'key';
}

function counts({ kind }: Violation, mode: ValidateMode): boolean {
  return mode !== 'ignore' || kind === 'type';
}
