import { goQuote } from '../model/go-quote.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { type CrdName, kinds } from '../model/kinds.ts';
import type { SchemaViolation } from './violation.ts';

/** What the API server takes for a name of some sort; its texts are those of Kubernetes' own validation. */
interface NameForm {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly complaint: string;
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const serviceLabel = '[a-z]([-a-z0-9]*[a-z0-9])?';

const ofLabel: NameForm = {
  pattern: new RegExp(`^${label}$`),
  longest: 63,
  complaint: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
};
const ofSubdomain: NameForm = {
  pattern: new RegExp(`^${subdomain}$`),
  longest: 253,
  complaint: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
};
const ofService: NameForm = {
  pattern: new RegExp(`^${serviceLabel}$`),
  longest: 63,
  complaint: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${serviceLabel}')`,
};

/** The kinds whose names are more than parts of a path. */
const formOf: { readonly [crd in CrdName]?: NameForm } = { 'namespaces.': ofLabel, 'services.': ofService };

/** What the API server refuses in the name and namespace of an object. Schemas say nothing of them, and absent ones are for others to notice. */
export function nameViolations(crd: CrdName, { metadata }: JsonObject): SchemaViolation[] {
  if (!isObject(metadata)) return [];
  const namespace = kinds[crd].namespaced ? check('namespace', metadata['namespace'], ofLabel) : [];
  return [...check('name', metadata['name'], formOf[crd] ?? ofSubdomain), ...namespace];
}

function check(field: string, value: unknown, { pattern, longest, complaint }: NameForm): SchemaViolation[] {
  if (typeof value !== 'string' || value === '') return [];
  const say = (keyword: SchemaViolation['keyword'], reason: string): SchemaViolation[] => {
    const message = `metadata.${field}: Invalid value: ${goQuote(value)}: ${reason}`;
    return [{ path: ['metadata', field], kind: 'value', keyword, message }];
  };
  // Long texts never meet a pattern that could take its time with them.
  if (value.length > longest) return say('maxLength', `must be no more than ${longest} bytes`);
  return pattern.test(value) ? [] : say('pattern', complaint);
}
