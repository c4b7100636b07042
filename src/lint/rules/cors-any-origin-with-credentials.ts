import { httpFiltersOf } from '../http-filters.ts';
import type { Rule } from '../rule.ts';

export const corsAnyOriginWithCredentials: Rule = {
  code: 'GWX0709',
  name: 'cors-any-origin-with-credentials',
  severity: 'warning',
  description: 'a CORS filter lets every website send requests with credentials',
  rationale:
    'Browsers refuse a literal * together with credentials, but Istio answers with the origin that asks, so any website can act in the name of a user who is logged in.',
  remedy: 'list the origins that are trusted, or remove allowCredentials',
  examples: {
    bad: 'cors: {allowOrigins: ["*"], allowCredentials: true}',
    good: 'cors: {allowOrigins: [https://shop.example.com], allowCredentials: true}',
  },
  equivalents: { feature: ['HTTPRouteCORS'] },
  check({ conversion, report }) {
    for (const { route, filter, path } of httpFiltersOf(conversion.seen)) {
      const { type, cors } = filter;
      const origin = (cors?.allowOrigins ?? []).indexOf('*');
      if (type !== 'CORS' || cors?.allowCredentials !== true || origin < 0) continue;
      report({
        message: 'any website may send credentialed requests',
        place: { resource: route, path: [...path, 'cors', 'allowCredentials'] },
        related: [
          {
            role: 'cause',
            message: 'Istio echoes every origin',
            place: { resource: route, path: [...path, 'cors', 'allowOrigins', origin] },
          },
        ],
        help: 'list the origins that are trusted, or remove "allowCredentials"',
      });
    }
  },
};
