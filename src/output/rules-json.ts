import { jsonDocument } from './json.ts';
import type { RulesPrinter } from './printed-rules.ts';

/** The rules with all that `gwx explain` says of them. */
export const printRulesJson: RulesPrinter = (rules) =>
  jsonDocument(
    rules.map(({ rule, category }) => {
      const {
        code,
        name,
        severity,
        description,
        rationale,
        remedy,
        examples,
        equivalents = {},
        openWorld = false,
      } = rule;
      const { istioctl = [], kiali = [], feature = [] } = equivalents;
      return {
        code,
        name,
        severity,
        category,
        openWorld,
        description,
        rationale,
        remedy,
        examples,
        equivalents: { istioctl, kiali, feature },
      };
    }),
  );
