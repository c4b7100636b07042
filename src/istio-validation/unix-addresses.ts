/** What an address of a Unix socket begins with. */
export const unixPrefix = 'unix://';

/** Why a text after `unix://` is no path of a socket; `undefined` if it is one. Names of abstract sockets begin with `@`. */
export function unixAddressError(path: string): string | undefined {
  if (path === '') return 'unix address must not be empty';
  if (path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/'))) return undefined;
  return `${path} is not an absolute path to a file`;
}
