/** The fields of a ServiceEntry as users write them. Nothing is certain: see `Field`. */

type Map<T> = Readonly<Record<string, T>>;

export interface ServicePort {
  readonly number?: number;
  readonly protocol?: string;
  readonly name?: string;
  readonly targetPort?: number;
}

export interface WorkloadEntry {
  readonly address?: string;
  readonly network?: string;
  readonly ports?: Map<number>;
  readonly labels?: Map<string>;
}

export interface ServiceEntrySpec {
  readonly hosts?: readonly string[];
  readonly addresses?: readonly string[];
  readonly ports?: readonly ServicePort[];
  readonly location?: string;
  readonly resolution?: string;
  readonly endpoints?: readonly WorkloadEntry[];
  readonly workloadSelector?: { readonly labels?: Map<string> };
  readonly exportTo?: readonly string[];
}
