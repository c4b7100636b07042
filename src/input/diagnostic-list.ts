import type { Diagnostic } from '../model/diagnostic.ts';

/** What is wrong with the objects of a run. */
export interface DiagnosticList {
  add(diagnostic: Diagnostic): void;
  /** Adds to those that are not listed. One of them must have been added before. */
  addUnlisted(count: number, hasError: boolean): void;
  /** In the order in which they were added. */
  all(): readonly Diagnostic[];
}

/** Nobody reads more, and a small file may be made to hold more than fits into memory. */
export const mostListed = 10_000;

/** A list that counts what is beyond its limit, and says so in a last entry, at the first place that is not listed. */
export function createDiagnosticList(most = mostListed): DiagnosticList {
  const listed: Diagnostic[] = [];
  let rest: { readonly first: Diagnostic; count: number; hasError: boolean } | undefined;
  return {
    add(diagnostic) {
      if (listed.length < most) {
        listed.push(diagnostic);
        return;
      }
      rest ??= { first: diagnostic, count: 0, hasError: false };
      rest.count++;
      rest.hasError ||= diagnostic.severity === 'error';
    },
    addUnlisted(count, hasError) {
      if (rest === undefined) throw new Error('there is room in the list');
      rest.count += count;
      rest.hasError ||= hasError;
    },
    all() {
      if (rest === undefined) return listed;
      if (rest.count === 1) return [...listed, rest.first];
      const { code, rule, severity, place } = rest.first;
      const message = `${rest.count} more problems of this sort are not listed`;
      const last: Diagnostic = { code, rule, message, severity: rest.hasError ? 'error' : severity };
      return [...listed, { ...last, ...(place && { place }) }];
    },
  };
}
