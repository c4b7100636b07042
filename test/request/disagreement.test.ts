import { expect, test } from '@jest/globals';
import type { RouteSpec } from '../../src/model/gateway-api.ts';
import type { Resource } from '../../src/model/resource.ts';
import { hostnameRank } from '../../src/request/disagreement.ts';

function routeOf(hostnames: readonly string[]): Resource<RouteSpec> {
  const document = { file: 'route.yaml', text: '', start: 0, end: 0 };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: 'app', name: 'route' },
    spec: { hostnames },
    origin: { document, path: [], context: false },
  };
}

test.each([
  [[], [0, 0]],
  [['other.example.com'], [0, 0]],
  [
    ['*.example.com', '*.com'],
    [0, 13],
  ],
  [
    ['*.com', 'Shop.example.com'],
    [16, 16],
  ],
])('hostnames %j cover shop.example.com with rank %j (GA-21)', (hostnames, rank) => {
  expect(hostnameRank(routeOf(hostnames), 'shop.example.com')).toEqual(rank);
});

test('any number of hostnames may cover a host', () => {
  const many = Array.from({ length: 300_000 }, () => '*.example.com');
  expect(hostnameRank(routeOf(many), 'shop.example.com')).toEqual([0, 13]);
});
