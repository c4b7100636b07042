/** What a regular expression says before its first metacharacter. */
export interface LiteralHead {
  /** Every text that it matches as a whole starts with this. */
  readonly text: string;
  /** The rest of the expression. */
  readonly rest: string;
}

/** The head; empty if the expression has alternatives that are not in parentheses. */
export function literalHead(expression: string): LiteralHead {
  // Paths are matched as a whole, so an anchor adds nothing.
  const source = expression.replace(/^\^/, '');
  const metacharacter = source.search(/[\\.+*?()|[\]{}^$]/);
  if (metacharacter < 0) return { text: source, rest: '' };
  if (hasAlternatives(source)) return { text: '', rest: source };
  // What is repeated may be absent.
  const end = '?*{'.includes(source.charAt(metacharacter)) ? Math.max(metacharacter - 1, 0) : metacharacter;
  return { text: source.slice(0, end), rest: source.slice(end) };
}

/** Whether a `|` stands outside of all parentheses and classes. */
function hasAlternatives(source: string): boolean {
  let depth = 0;
  for (const [token] of source.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]])*\]|[()|]/gs)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === '|' && depth === 0) return true;
  }
  return false;
}

/** How much of what an expression matches lies at or below a path prefix. */
export type Cover = 'all' | 'some' | 'none';

/**
 * How far a path prefix covers an expression of which the head is that prefix. A prefix is matched by path element: of `/api.*` it takes
 * `/api` and `/api/x`, not `/apix`.
 */
export function coverAtHead(rest: string): Cover {
  if (/^(?:\$|\/[?*]\$?|\((?:\?:)?\/[^|()]*\)[?*]?\$?)?$/.test(rest)) return 'all';
  return /^(?:\.|\((?:\?:)?[/.])/.test(rest) ? 'some' : 'none';
}
