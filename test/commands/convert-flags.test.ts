import { describe, expect, test } from '@jest/globals';
import { parseGatewaySelector } from '../../src/commands/gateway-selector.ts';

describe('--gateway-selector', () => {
  test.each([
    ['app=edge', { labels: { app: 'edge' } }],
    ['app=edge,istio=gw', { labels: { app: 'edge', istio: 'gw' } }],
    ['app.kubernetes.io/name=edge', { labels: { 'app.kubernetes.io/name': 'edge' } }],
    ['app.kubernetes.io/name=edge,istio=gw', { labels: { 'app.kubernetes.io/name': 'edge', istio: 'gw' } }],
    ['infra/gw=app=edge', { gateway: { namespace: 'infra', name: 'gw' }, labels: { app: 'edge' } }],
    [
      'infra/gw=app.kubernetes.io/name=edge,istio=gw',
      { gateway: { namespace: 'infra', name: 'gw' }, labels: { 'app.kubernetes.io/name': 'edge', istio: 'gw' } },
    ],
    ['app=', { labels: { app: '' } }],
  ])('%s', (given, expected) => {
    expect(parseGatewaySelector(given)).toEqual(expected);
  });

  test.each(['', 'app', 'infra/gw', 'infra/gw/x=app=edge', '/gw=a=b', 'a=b=c', 'a b=c', 'a=b c', 'a=b,'])(
    '%p is refused',
    (given) => {
      expect(() => parseGatewaySelector(given)).toThrow(`--gateway-selector ${given}: expected [NS/GATEWAY=]key=value`);
    },
  );
});
