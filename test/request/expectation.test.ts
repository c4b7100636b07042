import { describe, expect, test } from '@jest/globals';
import { type Expectation, unmetExpectations } from '../../src/request/expectation.ts';
import type { Choice, Outcome } from '../../src/request/request.ts';

function choice(host: string, probability: number, more: Partial<Choice> = {}): Choice {
  return { host, port: 80, weight: 1, probability, status: 'ok', ...more };
}

function forwarded(...choices: readonly Choice[]): Outcome {
  const requests = [{ authority: 'a.com', path: '/x', headers: { 'x-user': 'a' } }];
  return { kind: 'backends', choices, requests, responses: [], mirrors: [] };
}

const cart = 'cart.shop.svc.cluster.local';
const toCart = forwarded(choice(cart, 1));
const split = forwarded(choice(cart, 0.9), choice('v2.shop.svc.cluster.local', 0.1));
const halfBroken = forwarded(choice(cart, 0.5), choice('x', 0.5, { status: 'invalid', response: 500 }));

function unmet(expectation: Expectation, outcome: Outcome): readonly string[] {
  return unmetExpectations(expectation, { outcome, steps: [], runnersUp: [], notes: [] });
}

const refused: Outcome = { kind: 'rejected', cause: 'no-listener' };
const itself: Outcome = { kind: 'default-forward', host: cart, port: 80 };
const portless = forwarded({ host: 'b.com', weight: 1, probability: 1, status: 'ok' });

describe('an expectation that holds', () => {
  const redirect: Outcome = { kind: 'redirect', status: 301, location: 'https://a.com/' };
  test.each<[string, Expectation, Outcome]>([
    ['the kind', { kind: 'rejected' }, refused],
    ['a backend by its name', { backends: ['cart'] }, toCart],
    ['by name and namespace', { backends: ['cart.shop'] }, toCart],
    ['by name, namespace and svc', { backends: ['cart.shop.svc'] }, toCart],
    ['by its host', { backends: [cart] }, toCart],
    ['by its port', { backends: ['cart:80'] }, toCart],
    ['all backends', { backends: ['cart', 'v2'] }, split],
    ['the Service itself', { backends: ['cart'] }, itself],
    ['an external host', { backends: ['api.example.com'] }, forwarded(choice('api.example.com', 1))],
    ['a backend without a share does not count', { backends: ['cart'] }, forwarded(choice(cart, 1), choice('v2', 0))],
    ['status and location', { status: 301, location: 'https://a.com/' }, redirect],
    ['what the backend sees', { path: '/x', host: 'a.com', headers: { 'x-user': 'a', 'x-other': null } }, toCart],
  ])('%s', (_what, expectation, outcome) => {
    expect(unmet(expectation, outcome)).toEqual([]);
  });
});

describe('an expectation that does not hold says what is there instead', () => {
  const notFound: Outcome = { kind: 'not-found', status: 404, cause: 'no-rule' };
  test.each<[string, Expectation, Outcome, readonly string[]]>([
    ['another kind', { kind: 'redirect' }, notFound, ['kind is not-found, not redirect']],
    ['no backend', { backends: ['cart'] }, notFound, ['backend is none, not cart']],
    ['another backend', { backends: ['car'] }, toCart, [`backend is ${cart}:80, not car`]],
    ['another namespace', { backends: ['cart.sho'] }, toCart, [`backend is ${cart}:80, not cart.sho`]],
    ['another port', { backends: ['cart:81'] }, toCart, [`backend is ${cart}:80, not cart:81`]],
    ['one of two', { backends: ['cart'] }, split, [`backend is ${cart}:80, v2.shop.svc.cluster.local:80, not cart`]],
    ['one too many', { backends: ['cart', 'v2'] }, toCart, [`backend is ${cart}:80, not cart, v2`]],
    ['another status', { status: 200 }, notFound, ['status is 404, not 200']],
    ['the status of a backend', { status: 200 }, toCart, ['status is up to the backend, not 200']],
    ['of half of them', { status: 500 }, halfBroken, ["status is the backend's, 500, not 500"]],
    ['the status of a connection', { status: 200 }, refused, ['status is none (rejected), not 200']],
    ['the status of the Service itself', { status: 200 }, itself, ['status is up to the backend, not 200']],
    ['a backend without port', { backends: ['cart'] }, portless, ['backend is b.com, not cart']],
    ['no location', { location: 'https://a.com/' }, notFound, ['location is not there, not https://a.com/']],
    ['another path', { path: '/y' }, toCart, ['path at the backend is /x, not /y']],
    ['another host', { host: 'b.com' }, toCart, ['host at the backend is a.com, not b.com']],
    ['another value', { headers: { 'x-user': 'b' } }, toCart, ['header x-user at the backend is a, not b']],
    ['a missing header', { headers: { via: 'b' } }, toCart, ['header via at the backend is not there, not b']],
    ['a header too many', { headers: { 'x-user': null } }, toCart, ['header x-user at the backend is a, not absent']],
    ['a name of objects', { headers: { constructor: null } }, toCart, []],
    ['nothing seen', { path: '/x' }, notFound, ['no backend sees the request']],
  ])('%s', (_what, expectation, outcome, problems) => {
    expect(unmet(expectation, outcome)).toEqual(problems);
  });
});
