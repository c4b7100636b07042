import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexLabels } from '../../src/model/label-index.ts';

const anyLabels = fc.dictionary(fc.constantFrom('app', 'tier', 'constructor'), fc.constantFrom('a', 'b', ''), {
  noNullPrototype: true,
});

test('finds what has every label of a selector, in order', () => {
  fc.assert(
    fc.property(fc.array(anyLabels), anyLabels, (items, selector) => {
      const matching = items.filter((labels) =>
        Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
      );
      expect(indexLabels(items, (labels) => labels)(selector)).toEqual(matching);
    }),
  );
});
