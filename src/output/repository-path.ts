import { relative } from 'node:path';

/** The name of a file as programs that show findings expect it: relative to the folder that gwx runs in, without `./`. */
export function repositoryPath(file: string, folder: string): string {
  const path = file.startsWith('/') ? relative(folder, file) : file.replace(/^(?:\.\/+)+/, '');
  return path === '' ? '.' : path;
}

/** The same as a relative URI: nothing in a name can be taken for a scheme, a host, a query or the end of the URI. */
export function repositoryUri(file: string, folder: string): string {
  // Half a surrogate pair has no UTF-8.
  const path = repositoryPath(file, folder).replace(/\p{Cs}/gu, '\ufffd');
  return path
    .split('/')
    .map((segment, index) => (segment === '' && index === 0 ? '.' : encodeURIComponent(segment)))
    .join('/');
}
