import type { Diagnostic } from '../../model/diagnostic.ts';
import { objectsIn } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const hostnameInvalid: Rule = {
  code: 'GWX0208',
  name: 'hostname-invalid',
  severity: 'error',
  description: 'a hostname is none',
  rationale:
    'The API server refuses the object. A hostname has no scheme, path or port, is in lower case, and may have "*" as its whole first label.',
  remedy: 'write the bare name; leave the field out to match every host',
  examples: { bad: 'hostnames: ["https://a.example.com/x"]', good: 'hostnames: [a.example.com]' },
  check: fromDiagnostics('hostname-invalid', { fix: writeMeant }),
};

/** Upper case and a dot at the end say nothing, so that nobody can have meant another name. */
function writeMeant({ place, meant }: Diagnostic): Fix | undefined {
  if (place === undefined || !('path' in place) || meant === undefined) return undefined;
  const alike = namesBeside(place.resource, place.path).filter((name) => String(name).toLowerCase() === meant);
  // One more of the same name would be a new mistake.
  if (alike.some((name) => name === meant) || alike.length > 1) return undefined;
  return { title: `write ${meant}`, safe: true, edits: [{ place, newText: meant }] };
}

/** The hostnames of a list, or of all listeners; what the schema refuses is in lists alone. */
function namesBeside(resource: Resource, path: Path): readonly unknown[] {
  const list = fieldOf(resource, path.slice(0, -1));
  if (Array.isArray(list)) return list;
  return objectsIn(fieldOf(resource, path.slice(0, -3)), 'listeners').map((listener) => listener['hostname']);
}
