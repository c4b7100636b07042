interface StringMatch {
  readonly exact?: string | undefined;
  readonly prefix?: string | undefined;
}

type Conditions = Readonly<Record<string, StringMatch>>;

/** What a match asks of a request, in generated and in written objects. */
interface RequestConditions {
  readonly uri?: StringMatch | undefined;
  readonly ignoreUriCase?: boolean | undefined;
  readonly method?: StringMatch | undefined;
  readonly headers?: Conditions | undefined;
  readonly queryParams?: Conditions | undefined;
}

/**
 * Whether a request may exist that both matches hold for. What cannot be told from exact values, and prefixes of paths, may hold.
 */
function mayBothHold(a: RequestConditions, b: RequestConditions): boolean {
  return (
    pathsMeet(a, b) &&
    valuesMeet(a.method, b.method) &&
    valuesOfMapsMeet(byLowerName(a.headers), byLowerName(b.headers)) &&
    valuesOfMapsMeet(a.queryParams ?? {}, b.queryParams ?? {})
  );
}

/** Whether some match of one list and some of the other may hold for one request; a list without any holds for all. */
export function mayMeet(some: readonly RequestConditions[], others: readonly RequestConditions[]): boolean {
  if (some.length === 0 || others.length === 0) return true;
  return some.some((a) => others.some((b) => mayBothHold(a, b)));
}

function pathsMeet(
  { uri: a, ignoreUriCase }: RequestConditions,
  { uri: b, ignoreUriCase: other }: RequestConditions,
): boolean {
  if (ignoreUriCase || other || a === undefined || b === undefined) return true;
  if (a.exact !== undefined && b.exact !== undefined) return a.exact === b.exact;
  if (a.exact !== undefined && b.prefix !== undefined) return a.exact.startsWith(b.prefix);
  if (a.prefix !== undefined && b.exact !== undefined) return b.exact.startsWith(a.prefix);
  if (a.prefix !== undefined && b.prefix !== undefined)
    return a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  return true;
}

function valuesMeet(a: StringMatch | undefined, b: StringMatch | undefined): boolean {
  return a?.exact === undefined || b?.exact === undefined || a.exact === b.exact;
}

function valuesOfMapsMeet(a: Conditions, b: Conditions): boolean {
  return Object.entries(a).every(([name, value]) => valuesMeet(value, Object.hasOwn(b, name) ? b[name] : undefined));
}

function byLowerName(headers: Conditions = {}): Conditions {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
