import type { ConversionResult } from '../../convert/result.ts';
import type { HTTPHeaderFilter, RouteFilter } from '../../model/gateway-api.ts';
import { headerValueError, readHeaderFormat } from '../../model/header-format.ts';
import type { Path, Place, Resource } from '../../model/resource.ts';
import type { ResourceIndex } from '../../model/resource-index.ts';
import type { Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { fitsAnyScalar } from '../scalar-text.ts';

export const headerValueOperator: Rule = {
  code: 'GWX0614',
  name: 'header-value-operator',
  severity: 'warning',
  description: 'the value of a header has a percent sign, with which operators of Envoy begin',
  rationale:
    'Envoy reads header values as formats. A value that is none makes it refuse the whole route table of the port, with all hosts; an operator such as %DOWNSTREAM_REMOTE_ADDRESS% is replaced for each request.',
  remedy: 'write "%%" for a percent sign',
  examples: { bad: 'set: [{name: x-offer, value: 50% off}]', good: 'set: [{name: x-offer, value: 50%% off}]' },
  check({ index, conversion, report }) {
    for (const { place, value } of headerValuesOf(index, conversion)) {
      const { operators, problem } = readHeaderFormat(value);
      if (problem !== undefined) {
        const fix = doubled(place, value, operators);
        report({
          severity: 'error',
          message:
            '"%" starts an Envoy operator here; the value is malformed and the proxy rejects every route of the port',
          place,
          help: `write "%%" for a percent sign; ${problem}`,
          ...(fix && { fix }),
        });
      } else if (operators.length > 0) {
        const written = operators.map((operator) => `"${operator}"`).join(', ');
        report({
          message: `${written} ${operators.length === 1 ? 'is' : 'are'} replaced by Envoy, ${operators.length === 1 ? 'it is' : 'they are'} not literal`,
          place,
          help: 'write "%%" for a percent sign if the text is meant as it stands',
        });
      }
    }
  },
};

interface HeaderValue {
  readonly place: Place;
  readonly value: string;
}

/** The values that header modifiers of rules and backendRefs set or add. */
function* headerValuesOf(index: ResourceIndex, { bindings }: ConversionResult): Generator<HeaderValue> {
  const bound = new Set<Resource>(bindings.map(({ parent }) => parent.route));
  for (const crd of ['httproutes.gateway.networking.k8s.io', 'grpcroutes.gateway.networking.k8s.io'] as const) {
    for (const resource of index.list(crd)) {
      // Routes of other controllers are none of Istio's business.
      if (!bound.has(resource)) continue;
      const values = (filters: readonly RouteFilter[] | undefined, path: Path) =>
        [...valuesOf(filters ?? [], path)].map(({ at, value }) => ({ place: { resource, path: at }, value }));
      for (const [i, { filters, backendRefs = [] }] of (resource.spec.rules ?? []).entries()) {
        const rule = ['spec', 'rules', i];
        yield* values(filters, [...rule, 'filters']);
        for (const [k, ref] of backendRefs.entries())
          yield* values(ref.filters, [...rule, 'backendRefs', k, 'filters']);
      }
    }
  }
}

const modifiers = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
} as const;

function* valuesOf(filters: readonly RouteFilter[], path: Path): Generator<{ at: Path; value: string }> {
  for (const [i, filter] of filters.entries()) {
    for (const [type, field] of Object.entries(modifiers)) {
      if (filter.type !== type) continue;
      const modifier: HTTPHeaderFilter = filter[field] ?? {};
      for (const list of ['set', 'add'] as const) {
        for (const [k, { value = '' }] of (modifier[list] ?? []).entries()) {
          // Control characters are a mistake of their own (GWX0610).
          if (isFormat(value)) yield { at: [...path, i, field, list, k, 'value'], value };
        }
      }
    }
  }
}

function isFormat(value: string): boolean {
  return value.includes('%') && headerValueError(value.replaceAll('%', '')) === undefined;
}

/** Safe where nothing in the value can be meant as an operator. */
function doubled(place: Place, value: string, operators: readonly string[]): Fix | undefined {
  const newText = value.replaceAll(/%%?/g, '%%');
  if (operators.some((operator) => /^%[A-Z_]+[(%]/.test(operator)) || /%[A-Z_]{3,}/.test(value)) return undefined;
  if (!fitsAnyScalar(newText)) return undefined;
  return { title: 'double the percent sign', safe: true, edits: [{ place, newText }] };
}
