import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import type { Fix } from './finding.ts';
import type { RuleContext } from './rule.ts';

/** What a rule makes of diagnostics. */
export interface DiagnosticPresentation {
  /** Which of them it presents; default all. */
  readonly where?: (diagnostic: Diagnostic, context: RuleContext) => boolean;
  /** Where the severity depends on the run. */
  readonly severity?: (diagnostic: Diagnostic, context: RuleContext) => Severity;
  /** Where reading has no help, as it depends on other objects. */
  readonly help?: (diagnostic: Diagnostic, context: RuleContext) => string | undefined;
  readonly fix?: (diagnostic: Diagnostic, context: RuleContext) => Fix | undefined;
  /** Diagnostics that are one finding: those with the same text here. The first one speaks. */
  readonly onceFor?: (diagnostic: Diagnostic, context: RuleContext) => string;
}

/** The check of a rule that presents what reading found. */
export function fromDiagnostics(
  rule: string,
  { where, severity, help: helpFor, fix, onceFor }: DiagnosticPresentation = {},
): (context: RuleContext) => void {
  return (context) => {
    const spoken = new Set<string>();
    for (const diagnostic of context.input.diagnostics) {
      if (diagnostic.rule !== rule || where?.(diagnostic, context) === false) continue;
      const key = onceFor?.(diagnostic, context);
      if (key !== undefined && spoken.has(key)) continue;
      if (key !== undefined) spoken.add(key);
      const { message, place, related } = diagnostic;
      const help = diagnostic.help ?? helpFor?.(diagnostic, context);
      const edit = fix?.(diagnostic, context);
      context.report({
        severity: severity?.(diagnostic, context) ?? diagnostic.severity,
        message,
        ...(place && { place }),
        ...(related && { related }),
        ...(help !== undefined && { help }),
        ...(edit && { fix: edit }),
      });
    }
  };
}
