/** An object and what the validation is to say of it. */
export interface Case {
  /** The rule that the case is about; the findings may be of others. */
  readonly rule: string;
  readonly title: string;
  readonly kind: string;
  readonly spec: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly exemptInternal?: boolean;
  /** `rule severity path: message`, in order. */
  readonly findings: readonly string[];
}

type Row = (rule: string, title: string, spec: unknown, ...findings: readonly string[]) => Case;

/** Rows of a table about one kind; `wrap` makes a valid object of the part that a table is about. */
export function rowsOf(kind: string, wrap: (part: unknown) => unknown, more: Partial<Case> = {}): Row {
  return (rule, title, part, ...findings) => ({ rule, title, kind, spec: wrap(part), ...more, findings });
}
