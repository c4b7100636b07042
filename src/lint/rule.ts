import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import type { Channel } from '../input/load-options.ts';
import type { Related, Severity } from '../model/diagnostic.ts';
import type { CrdName } from '../model/kinds.ts';
import type { RegularExpressions } from '../model/regular-expressions.ts';
import type { Place } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { IstioProfile } from '../profiles.ts';
import type { Settings } from '../settings.ts';
import type { Coverage } from './coverage.ts';
import type { FindingData, Fix } from './finding.ts';
import type { IstioFacts } from './istio-facts.ts';
import type { Workloads } from './workloads.ts';

/** What other tools call the mistake of a rule; `feature` are names of Gateway API features. */
export interface Equivalents {
  readonly istioctl?: readonly string[];
  readonly kiali?: readonly string[];
  readonly feature?: readonly string[];
}

/** A kind of mistake. One rule, one file: `rules/<name>.ts`. */
export interface Rule {
  /** `GWX` and four digits; the first two are the category. */
  readonly code: `GWX${string}`;
  /** As in the file's name. */
  readonly name: string;
  /** Of findings that say nothing else. */
  readonly severity: Severity;
  /** One line for `gwx rules`: what is wrong. Lower case, no full stop. */
  readonly description: string;
  /** For `gwx explain`: why it matters, and what istiod makes of it. Sentences. */
  readonly rationale: string;
  /** For `gwx explain`: what to do, as an imperative. */
  readonly remedy: string;
  /** YAML for `gwx explain`; the parts that matter. */
  readonly examples: { readonly bad: string; readonly good: string };
  readonly equivalents?: Equivalents;
  /** O of the catalogue: it is about objects that the open world may have elsewhere, and graded by LN-22. */
  readonly openWorld?: true;
  /** Reports what it finds; absent for what only suppression can know (GWX0109, GWX0110). */
  readonly check?: (context: RuleContext) => void;
}

/** A finding as a rule reports it. Code, name and severity of the rule are filled in. */
export interface FindingDraft {
  readonly message: string;
  /** Absent for findings about the run. */
  readonly place?: Place;
  /** Default: that of the rule. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Remedy first, as an imperative; then the consequence (LN-51). Names in it may hold line breaks. */
  readonly help?: string;
  /** Lines to add somewhere, shown below the help. */
  readonly yaml?: readonly string[];
  /** The name that is referred to or competed with: part of the fingerprint (LN-72). Default: the value at the place. */
  readonly subject?: string;
  readonly data?: FindingData;
  /** Which of the codes of istioctl that the rule stands for it is. Default the first. */
  readonly istioctl?: string;
  readonly fix?: Fix;
  /** The issue that is presented. */
  readonly issue?: Issue;
}

/** Everything that a rule may look at. */
export interface RuleContext {
  /** What istiod made of the input. For rules that are not about the Gateway's own file, stand-ins take the place of absent Gateways (LN-22b). */
  readonly conversion: ConversionResult;
  /** Its issues, and those of the references that rest on assumptions. */
  readonly issues: readonly Issue[];
  readonly input: Input;
  /** Every object of the input, those of `--context` included. */
  readonly index: ResourceIndex;
  readonly settings: Settings;
  /** The release that rules about releases are applied for. */
  readonly profile: IstioProfile;
  /** Closed world: what is not in the input does not exist. */
  readonly complete: boolean;
  /** Whether what is not in the input does not exist in a namespace; `''` is for what is in none. */
  holdsAll(namespace: string): boolean;
  readonly channel: Channel;
  /** The user chose the channel. */
  readonly channelChosen: boolean;
  /** The user chose the namespace of objects that carry none. */
  readonly namespaceChosen: boolean;
  /** RE2; loaded only where some route has a regular expression. */
  readonly expressions?: RegularExpressions;
  readonly coverage: Coverage;
  /** What several rules about Istio's own objects look at. */
  readonly istio: IstioFacts;
  /** Milliseconds since 1970; undefined if the run knows no time. */
  readonly now: number | undefined;
  readonly workloads: Workloads;
  /** What may have been meant by the name of an absent object (LN-52). */
  nearest(crd: CrdName, namespace: string, name: string): NearObjects;
  report(finding: FindingDraft): void;
}

/** Objects whose names come near to that of an absent one. */
export interface NearObjects {
  /** `did you mean "x"?` and `"x" exists in namespace "n"`; undefined if nothing comes near. */
  readonly hint: string | undefined;
  /** The objects, as related places of role `near-miss`. */
  readonly related: readonly Related[];
}
