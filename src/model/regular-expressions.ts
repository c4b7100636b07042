import type { RE2JS } from 're2js';
import { isObject } from './json.ts';

/** A compiled RE2 expression. */
export interface RegularExpression {
  /** Whether the expression matches the whole text. */
  matchesWhole(text: string): boolean;
  /** The text with every match replaced. `\0` to `\9` in the replacement stand for groups, `\\` for a backslash, as in RE2. */
  replaceAll(text: string, replacement: string): string;
}

/** Why an expression does not compile, in Go's words. */
export interface InvalidExpression {
  readonly invalid: string;
}

/** The RE2 engine: Istio and Envoy take no other expressions, and it needs linear time for every one. */
export interface RegularExpressions {
  compile(source: string): RegularExpression | InvalidExpression;
}

/** In place of the engine where nothing holds an expression. Throws if one is met all the same: that is a bug. */
export const noRegularExpressions: RegularExpressions = {
  compile: (source) => {
    throw new Error(`an expression that nobody expected: ${source}`);
  },
};

/** Whether a value holds what looks like an expression: a field named after them (`regex`, `uriRegexRewrite`) or a match of that type. */
export function holdsExpression(value: unknown): boolean {
  if (value === 'RegularExpression') return true;
  if (Array.isArray(value)) return value.some(holdsExpression);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, below]) => /regex/i.test(key) || holdsExpression(below));
}

/** Loads the engine: it takes longer to load than most runs without expressions take. */
export async function loadRegularExpressions(): Promise<RegularExpressions> {
  const { RE2JS, RE2JSException } = await import('re2js');
  const compiled = new Map<string, RegularExpression | InvalidExpression>();
  const compileNew = (source: string): RegularExpression | InvalidExpression => {
    try {
      const expression = RE2JS.compile(source);
      return {
        matchesWhole: (text) => expression.matches(text),
        replaceAll: (text, replacement) => replaceAll(expression, text, replacement),
      };
    } catch (error) {
      if (error instanceof RE2JSException) return { invalid: error.message };
      throw error;
    }
  };
  return {
    compile(source) {
      const known = compiled.get(source) ?? compileNew(source);
      compiled.set(source, known);
      return known;
    },
  };
}

/** RE2's global replacement: the engine's own has another syntax for groups. */
function replaceAll(expression: RE2JS, text: string, replacement: string): string {
  const matcher = expression.matcher(text);
  const groups = expression.groupCount();
  let result = '';
  let end = 0;
  while (matcher.find()) {
    const expanded = replacement.replace(/\\([\\0-9])/g, (_, escaped: string) => {
      if (escaped === '\\') return escaped;
      return Number(escaped) <= groups ? (matcher.group(Number(escaped)) ?? '') : '';
    });
    result += text.slice(end, matcher.start()) + expanded;
    end = matcher.end();
  }
  return result + text.slice(end);
}
