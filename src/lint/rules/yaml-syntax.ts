import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const yamlSyntax: Rule = {
  code: 'GWX0101',
  name: 'yaml-syntax',
  severity: 'error',
  description: 'a document is no well-formed YAML or JSON',
  rationale:
    'Nothing of such a document is read. The other documents of the file are, but what they refer to may be in the broken one, so that no absent object is reported.',
  remedy:
    'repair the document at the place that the message names; indent with spaces, and quote values that begin with "*", "@" or "%"',
  examples: { bad: 'hostname: *.example.com', good: 'hostname: "*.example.com"' },
  check: fromDiagnostics('yaml-syntax', { fix: quoteHost }),
};

/** No anchor has the name of a domain: what follows the asterisk is meant to be a wildcard host. */
function quoteHost({ message, place }: Diagnostic): Fix | undefined {
  const [, domain] = /unknown anchor "((?:\.[a-zA-Z0-9-]+)+)"/.exec(message) ?? [];
  if (domain === undefined || place === undefined) return undefined;
  return { title: 'put the host in quotes', safe: true, edits: [{ place, newText: `*${domain}` }] };
}
