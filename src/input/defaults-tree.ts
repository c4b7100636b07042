/** The parts of a schema that have defaults at or below them. */
export interface DefaultsTree {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, DefaultsTree>>;
  readonly additionalProperties?: DefaultsTree;
  readonly items?: DefaultsTree;
}
