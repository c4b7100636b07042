import type { RegularExpressions } from '../../model/regular-expressions.ts';
import { routeExpressions } from '../route-expressions.ts';
import type { Rule } from '../rule.ts';

export const regexRejectedByProxy: Rule = {
  code: 'GWX0715',
  name: 'regex-rejected-by-proxy',
  severity: 'error',
  description: 'a regular expression is not valid RE2',
  rationale:
    'istiod passes regular expressions on without a look. A proxy that cannot compile one rejects the whole route table of the port, with all hosts of all routes, and goes on with the last one it took, or with none after a restart.',
  remedy: 'write the expression in RE2 syntax, which has no look-ahead, look-behind or back-references',
  examples: {
    bad: 'path: {type: RegularExpression, value: "/(?!admin).*"}',
    good: 'path: {type: RegularExpression, value: "/[a-z]+/items"}',
  },
  check({ conversion, expressions, report }) {
    if (expressions === undefined) return;
    for (const { route, path, expression } of routeExpressions(conversion)) {
      const reason = rejection(expressions, expression);
      if (reason === undefined) continue;
      report({
        message: `not a valid RE2 expression: ${reason}; the proxy rejects every route of the port`,
        place: { resource: route, path },
        help: 'correct the expression; RE2 has no look-ahead, look-behind or back-references',
      });
    }
  },
};

/** What istiod's own validation of an expression allows, in bytes. */
const longest = 1024;

function rejection(expressions: RegularExpressions, source: string): string | undefined {
  if (Buffer.byteLength(source) > longest) return `longer than ${longest} bytes`;
  const compiled = expressions.compile(source);
  return 'invalid' in compiled ? compiled.invalid.replace(/^error parsing regexp: /, '') : undefined;
}
