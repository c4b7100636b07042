import { holdsUnsafe } from '../../src/output/escape.ts';
import { parseXml } from '../output/xml.ts';
import type { Reply } from './job.ts';

/** What is wrong with what a run of gwx printed, whatever the input was. */
export function faultsOf(args: readonly string[], { code, stdout, stderr }: Reply): readonly string[] {
  const faults: string[] = [];
  if (![0, 1, 2, 3].includes(code)) faults.push(`exit code ${code}`);
  if (/^ {4}at |^gwx: bug/m.test(stderr)) faults.push('a stack trace');
  for (const [name, text] of Object.entries({ stdout, stderr })) {
    const line = text.split('\n').find(holdsUnsafe);
    if (line !== undefined) faults.push(`${name} holds what a terminal acts on: ${JSON.stringify(line)}`);
    if (/\n(?=::)|^::/.test(text) && !args.includes('github')) faults.push(`${name} holds a command for GitHub`);
    if (text !== '' && !text.endsWith('\n')) faults.push(`${name} does not end with its line`);
  }
  const form = args[args.indexOf('-o') + 1] ?? '';
  const broken = stdout === '' ? undefined : brokenForm(form, stdout);
  return broken === undefined ? faults : [...faults, `not ${form}: ${broken}`];
}

const annotation = /^::(?:error|warning|notice) (?:[a-zA-Z]+=[^,:]*)(?:,[a-zA-Z]+=[^,:]*)*::[^\n]*$/;
const concise = /^(?:.*: )?(?:error|warning|info) GWX\d{4} [a-z0-9-]+: ./;
const analyzed = /^(?:Error|Warning|Info) \[(?:IST|GWX)\d{4}\] ./;

/** Why a text has not the form that its format asks for; undefined: it has. */
function brokenForm(format: string, text: string): string | undefined {
  const everyLine = (pattern: RegExp) =>
    text
      .split('\n')
      .slice(0, -1)
      .find((line) => !pattern.test(line));
  const forms: Readonly<Record<string, () => unknown>> = {
    concise: () => everyLine(concise),
    github: () => everyLine(annotation),
    istioctl: () => everyLine(analyzed),
    name: () => everyLine(/^[a-z.0-9]+\/\S+$/),
    gitlab: () => void JSON.parse(text),
    json: () => void JSON.parse(text),
    sarif: () => foreignUri(JSON.parse(text)),
    junit: () => void parseXml(text),
  };
  try {
    const broken = Object.hasOwn(forms, format) ? forms[format]?.() : undefined;
    return broken === undefined ? undefined : String(broken);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A URI in a SARIF log that is more than the path of a file. */
function foreignUri(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'uri') {
      const { protocol, host, search, hash } = new URL(String(item), 'file:///work/');
      if (protocol !== 'file:' || host + search + hash !== '') return String(item);
    }
    const found = foreignUri(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
