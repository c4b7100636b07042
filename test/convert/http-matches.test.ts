import { describe, expect, test } from '@jest/globals';
import type { At } from '../../src/convert/backend-scope.ts';
import { convertGRPCMatch, convertHTTPMatch } from '../../src/convert/http-matches.ts';
import type { GRPCRouteMatch, HTTPRouteMatch } from '../../src/model/gateway-api.ts';
import type { HTTPMatchRequest } from '../../src/model/istio.ts';

const at: At = (...steps) => [...['spec', 'rules', 0, 'matches', 0], ...steps];
/** What of a match is printed. */
const printed = (match: HTTPMatchRequest): unknown => JSON.parse(JSON.stringify(match));

describe('matches of an HTTPRoute', () => {
  const prefix = { uri: { prefix: '/' } };
  const cases: readonly (readonly [string, HTTPRouteMatch, unknown])[] = [
    ['RT-5: no path at all is PathPrefix /', {}, prefix],
    ['RT-5: a path without type is PathPrefix', { path: { value: '/x' } }, { uri: { prefix: '/x' } }],
    ['RT-5: a path without value is /', { path: { type: 'Exact' } }, { uri: { exact: '/' } }],
    ['RT-62: PathPrefix /', { path: { type: 'PathPrefix', value: '/' } }, prefix],
    ['RT-63: one slash at the end goes', { path: { type: 'PathPrefix', value: '/x/' } }, { uri: { prefix: '/x' } }],
    ['RT-63: only one', { path: { type: 'PathPrefix', value: '/x//' } }, { uri: { prefix: '/x/' } }],
    ['RT-63: none, none goes', { path: { type: 'PathPrefix', value: '/x/y' } }, { uri: { prefix: '/x/y' } }],
    ['RT-64: Exact keeps it', { path: { type: 'Exact', value: '/x/' } }, { uri: { exact: '/x/' } }],
    ['RT-65: no anchors', { path: { type: 'RegularExpression', value: '/x.*/' } }, { uri: { regex: '/x.*/' } }],
    [
      'RT-66: names keep their case, the last of one name wins, no type is Exact',
      {
        headers: [
          { name: 'X-A', value: '1' },
          { name: 'x-a', type: 'Exact', value: '2' },
          { name: 'X-A', type: 'RegularExpression', value: '3.*' },
        ],
      },
      { ...prefix, headers: { 'X-A': { regex: '3.*' }, 'x-a': { exact: '2' } } },
    ],
    ['RT-66: an empty list is no field', { headers: [], queryParams: [] }, prefix],
    [
      'RT-67: the last query parameter of one name wins',
      {
        queryParams: [
          { name: 'q', type: 'RegularExpression', value: 'a+' },
          { name: 'q', value: 'b' },
          { name: 'r', type: 'RegularExpression', value: 'c' },
        ],
      },
      { ...prefix, queryParams: { q: { exact: 'b' }, r: { regex: 'c' } } },
    ],
    ['RT-68: method', { method: 'PATCH' }, { ...prefix, method: { exact: 'PATCH' } }],
  ];
  test.each(cases)('%s', (_name, source, expected) => {
    const { match, errors } = convertHTTPMatch(source, at);
    expect(printed(match)).toEqual(expected);
    expect(errors).toEqual([]);
  });
});

describe('RT-69: matches of a GRPCRoute', () => {
  const cases: readonly (readonly [string, GRPCRouteMatch, unknown])[] = [
    ['nothing at all', {}, {}],
    ['headers only', { headers: [{ name: 'A', value: 'b' }] }, { headers: { A: { exact: 'b' } } }],
    ['Exact service', { method: { type: 'Exact', service: 'a.S' } }, { uri: { prefix: '/a.S/' } }],
    ['no type is Exact', { method: { service: 'S' } }, { uri: { prefix: '/S/' } }],
    ['Exact method, not escaped', { method: { method: 'M.N' } }, { uri: { regex: '/[^/]+/M.N' } }],
    ['Exact both', { method: { service: 'S', method: 'M' } }, { uri: { exact: '/S/M' } }],
    ['regex service', { method: { type: 'RegularExpression', service: 'S' } }, { uri: { regex: '/S/.+' } }],
    ['regex method', { method: { type: 'RegularExpression', method: 'M' } }, { uri: { regex: '/[^/]+/M' } }],
    ['regex both', { method: { type: 'RegularExpression', service: 'S', method: 'M' } }, { uri: { regex: '/S/M' } }],
  ];
  test.each(cases)('%s', (_name, source, expected) => {
    const { match, errors } = convertGRPCMatch(source, at);
    expect(printed(match)).toEqual(expected);
    expect(errors).toEqual([]);
  });
});

describe('hard errors of matches (chapter 20, section 10)', () => {
  const unknown = (what: string) => `unknown type: "Odd\\"" is not supported ${what} type`;
  const http: readonly (readonly [HTTPRouteMatch, readonly (readonly [string, readonly (string | number)[]])[]])[] = [
    [{ path: { type: 'Odd"' } }, [[unknown('Path match'), ['path', 'type']]]],
    [{ headers: [{}, { type: 'Odd"' }] }, [[unknown('HeaderMatch'), ['headers', 1, 'type']]]],
    [{ queryParams: [{ type: 'Odd"' }] }, [[unknown('QueryParams'), ['queryParams', 0, 'type']]]],
    [
      // RT-110: path, headers, query parameters.
      { queryParams: [{ type: 'Odd"' }], headers: [{ type: 'Odd"' }], path: { type: 'Odd"' } },
      [
        [unknown('Path match'), ['path', 'type']],
        [unknown('HeaderMatch'), ['headers', 0, 'type']],
        [unknown('QueryParams'), ['queryParams', 0, 'type']],
      ],
    ],
  ];
  const grpc: readonly (readonly [GRPCRouteMatch, readonly (readonly [string, readonly (string | number)[]])[]])[] = [
    [{ method: { type: 'Odd"', service: 'S' } }, [[unknown('Path match'), ['method', 'type']]]],
    [{ method: {} }, [['gRPC match must have method or service defined', ['method']]]],
    [{ method: { type: 'Exact' } }, [['gRPC match must have method or service defined', ['method']]]],
    [{ headers: [{ type: 'Odd"' }] }, [[unknown('HeaderMatch'), ['headers', 0, 'type']]]],
  ];
  const expected = (errors: readonly (readonly [string, readonly (string | number)[]])[]) =>
    errors.map(([message, rest]) => {
      return { severity: 'hard', reason: 'InvalidConfiguration', message, path: at(...rest) };
    });

  test.each(http)('HTTPRoute %j', (source, errors) => {
    expect(convertHTTPMatch(source, at).errors).toEqual(expected(errors));
  });

  test.each(grpc)('GRPCRoute %j', (source, errors) => {
    expect(convertGRPCMatch(source, at).errors).toEqual(expected(errors));
  });
});
