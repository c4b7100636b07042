import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isValidSelector, matchesSelector, namespaceLabels } from '../../src/model/labels.ts';

const labels = { team: 'shop', 'example.com/tier': '', constructor: 'own' };

describe('label selectors (GW-52)', () => {
  test.each([
    ['an empty selector', {}, true],
    ['empty lists', { matchLabels: {}, matchExpressions: [] }, true],
    ['an equal label', { matchLabels: { team: 'shop' } }, true],
    ['an equal label with an empty value', { matchLabels: { 'example.com/tier': '' } }, true],
    ['a label of another value', { matchLabels: { team: 'bank' } }, false],
    ['an absent label', { matchLabels: { stage: 'shop' } }, false],
    ['an absent label against an empty value', { matchLabels: { stage: '' } }, false],
    ['one of two labels', { matchLabels: { team: 'shop', stage: 'prod' } }, false],
    ['In', { matchExpressions: [{ key: 'team', operator: 'In', values: ['bank', 'shop'] }] }, true],
    ['In without the value', { matchExpressions: [{ key: 'team', operator: 'In', values: ['bank'] }] }, false],
    ['In of an absent key', { matchExpressions: [{ key: 'stage', operator: 'In', values: ['shop'] }] }, false],
    ['NotIn', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['bank'] }] }, true],
    ['NotIn with the value', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['shop'] }] }, false],
    ['NotIn of an absent key', { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['shop'] }] }, true],
    ['Exists', { matchExpressions: [{ key: 'team', operator: 'Exists' }] }, true],
    ['Exists of an absent key', { matchExpressions: [{ key: 'stage', operator: 'Exists', values: [] }] }, false],
    [
      'Exists of a property that no label wrote',
      { matchExpressions: [{ key: 'toString', operator: 'Exists' }] },
      false,
    ],
    ['a label named as a property', { matchLabels: { constructor: 'own' } }, true],
    ['DoesNotExist', { matchExpressions: [{ key: 'stage', operator: 'DoesNotExist' }] }, true],
    ['DoesNotExist of a present key', { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }, false],
    [
      'labels and expressions, of which one fails',
      { matchLabels: { team: 'shop' }, matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
      false,
    ],
  ])('%s', (_, selector, expected) => {
    expect(isValidSelector(selector)).toBe(true);
    expect(matchesSelector(selector, labels)).toBe(expected);
  });

  test.each([
    ['an unknown operator', { matchExpressions: [{ key: 'team', operator: 'in', values: ['shop'] }] }],
    ['no operator', { matchExpressions: [{ key: 'team', values: ['shop'] }] }],
    ['no key', { matchExpressions: [{ operator: 'DoesNotExist' }] }],
    ['In without values', { matchExpressions: [{ key: 'team', operator: 'In', values: [] }] }],
    ['NotIn without values', { matchExpressions: [{ key: 'stage', operator: 'NotIn' }] }],
    ['Exists with values', { matchExpressions: [{ key: 'team', operator: 'Exists', values: ['shop'] }] }],
    ['DoesNotExist with values', { matchExpressions: [{ key: 'stage', operator: 'DoesNotExist', values: ['a'] }] }],
    ['an illegal key', { matchExpressions: [{ key: '-stage', operator: 'DoesNotExist' }] }],
    ['a key with an empty prefix', { matchExpressions: [{ key: '/stage', operator: 'DoesNotExist' }] }],
    ['a key with an upper case prefix', { matchExpressions: [{ key: 'E.com/stage', operator: 'DoesNotExist' }] }],
    ['a key with two slashes', { matchExpressions: [{ key: 'a/b/c', operator: 'DoesNotExist' }] }],
    ['a key of 64 characters', { matchExpressions: [{ key: 'a'.repeat(64), operator: 'DoesNotExist' }] }],
    ['a prefix of 254 characters', { matchExpressions: [{ key: `${'a'.repeat(254)}/b`, operator: 'DoesNotExist' }] }],
    ['an illegal value', { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['a b'] }] }],
    ['a value of 64 characters', { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['a'.repeat(64)] }] }],
    ['a line break after a value', { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['a\n'] }] }],
    ['an illegal value in matchLabels', { matchLabels: { team: 'shop.' } }],
  ])('%s makes a selector match nothing', (_, selector) => {
    expect(isValidSelector(selector)).toBe(false);
    expect(matchesSelector(selector, labels)).toBe(false);
  });

  test('names of the greatest length are legal', () => {
    const key = `${'a'.repeat(253)}/${'b'.repeat(63)}`;
    expect(matchesSelector({ matchLabels: { [key]: 'c'.repeat(63) } }, { [key]: 'c'.repeat(63) })).toBe(true);
  });

  test('a Namespace always carries its own name as kubernetes.io/metadata.name', () => {
    const selector = { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } };
    expect(matchesSelector(selector, namespaceLabels({ name: 'shop' }))).toBe(true);
    const lying = { name: 'bank', labels: { 'kubernetes.io/metadata.name': 'shop', a: 'b' } };
    expect(matchesSelector(selector, namespaceLabels(lying))).toBe(false);
    expect(namespaceLabels(lying)).toEqual({ 'kubernetes.io/metadata.name': 'bank', a: 'b' });
  });

  test('NotIn is the opposite of In, and DoesNotExist of Exists, for every valid requirement', () => {
    const key = fc.constantFrom('a', 'b', 'a/b', 'A-1');
    const value = fc.constantFrom('', 'x', 'y');
    let matched = 0;
    fc.assert(
      fc.property(key, fc.array(value, { minLength: 1 }), fc.dictionary(key, value), (name, values, own) => {
        const holds = (operator: string, list: readonly string[]) =>
          matchesSelector({ matchExpressions: [{ key: name, operator, values: list }] }, own);
        expect(holds('In', values)).toBe(!holds('NotIn', values));
        expect(holds('Exists', [])).toBe(!holds('DoesNotExist', []));
        if (holds('In', values)) matched++;
      }),
      { numRuns: 500 },
    );
    expect(matched).toBeGreaterThan(20);
  });
});
