import type { WorldSettings } from '../istio-world.ts';

/** A path as Envoy goes on with it, or the reason why it refuses the request. */
export type NormalizedPath = { readonly path: string } | { readonly refused: string };

/** E-21: the path of a request as it is matched and forwarded, with the query as sent. */
export function normalizePath(sent: string, mode: WorldSettings['pathNormalization']): NormalizedPath {
  if (sent.includes('#')) return { refused: 'the path contains "#"' };
  const question = sent.indexOf('?');
  const path = question < 0 ? sent : sent.slice(0, question);
  const query = question < 0 ? '' : sent.slice(question);
  if (mode === 'NONE') return { path: sent };
  if (path.includes('%00')) return { refused: 'the path contains "%00"' };
  const decoded = mode === 'DECODE_AND_MERGE_SLASHES' ? path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\') : path;
  const resolved = resolveSegments(decodeUnreserved(decoded).replaceAll('\\', '/'));
  return { path: (mode === 'BASE' ? resolved : resolved.replace(/\/{2,}/g, '/')) + query };
}

/** Escapes that need not be. A dot is one of them, so that `%2e%2e` goes up like `..`. */
function decodeUnreserved(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (written, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[-A-Za-z0-9._~]/.test(character) ? character : written;
  });
}

/** Without `.` and `..`. An empty segment, as in `//`, is one that `..` goes back over. */
function resolveSegments(path: string): string {
  const resolved: string[] = [];
  const segments = (path.startsWith('/') ? path.slice(1) : path).split('/');
  for (const [i, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') resolved.pop();
    if (!isDots) resolved.push(segment);
    else if (i === segments.length - 1) resolved.push('');
  }
  return `/${resolved.join('/')}`;
}
