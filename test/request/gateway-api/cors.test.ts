import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/request/request.ts';
import { http } from '../requests.ts';
import { evaluateWith, forwarded } from './evaluation.ts';

const cors = (filter: object) => ({ filters: [{ type: 'CORS', cors: filter }] });

function simple(origin: string): Request {
  return http('a.com/', { headers: [['Origin', origin]] });
}

function preflight(origin: string, ...headers: readonly (readonly [string, string])[]): Request {
  const asked = [
    ['Origin', origin],
    ['Access-Control-Request-Method', 'PUT'],
  ] as const;
  return http('a.com/', { method: 'OPTIONS', headers: [...asked, ...headers] });
}

describe('origins (GA-46)', () => {
  test.each([
    ['*', 'https://a.com', true],
    ['*', 'null', true],
    ['https://a.com', 'https://a.com', true],
    ['https://a.com', 'https://A.com', true],
    ['https://a.com', 'http://a.com', false],
    ['https://a.com', 'https://b.a.com', false],
    ['https://a.com', 'https://a.com:443', true],
    ['https://a.com:443', 'https://a.com', true],
    ['http://a.com', 'http://a.com:80', true],
    ['https://a.com', 'https://a.com:8443', false],
    ['https://*.a.com', 'https://c.b.a.com', true],
    ['https://*.a.com', 'https://a.com', false],
    ['https://*.a.com', 'https://b.a.com.evil.org', false],
    ['https://*', 'https://a.com', true],
    ['https://*', 'http://a.com', false],
    ['https://*.a.*', 'https://x.a.org', true],
    ['https://*.a.*', 'https://x.b.org', false],
    ['https://a.com:*', 'https://a.com:8443', true],
    ['', 'https://a.com', false],
  ])('%s and %s: %s', async (allowed, origin, expected) => {
    const outcome = forwarded(await evaluateWith(cors({ allowOrigins: [allowed] }), simple(origin)));
    expect(outcome.cors?.allowed).toBe(expected);
  });
});

describe('simple requests (GA-46)', () => {
  const filter = { allowOrigins: ['https://a.com'], allowCredentials: true, exposeHeaders: ['x-a', 'x-b', '*'] };

  test('are forwarded, and the response to an allowed origin gets headers', async () => {
    expect(forwarded(await evaluateWith(cors(filter), simple('https://a.com'))).cors).toEqual({
      allowed: true,
      responseHeaders: {
        'access-control-allow-origin': 'https://a.com',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-a, x-b',
      },
    });
  });

  test('another origin gets none, and a request without origin is none of CORS', async () => {
    const denied = forwarded(await evaluateWith(cors(filter), simple('https://b.com')));
    expect(denied.cors).toEqual({ allowed: false, responseHeaders: {} });
    expect(forwarded(await evaluateWith(cors(filter))).cors).toEqual({ responseHeaders: {} });
  });

  test('OPTIONS without a method asked for is no preflight', async () => {
    const request = { ...simple('https://a.com'), method: 'OPTIONS' };
    expect((await evaluateWith(cors(filter), request)).outcome.kind).toBe('backends');
  });
});

describe('preflights (GA-46)', () => {
  const filter = { allowOrigins: ['*'], allowMethods: ['GET', 'PUT'], allowHeaders: ['x-a', 'x-b'], maxAge: 60 };
  const answer = async (more: object, request: Request) => {
    const { outcome } = await evaluateWith(cors({ ...filter, ...more }), request);
    if (outcome.kind !== 'direct') throw new Error(`not answered: ${outcome.kind}`);
    expect(outcome).toMatchObject({ status: 200, cause: 'cors-preflight' });
    return outcome.cors;
  };

  test('are answered by the gateway with what is allowed', async () => {
    expect(await answer({}, preflight('https://a.com'))).toEqual({
      allowed: true,
      responseHeaders: {
        'access-control-allow-origin': 'https://a.com',
        'access-control-allow-methods': 'GET, PUT',
        'access-control-allow-headers': 'x-a, x-b',
        'access-control-max-age': '60',
      },
    });
  });

  test('a wildcard stands for what is asked for where credentials are allowed', async () => {
    const wild = { allowMethods: ['*'], allowHeaders: ['*'] };
    const request = preflight('https://a.com', ['Access-Control-Request-Headers', 'x-c, x-d']);
    expect((await answer(wild, request))?.responseHeaders).toMatchObject({
      'access-control-allow-methods': '*',
      'access-control-allow-headers': '*',
    });
    expect((await answer({ ...wild, allowCredentials: true }, request))?.responseHeaders).toMatchObject({
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-c, x-d',
    });
  });

  test('of another origin are answered without headers, and not forwarded', async () => {
    const outcome = await answer({ allowOrigins: ['https://b.com'] }, preflight('https://a.com'));
    expect(outcome).toEqual({ allowed: false, responseHeaders: {} });
  });

  test('the default age is 5 seconds', async () => {
    const { outcome } = await evaluateWith(cors({ allowOrigins: ['*'] }), preflight('https://a.com'));
    expect(outcome).toMatchObject({ cors: { responseHeaders: { 'access-control-max-age': '5' } } });
  });
});
