import type { Path } from '../model/resource.ts';

/** Whether a path leads to a hostname. */
export function isHostnamePath(path: Path): boolean {
  const field = path.findLast((step) => typeof step === 'string');
  return field === 'hostname' || field === 'hostnames';
}

/** What a text that is no hostname looks like, and what to do about it; the first that fits counts. */
const shapes: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^[a-z][a-z0-9+.-]*:\/\//i, (text) => `write the name alone, without scheme and path: ${bareName(text)}`],
  [/\//, (text) => `write the name alone, without path: ${bareName(text)}`],
  [/^\[?[0-9a-f]*:[0-9a-f:.]+\]?$/i, () => 'an IP address is no hostname; leave the field out to match every host'],
  [/:\d*$/, (text) => `write the name alone: ${bareName(text)}; ports belong to the listener`],
  [/^\d+(?:\.\d+){3}$/, () => 'an IP address is no hostname; leave the field out to match every host'],
  [/^\*\.?$/, () => 'leave the field out to match every host'],
  [/[A-Z]/, (text) => `write it in lower case: ${text.toLowerCase()}`],
  [/\.$/, (text) => `write it without the dot at the end: ${text.slice(0, -1)}`],
  [/^.+\*|^\*[^.]/, () => '"*" stands for the whole first label alone, as in *.example.com'],
];

/** Help for a hostname that the API server refuses (GWX0208); undefined where nothing is plain. */
export function hostnameHelp(text: string): string | undefined {
  return shapes.find(([shape]) => shape.test(text))?.[1](text);
}

/** The hostname that differs in nothing but what says nothing: upper case, and a dot at the end. */
export function meantHostname(text: string, isHostname: (name: string) => boolean): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  return isHostname(name) && !/^[\d.]+$/.test(name) ? name : undefined;
}

function bareName(text: string): string {
  return text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/:].*$/s, '')
    .toLowerCase();
}
