import type { HTTPMatchRequest, StringMatch } from '../../model/istio.ts';
import { holdsExpression } from '../../model/regular-expressions.ts';
import { namespacedName } from '../../model/resource.ts';
import type { HTTPEntry } from '../http-routes.ts';
import type { ConversionResult } from '../result.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

const longestExpression = 1024;

/** Whether RE2 is needed for a result; most have no expression, and the engine takes long to load. */
export function holdsExpressions({ virtualServices, legacyMesh }: ConversionResult): boolean {
  return [...virtualServices, ...legacyMesh.virtualServices].some(({ httpEntries }) =>
    httpEntries.some(({ spec }) => holdsExpression(spec)),
  );
}

/** Whether Envoy takes every expression of some entries; those that it does not take are reported (AF-59b). */
export function hasValidExpressions(scope: ApplyReadyScope, entries: readonly HTTPEntry[]): boolean {
  let valid = true;
  for (const entry of entries) {
    for (const { regex } of (entry.spec.match ?? []).flatMap(stringMatches)) {
      const reason = regex === undefined || regex === '*' ? undefined : expressionError(scope, regex);
      if (regex === undefined || reason === undefined) continue;
      const { route, rule, match = 0 } = entry;
      const place = { resource: route, path: ['spec', 'rules', rule, 'matches', match] };
      const facts = { route: namespacedName(route.metadata), rule, expression: regex, reason };
      scope.say(messages.expression(facts), place);
      valid = false;
    }
  }
  return valid;
}

function expressionError({ expressions }: ApplyReadyScope, source: string): string | undefined {
  if (source === '') return 'it is empty';
  if (Buffer.byteLength(source) > longestExpression) return `longer than ${longestExpression} bytes`;
  const compiled = expressions.compile(source);
  return 'invalid' in compiled ? compiled.invalid : undefined;
}

function stringMatches({ uri, headers = {}, queryParams = {} }: HTTPMatchRequest): readonly StringMatch[] {
  return [...(uri ? [uri] : []), ...Object.values(headers), ...Object.values(queryParams)];
}
