import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import type { RuleContext } from './rule.ts';

/** The check of a rule that presents what reading found; `severityOf` where that depends on the run. */
export function fromDiagnostics(
  rule: string,
  severityOf?: (diagnostic: Diagnostic, context: RuleContext) => Severity,
): (context: RuleContext) => void {
  return (context) => {
    for (const diagnostic of context.input.diagnostics) {
      if (diagnostic.rule !== rule) continue;
      const { severity, message, place, related, help } = diagnostic;
      context.report({
        severity: severityOf?.(diagnostic, context) ?? severity,
        message,
        ...(place && { place }),
        ...(related && { related }),
        ...(help !== undefined && { help }),
      });
    }
  };
}
